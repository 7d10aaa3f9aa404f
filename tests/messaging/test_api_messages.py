"""Sending by API: allowed, refused with reasons, repeated, settled."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from audit.actions import Action
from audit.models import Entry
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.whatsapp.models import Channel
from contacts.models import Contact
from hsm_templates.models import Template
from messaging.models import Message, MessageKind, MessageStatus
from tests import factories

pytestmark = pytest.mark.django_db


def api(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def order(channel: Channel, contact: Contact, template: Template, **fields: Any) -> dict[str, Any]:
    return {
        "contact": contact.pk,
        "channel": channel.pk,
        "template": {"name": template.name, "language": template.language},
        "variables": {"1": "Ana"},
    } | fields


@pytest.fixture
def agent() -> User:
    return factories.user()


@pytest.fixture
def channel() -> Channel:
    return factories.channel()


@pytest.fixture
def template(channel: Channel) -> Template:
    return factories.template(account=channel.account)


def test_an_allowed_message_is_queued_and_audited(
    agent: User, channel: Channel, template: Template
) -> None:
    ana = factories.contact()

    answer = api(agent).post("/api/v1/messages/", order(channel, ana, template), format="json")

    message = Message.objects.get(uuid=answer.json()["id"])
    assert answer.status_code == 201
    assert answer.json()["status"] == "queued"
    assert message.text == "Olá, Ana! Seu pedido saiu."
    assert message.sender == agent
    assert Entry.objects.filter(action=Action.MESSAGE_QUEUED, contact_id=ana.pk).count() == 1


def test_a_refusal_is_answered_with_its_reasons_and_audited(
    agent: User, channel: Channel, template: Template
) -> None:
    ana = factories.red(factories.contact())

    answer = api(agent).post("/api/v1/messages/", order(channel, ana, template), format="json")

    entry = Entry.objects.select_related("detail").get(action=Action.MESSAGE_REFUSED)
    assert answer.status_code == 422
    assert [reason["code"] for reason in answer.json()["reasons"]] == ["opted_out"]
    assert answer.json()["code"] == "opted_out"
    assert answer.json()["detail"].startswith("O contato recusou mensagens ativas (#OPTOUT)")
    assert entry.actor == agent
    assert entry.detail.values["reasons"] == answer.json()["reasons"]
    assert Message.objects.count() == 0


def test_a_number_that_nobody_has_is_refused_as_unregistered(
    agent: User, channel: Channel, template: Template
) -> None:
    body = {**order(channel, factories.contact(), template), "contact": "(21) 99876-5432"}

    answer = api(agent).post("/api/v1/messages/", body, format="json")

    assert answer.status_code == 422
    assert answer.json()["reasons"][0]["code"] == "contact_unregistered"


def test_a_check_sends_and_records_nothing(
    agent: User, channel: Channel, template: Template
) -> None:
    ana = factories.contact()
    before = Entry.objects.count()

    answer = api(agent).post(
        "/api/v1/messages/check/",
        order(channel, ana, template, variables={}),
        format="json",
    )

    assert answer.json()["allowed"] is False
    [reason] = answer.json()["reasons"]
    assert reason["code"] == "variable_missing"
    assert reason["detail"].endswith("ou um valor não serve. Preencha {{1}} do corpo.")
    assert Message.objects.count() == 0
    assert Entry.objects.count() == before


def test_the_same_key_and_body_answer_the_same_message(
    agent: User, channel: Channel, template: Template
) -> None:
    body = order(channel, factories.contact(), template)
    client = api(agent)

    first = client.post("/api/v1/messages/", body, format="json", HTTP_IDEMPOTENCY_KEY="a1")
    again = client.post("/api/v1/messages/", body, format="json", HTTP_IDEMPOTENCY_KEY="a1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert Message.objects.count() == 1


def test_the_same_key_with_another_body_is_a_conflict(
    agent: User, channel: Channel, template: Template
) -> None:
    client = api(agent)
    body = order(channel, factories.contact(), template)
    client.post("/api/v1/messages/", body, format="json", HTTP_IDEMPOTENCY_KEY="a1")

    other = order(channel, factories.contact(), template)
    answer = client.post("/api/v1/messages/", other, format="json", HTTP_IDEMPOTENCY_KEY="a1")

    assert answer.status_code == 409
    assert answer.json()["code"] == "idempotency_mismatch"
    assert Message.objects.count() == 1


def test_a_refusal_is_replayed_but_an_error_is_not_kept(
    agent: User, channel: Channel, template: Template
) -> None:
    client = api(agent)
    ana = factories.red(factories.contact())
    body = order(channel, ana, template)

    refused = [
        client.post("/api/v1/messages/", body, format="json", HTTP_IDEMPOTENCY_KEY="r")
        for _ in range(2)
    ]
    wrong = {**body, "template": {"name": "nao_existe"}}
    failed = client.post("/api/v1/messages/", wrong, format="json", HTTP_IDEMPOTENCY_KEY="e")
    mended = client.post("/api/v1/messages/", body, format="json", HTTP_IDEMPOTENCY_KEY="e")

    assert [answer.status_code for answer in refused] == [422, 422]
    assert Entry.objects.filter(action=Action.MESSAGE_REFUSED).count() == 2
    assert failed.status_code == 400
    assert failed.json()["errors"] == {"template": ["Nenhum HSM nao_existe em pt_BR."]}
    assert mended.status_code == 422


def test_free_text_needs_the_window(agent: User, channel: Channel) -> None:
    ana, bia = factories.contact("Ana"), factories.contact("Bia")
    factories.conversation(channel, ana, inbound_ago=timedelta(hours=2))
    factories.conversation(channel, bia, inbound_ago=timedelta(hours=25))

    answers = [
        api(agent).post(
            "/api/v1/messages/",
            {"contact": contact.pk, "channel": channel.pk, "text": "Bom dia"},
            format="json",
        )
        for contact in (ana, bia)
    ]

    assert answers[0].status_code == 201
    assert answers[1].status_code == 422
    assert answers[1].json()["reasons"][0]["code"] == "window_closed"


def test_only_a_supervisor_settles_and_only_from_unknown(channel: Channel) -> None:
    supervisor = factories.user(Role.SUPERVISOR)
    message = factories.message(
        channel,
        factories.contact(),
        status=MessageStatus.UNKNOWN,
        due_at=None,
        unknown_at=timezone.now(),
    )
    url = f"/api/v1/messages/{message.uuid}/settle/"
    body = {"outcome": "not_sent", "note": "Conferi no celular do cliente."}

    refused = api(factories.user()).post(url, body, format="json")
    settled = api(supervisor).post(url, body, format="json")
    again = api(supervisor).post(url, body, format="json")

    assert refused.status_code == 403
    assert settled.json()["status"] == "failed"
    assert again.status_code == 409
    assert Entry.objects.filter(action=Action.MESSAGE_SETTLED, actor=supervisor).count() == 1


def test_a_text_reply_is_of_kind_text(agent: User, channel: Channel) -> None:
    ana = factories.contact()
    factories.conversation(channel, ana, inbound_ago=timedelta(minutes=5))
    body = {"contact": ana.pk, "channel": channel.pk, "text": "  Bom dia  "}

    api(agent).post("/api/v1/messages/", body, format="json")

    assert Message.objects.get().kind == MessageKind.TEXT
    assert Message.objects.get().text == "Bom dia"


def test_a_template_with_parts_that_we_cannot_fill_is_refused(
    agent: User, channel: Channel
) -> None:
    image = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::x"]}}
    body = {"type": "BODY", "text": "Veja a oferta."}
    template = factories.template(account=channel.account, components=[image, body])

    answer = api(agent).post(
        "/api/v1/messages/",
        order(channel, factories.contact(), template, variables={}),
        format="json",
    )

    assert answer.status_code == 422
    assert answer.json()["reasons"][0]["code"] == "variable_missing"
    assert answer.json()["detail"].endswith("Preencha a imagem do cabeçalho.")
