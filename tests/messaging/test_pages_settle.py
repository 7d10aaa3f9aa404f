"""Messages without confirmation: the list of them and the dialog that settles one."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.actions import Action
from audit.models import Entry
from conecta.accounts.models import User
from conecta.whatsapp.models import Channel
from messaging.models import Message, MessageStatus
from tests import factories
from tests.contacts.markup import attribute, select, text_of
from tests.messaging.pages import events, htmx

pytestmark = pytest.mark.django_db

LIST = "/mensagens/sem-confirmacao/"


def unconfirmed(channel: Channel, name: str = "Ana Beatriz", *, minutes: int = 5) -> Message:
    return factories.message(
        channel,
        factories.contact(name),
        status=MessageStatus.UNKNOWN,
        due_at=None,
        unknown_at=timezone.now() - timedelta(minutes=minutes),
    )


@pytest.fixture
def message(channel: Channel) -> Message:
    return unconfirmed(channel)


def settle(client: Client, message: Message, **said: str) -> Any:
    return client.post(reverse("messaging:settle", args=[message.uuid]), said, headers=htmx())


def test_the_dialog_tells_which_message_it_is(supervisor_client: Client, message: Message) -> None:
    page = supervisor_client.get(reverse("messaging:settle", args=[message.uuid]))

    assert page.status_code == 200
    assert text_of(page, ".dialog__head p").startswith("Para Ana Beatriz, em ")
    assert text_of(page, ".optin-box") == "Olá, Ana! Seu pedido saiu."
    assert select(page, ".field__error") == []


@pytest.mark.parametrize(
    ("outcome", "status"), [("sent", MessageStatus.SENT), ("not_sent", MessageStatus.FAILED)]
)
def test_a_supervisor_settles_it_with_a_note(
    supervisor_client: Client,
    supervisor: User,
    message: Message,
    outcome: str,
    status: MessageStatus,
) -> None:
    response = settle(supervisor_client, message, outcome=outcome, note="Vi no telefone dela.")

    message.refresh_from_db()
    entry = Entry.objects.get(action=Action.MESSAGE_SETTLED)
    assert response.status_code == 204
    assert list(events(response)) == ["dialog:close", "messages-changed", "toast"]
    assert message.status == status
    assert entry.actor == supervisor


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"note": "Vi."}, "Escolha se a mensagem chegou ou não."),
        ({"outcome": "talvez", "note": "Vi."}, "Escolha se a mensagem chegou ou não."),
        ({"outcome": "sent", "note": "  "}, "Diga como você conferiu: o que viu e onde."),
        ({"outcome": "sent", "note": "x" * 501}, "Resuma em até 500 caracteres."),
    ],
)
def test_a_mistake_is_told_and_changes_nothing(
    supervisor_client: Client, message: Message, said: dict[str, str], problem: str
) -> None:
    response = settle(supervisor_client, message, **said)

    message.refresh_from_db()
    assert response.status_code == 422
    assert text_of(response, ".field__error") == problem
    assert message.status == MessageStatus.UNKNOWN


def test_a_mistake_loses_nothing_that_was_said(supervisor_client: Client, message: Message) -> None:
    no_note = settle(supervisor_client, message, outcome="not_sent")
    no_outcome = settle(supervisor_client, message, note="Vi no telefone.")

    assert [radio.attributes.get("checked") for radio in select(no_note, ".radio")] == [None, ""]
    assert text_of(no_outcome, "#settle-note") == "Vi no telefone."


def test_what_a_receipt_settled_first_is_told(supervisor_client: Client, message: Message) -> None:
    Message.objects.update(status=MessageStatus.DELIVERED, unknown_at=None)

    response = settle(supervisor_client, message, outcome="not_sent", note="Não vi.")

    message.refresh_from_db()
    assert response.status_code == 422
    assert text_of(response, ".field__error") == "Esta mensagem já foi confirmada."
    assert message.status == MessageStatus.DELIVERED


def test_an_agent_does_not_settle(agent_client: Client, message: Message) -> None:
    assert settle(agent_client, message, outcome="sent", note="Vi.").status_code == 403


def test_the_list_has_the_oldest_first_and_its_action_for_supervisors(
    agent_client: Client, supervisor_client: Client, channel: Channel
) -> None:
    unconfirmed(channel, "Bia", minutes=5)
    unconfirmed(channel, "Ana", minutes=50)

    agent, supervisor = agent_client.get(LIST), supervisor_client.get(LIST)

    assert text_of(agent, "tbody .table__main", all_=True) == ["Ana", "Bia"]
    assert select(agent, "tbody button") == []
    assert text_of(supervisor, "tbody button", all_=True) == ["Conferir", "Conferir"]


def test_the_list_is_searched_and_answers_htmx_with_itself(
    agent_client: Client, channel: Channel
) -> None:
    unconfirmed(channel, "Ana")
    unconfirmed(channel, "Bia")

    found = agent_client.get(LIST, {"search": "bia"}, headers=htmx("unconfirmed"))
    none = agent_client.get(LIST, {"search": "zé"})

    assert text_of(found, ".table__main", all_=True) == ["Bia"]
    assert select(found, "html") == []
    assert text_of(none, ".empty h2") == "Nenhuma encontrada"


def test_an_empty_list_is_good_news(agent_client: Client) -> None:
    page = agent_client.get(LIST)

    assert text_of(page, ".empty h2") == "Tudo confirmado"
    assert attribute(page, "#unconfirmed", "hx-trigger") == "messages-changed from:body"
