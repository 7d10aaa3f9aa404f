"""A send that reaches Meta: what goes out, what comes back."""

import pytest

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.payloads import TemplateMessage, body, text_parameter
from conecta.whatsapp.types import SendResult
from conecta.whatsapp.words import Acceptance
from tests.whatsapp.loopback import Meta, Reply, answer

MESSAGE = TemplateMessage(
    to="+5511987654321",
    name="order_update",
    language="pt_BR",
    callback_data="0193f2c4-7a51-7c0e-9d1b-5a4c1e6f8a10",
    components=(body(text_parameter("Conceição")),),
).payload()
ACCEPTED = {
    "messaging_product": "whatsapp",
    "contacts": [{"input": "+5511987654321", "wa_id": "551187654321", "user_id": "BR.1A2B"}],
    "messages": [{"id": "wamid.HBgN", "message_status": "accepted"}],
}


def test_a_message_is_posted_with_the_token_in_the_header_alone(
    meta: Meta, client: CloudClient
) -> None:
    meta.will(answer(ACCEPTED))

    client.send("106540352242922", MESSAGE)

    [request] = meta.received
    assert (request.method, request.target.path) == ("POST", "/v26.0/106540352242922/messages")
    assert (request.target.query, request.json) == ("", MESSAGE)
    assert request.headers["Authorization"] == "Bearer EAAG-secret-token"
    assert request.headers["Content-Type"] == "application/json"


def test_a_strange_character_in_the_token_is_for_meta_to_refuse(meta: Meta) -> None:
    client = CloudClient(" EAAG\u200b\n", base_url=meta.url, version="v26.0", timeout=5)
    meta.will(answer(ACCEPTED))

    client.send("1", MESSAGE)

    received = meta.received[0].headers["Authorization"]
    assert received.encode("latin-1") == "Bearer EAAG\u200b".encode()


def test_the_answer_names_the_message_and_the_person(meta: Meta, client: CloudClient) -> None:
    meta.will(answer(ACCEPTED))

    assert client.send("1", MESSAGE) == SendResult(
        wamid="wamid.HBgN",
        wa_id="551187654321",
        user_id="BR.1A2B",
        acceptance=Acceptance.ACCEPTED,
    )


@pytest.mark.parametrize(
    ("message", "acceptance"),
    [
        ({"id": "wamid.1"}, Acceptance.ACCEPTED),
        ({"id": "wamid.1", "message_status": "held_for_quality_assessment"}, Acceptance.HELD),
        ({"id": "wamid.1", "message_status": "paused"}, Acceptance.PAUSED),
        ({"id": "wamid.1", "message_status": "levitating"}, Acceptance.UNKNOWN),
    ],
)
def test_acceptance_is_metas_word(
    meta: Meta, client: CloudClient, message: dict[str, str], acceptance: Acceptance
) -> None:
    meta.will(answer({"messages": [message]}))

    result = client.send("1", MESSAGE)

    assert (result.acceptance, result.wa_id, result.user_id) == (acceptance, "", "")


def test_messages_of_one_session_share_a_connection(meta: Meta, client: CloudClient) -> None:
    meta.will(answer(ACCEPTED), answer(ACCEPTED))

    client.send("1", MESSAGE)
    client.send("1", MESSAGE)

    first, second = meta.received
    assert first.peer == second.peer


def test_nothing_of_the_environment_touches_the_call(
    meta: Meta, client: CloudClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    meta.will(answer(ACCEPTED))

    assert client.send("1", MESSAGE).wamid == "wamid.HBgN"


def test_cookies_are_not_kept(meta: Meta, client: CloudClient) -> None:
    with_cookie = answer(ACCEPTED)
    meta.will(
        Reply(body=with_cookie.body, headers={"Set-Cookie": "who=1; Path=/"}), answer(ACCEPTED)
    )

    client.send("1", MESSAGE)
    client.send("1", MESSAGE)

    assert meta.received[1].headers["Cookie"] is None


def test_marking_as_read_names_the_message(meta: Meta, client: CloudClient) -> None:
    meta.will(answer({"success": True}))

    client.mark_read("106540352242922", "wamid.HBgN")

    assert meta.received[0].json == {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": "wamid.HBgN",
    }
