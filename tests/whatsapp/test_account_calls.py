"""Numbers, subscriptions and health of an account, as Meta tells them."""

import pytest

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.errors import PayloadError
from conecta.whatsapp.types import HealthEntity, HealthRecord, PhoneNumberRecord, SubscribedApp
from conecta.whatsapp.words import Health, MessagingLimit, NumberStatus, QualityRating
from tests.whatsapp.loopback import Meta, answer

NUMBER = {
    "id": "106540352242922",
    "display_phone_number": "+55 11 3333-4444",
    "verified_name": "Loja Aurora",
    "name_status": "APPROVED",
    "quality_rating": "GREEN",
    "status": "CONNECTED",
    "throughput": {"level": "STANDARD"},
    "account_mode": "LIVE",
    "whatsapp_business_manager_messaging_limit": "TIER_10K",
    "webhook_configuration": {
        "application": "https://conecta.example/webhooks/whatsapp/",
        "phone_number": "",
    },
}
RECORD = PhoneNumberRecord(
    id="106540352242922",
    display_phone_number="+55 11 3333-4444",
    verified_name="Loja Aurora",
    name_status="APPROVED",
    quality=QualityRating.GREEN,
    status=NumberStatus.CONNECTED,
    status_name="CONNECTED",
    throughput="STANDARD",
    messaging_limit=MessagingLimit.TIER_10K,
    account_mode="LIVE",
    webhook_url="https://conecta.example/webhooks/whatsapp/",
)


def test_a_number_is_read_with_all_that_we_keep(meta: Meta, client: CloudClient) -> None:
    meta.will(answer(NUMBER))

    assert client.get_phone_number("106540352242922") == RECORD
    assert "throughput" in meta.received[0].query["fields"]


def test_the_numbers_of_an_account_come_as_a_list(meta: Meta, client: CloudClient) -> None:
    meta.will(answer({"data": [NUMBER, "not a number"]}))

    assert client.list_phone_numbers("102290129340398") == [RECORD]
    assert meta.received[0].target.path == "/v26.0/102290129340398/phone_numbers"


def test_what_meta_does_not_say_of_a_number_is_unknown(meta: Meta, client: CloudClient) -> None:
    meta.will(answer({"id": "1", "quality_rating": "NA", "status": "DREAMING"}))

    number = client.get_phone_number("1")

    assert (number.quality, number.status) == (QualityRating.UNKNOWN, NumberStatus.UNKNOWN)
    assert (number.status_name, number.webhook_url) == ("DREAMING", "")
    assert number.messaging_limit is MessagingLimit.UNKNOWN


@pytest.mark.parametrize(
    ("tier", "people"),
    [
        ("TIER_250", 250),
        ("TIER_2K", 2_000),
        ("TIER_10K", 10_000),
        ("TIER_100K", 100_000),
        ("TIER_UNLIMITED", None),
        ("TIER_1M", 250),
    ],
)
def test_a_tier_is_a_number_of_people_and_an_unknown_one_the_least(
    tier: str, people: int | None
) -> None:
    assert MessagingLimit(tier).people == people


def test_the_app_subscribes_to_an_accounts_webhooks(meta: Meta, client: CloudClient) -> None:
    meta.will(
        answer({"success": True}),
        answer({"data": [{"whatsapp_business_api_data": {"id": "7", "name": "Conecta"}}]}),
    )

    client.subscribe_app("102290129340398")

    assert client.subscribed_apps("102290129340398") == [SubscribedApp(id="7", name="Conecta")]
    assert [request.method for request in meta.received] == ["POST", "GET"]


def test_health_says_who_cannot_send_and_why(meta: Meta, client: CloudClient) -> None:
    error = {
        "error_code": 141006,
        "error_description": "There is no payment method.",
        "possible_solution": "Add one.",
    }
    entities = [
        {"entity_type": "WABA", "id": "1", "can_send_message": "BLOCKED", "errors": [error]},
        {
            "entity_type": "PHONE_NUMBER",
            "id": "2",
            "can_send_message": "LIMITED",
            "additional_info": ["Display name pending."],
        },
    ]
    meta.will(answer({"health_status": {"can_send_message": "BLOCKED", "entities": entities}}))

    assert client.health("2") == HealthRecord(
        can_send=Health.BLOCKED,
        entities=(
            HealthEntity(
                kind="WABA",
                id="1",
                can_send=Health.BLOCKED,
                problems=("There is no payment method. Add one.",),
            ),
            HealthEntity(
                kind="PHONE_NUMBER",
                id="2",
                can_send=Health.LIMITED,
                problems=("Display name pending.",),
            ),
        ),
    )


def test_an_id_stays_in_its_place_in_the_path(meta: Meta, client: CloudClient) -> None:
    meta.will(answer({}))

    client.get_media("../1/messages?x=1")

    assert meta.received[0].target.path == "/v26.0/..%2F1%2Fmessages%3Fx%3D1"


@pytest.mark.parametrize("media_id", ["", ".", ".."])
def test_what_is_no_id_is_never_asked_for(meta: Meta, client: CloudClient, media_id: str) -> None:
    with pytest.raises(PayloadError):
        client.get_media(media_id)

    assert meta.received == []
