"""Our side of Meta and the simulator were written apart: here they understand each other."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.errors import ErrorFamily, RefusedError
from conecta.whatsapp.events import parse, verify_signature
from conecta.whatsapp.payloads import TemplateDraft, TemplateMessage, body, text_parameter
from conecta.whatsapp.transport import open_session
from conecta.whatsapp.types import (
    InboundMessage,
    RawField,
    StatusUpdate,
    TemplateStatusEvent,
)
from conecta.whatsapp.words import (
    Acceptance,
    Category,
    Health,
    MessagingLimit,
    NumberStatus,
    TemplateEvent,
    TemplateStatus,
)
from tests.sandbox.receiver import PATH, Receiver, serve
from tests.sandbox.server import SECRET, running_sandbox

BODY = {"type": "BODY", "text": "Olá {{1}}, tudo bem?", "example": {"body_text": [["Ana"]]}}


# What the simulator knows from its start.
WABA_ID, PHONE_NUMBER_ID = "100000000000001", "200000000000001"


@pytest.fixture(scope="module")
def _running() -> Iterator[tuple[str, Receiver]]:
    receiver = Receiver()
    server = serve(receiver)
    with running_sandbox(f"http://127.0.0.1:{server.server_port}{PATH}") as url:
        yield url, receiver
    server.shutdown()
    server.server_close()


@pytest.fixture
def simulator(_running: tuple[str, Receiver]) -> str:
    return _running[0]


@pytest.fixture
def receiver(_running: tuple[str, Receiver]) -> Receiver:
    return _running[1]


@pytest.fixture
def client(simulator: str, receiver: Receiver) -> Iterator[CloudClient]:
    control(simulator, "reset", {})
    control(simulator, "config", {"review_seconds": 0, "deliver_ms": 20})
    receiver.clear()
    with open_session() as session:
        yield CloudClient(
            "token-de-teste", base_url=simulator, version="v26.0", timeout=5, session=session
        )


def control(simulator: str, call: str, values: dict[str, Any]) -> None:
    requests.post(f"{simulator}/_sandbox/{call}", json=values, timeout=5).raise_for_status()


def draft(name: str) -> TemplateDraft:
    return TemplateDraft(name=name, language="pt_BR", category=Category.UTILITY, components=(BODY,))


def message(template: str, *values: str) -> TemplateMessage:
    return TemplateMessage(
        to="+5511987654321",
        name=template,
        language="pt_BR",
        callback_data="0193f2c4-7a51-7c0e-9d1b-5a4c1e6f8a10",
        components=(body(*map(text_parameter, values)),),
    )


def test_templates_are_created_listed_by_pages_read_and_deleted(client: CloudClient) -> None:
    ids = [client.create_template(WABA_ID, draft(f"pedido_{number}")).id for number in range(5)]

    listed = {it.id: it for it in client.list_templates(WABA_ID, limit=2)}
    assert set(ids) <= set(listed)
    assert listed[ids[0]] == client.get_template(ids[0])
    assert listed[ids[0]].status is TemplateStatus.APPROVED

    client.delete_template(WABA_ID, name="pedido_0", template_id=ids[0])
    assert ids[0] not in {it.id for it in client.list_templates(WABA_ID)}


def test_a_message_is_accepted(client: CloudClient, simulator: str) -> None:
    client.create_template(WABA_ID, draft("pedido"))

    result = client.send(PHONE_NUMBER_ID, message("pedido", "Ana").payload())

    assert result.acceptance is Acceptance.ACCEPTED
    assert result.wamid.startswith("wamid.")
    accepted = requests.get(f"{simulator}/_sandbox/messages", timeout=5).json()
    assert result.wamid in str(accepted)


@pytest.mark.parametrize(
    ("name", "values", "code", "family"),
    [
        ("pedido", ("Ana", "12"), 132000, ErrorFamily.PAUSE_CAMPAIGN),
        ("outro", ("Ana",), 132001, ErrorFamily.PAUSE_CAMPAIGN),
    ],
)
def test_a_refusal_is_classified(
    client: CloudClient, name: str, values: tuple[str, ...], code: int, family: ErrorFamily
) -> None:
    client.create_template(WABA_ID, draft("pedido"))

    with pytest.raises(RefusedError) as failure:
        client.send(PHONE_NUMBER_ID, message(name, *values).payload())

    assert (failure.value.refusal.code, failure.value.entry.family) == (code, family)


def test_numbers_subscriptions_and_health_are_told(client: CloudClient) -> None:
    number = client.get_phone_number(PHONE_NUMBER_ID)

    assert number in client.list_phone_numbers(WABA_ID)
    assert (number.status, number.messaging_limit) == (
        NumberStatus.CONNECTED,
        MessagingLimit.TIER_100K,
    )
    client.subscribe_app(WABA_ID)
    assert len(client.subscribed_apps(WABA_ID)) == 1
    assert client.health(PHONE_NUMBER_ID).can_send is Health.AVAILABLE


def test_every_webhook_is_signed_and_read(
    client: CloudClient, simulator: str, receiver: Receiver
) -> None:
    client.create_template(WABA_ID, draft("pedido"))
    sent = client.send(PHONE_NUMBER_ID, message("pedido", "Ana").payload())
    control(simulator, "inbound", {"from": "+5511987654321", "text": "#optout"})
    receiver.wait_for_statuses(2)
    receiver.wait_for_messages(1)
    receiver.wait_for(lambda: bool(receiver.values("message_template_status_update")))

    deliveries = list(receiver.taken)
    events = [event for delivery in deliveries for event in parse(delivery.body)]

    assert all(verify_signature(it.body, it.signature, [SECRET]) for it in deliveries)
    assert [it for it in events if isinstance(it, RawField)] == []
    assert {it.wamid for it in events if isinstance(it, StatusUpdate)} == {sent.wamid}
    assert [it.text for it in events if isinstance(it, InboundMessage)] == ["#optout"]
    assert TemplateEvent.APPROVED in {
        it.event for it in events if isinstance(it, TemplateStatusEvent)
    }
