"""Sending from the dialog: allowed once, refused in words, never twice."""

import uuid

import pytest
from django.test import Client

from audit.actions import Action
from audit.models import Entry
from conecta.accounts.models import User
from conecta.whatsapp.models import Channel
from contacts import directory
from contacts.models import Contact
from hsm_templates.models import Template, TemplateStatus
from messaging.models import Message, MessageStatus
from tests import factories
from tests.contacts.markup import attribute, text_of
from tests.messaging.pages import events, form, is_blocked, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Contact:
    return factories.contact("Ana Beatriz", "+55 11 98765-4321")


def test_an_allowed_message_is_queued_once_and_the_dialog_closes(
    agent_client: Client, agent: User, ana: Contact, channel: Channel, template: Template
) -> None:
    response = send(agent_client, ana, form(channel, template))

    message = Message.objects.get()
    assert response.status_code == 204
    assert list(events(response)) == ["dialog:close", "messages-changed", "toast"]
    assert events(response)["toast"]["text"] == "Para Ana Beatriz."
    assert (message.text, message.sender) == ("Olá, Ana! Seu pedido saiu.", agent)
    assert message.status == MessageStatus.QUEUED
    assert Entry.objects.filter(action=Action.MESSAGE_QUEUED).count() == 1


def test_a_double_click_sends_one(
    agent_client: Client, ana: Contact, channel: Channel, template: Template
) -> None:
    said = form(channel, template)

    responses = [send(agent_client, ana, said) for _ in range(2)]

    assert [response.status_code for response in responses] == [204, 204]
    assert Message.objects.count() == 1
    assert Entry.objects.filter(action=Action.MESSAGE_QUEUED).count() == 1


def test_two_dialogs_send_two(
    agent_client: Client, ana: Contact, channel: Channel, template: Template
) -> None:
    for _ in range(2):
        send(agent_client, ana, form(channel, template))

    assert Message.objects.count() == 2


def test_a_form_that_was_sent_does_not_send_other_content(
    agent_client: Client, ana: Contact, channel: Channel, template: Template
) -> None:
    said = form(channel, template)
    send(agent_client, ana, said)

    response = send(agent_client, ana, said | {"value.body.1": "Bia"})

    assert response.status_code == 409
    assert response.json()["detail"].startswith("Este formulário já foi enviado")
    assert Message.objects.get().text == "Olá, Ana! Seu pedido saiu."


def test_a_key_belongs_to_its_person(
    agent_client: Client,
    supervisor_client: Client,
    ana: Contact,
    channel: Channel,
    template: Template,
) -> None:
    said = form(channel, template)

    send(agent_client, ana, said)
    send(supervisor_client, ana, said)

    assert Message.objects.count() == 2


@pytest.mark.parametrize("key", ["", "x" * 300, "\x00"])
def test_a_form_without_a_key_of_ours_still_sends(
    agent_client: Client, ana: Contact, channel: Channel, template: Template, key: str
) -> None:
    response = send(agent_client, ana, form(channel, template, key=key))

    assert response.status_code == 204
    assert Message.objects.count() == 1


def test_a_refusal_is_told_audited_and_may_be_mended(
    agent_client: Client, ana: Contact, channel: Channel, template: Template
) -> None:
    said = form(channel, template, name="")

    refused = send(agent_client, ana, said)
    key = attribute(refused, "#compose-key", "value")
    mended = send(agent_client, ana, said | {"key": key, "value.body.1": "Ana"})

    assert refused.status_code == 422
    assert text_of(refused, "#compose-reasons p") == "Preencha {{1}} do corpo."
    assert text_of(refused, "#compose-news").startswith("Não enviada")
    assert is_blocked(refused)
    assert uuid.UUID(key) != uuid.UUID(said["key"])
    assert Entry.objects.filter(action=Action.MESSAGE_REFUSED).count() == 1
    assert mended.status_code == 204
    assert Message.objects.count() == 1


def refused_because(client: Client, contact: Contact, said: dict[str, object]) -> list[str]:
    """The sentences shown; nothing may have been queued."""
    response = send(client, contact, said)
    assert response.status_code == 422
    assert Message.objects.count() == 0
    sentences: list[str] = text_of(response, "#compose-reasons strong", all_=True)
    return sentences


def test_a_channel_that_became_receptive_refuses(
    agent_client: Client, ana: Contact, channel: Channel, template: Template
) -> None:
    Channel.objects.update(receptive=True)

    assert refused_because(agent_client, ana, form(channel, template)) == ["O canal é Receptivo"]


def test_a_disabled_channel_refuses(
    agent_client: Client, ana: Contact, channel: Channel, template: Template
) -> None:
    Channel.objects.update(enabled=False)

    assert refused_because(agent_client, ana, form(channel, template)) == [
        "O canal está desabilitado"
    ]


def test_a_red_contact_refuses(
    agent_client: Client, ana: Contact, channel: Channel, template: Template
) -> None:
    factories.red(ana)

    assert refused_because(agent_client, ana, form(channel, template)) == [
        "O contato recusou mensagens ativas (#OPTOUT)"
    ]


def test_a_wrong_number_refuses(
    agent_client: Client, agent: User, ana: Contact, channel: Channel, template: Template
) -> None:
    directory.mark_wrong_person(ana, by=agent)

    assert refused_because(agent_client, ana, form(channel, template)) == [
        "O número foi marcado como errado para este contato"
    ]


def test_a_contact_without_number_refuses(
    agent_client: Client, channel: Channel, template: Template
) -> None:
    nameless = factories.contact("Sem número", "")

    assert refused_because(agent_client, nameless, form(channel, template)) == [
        "O contato não tem um número de WhatsApp Business"
    ]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (TemplateStatus.PENDING, "O HSM não está aprovado pela Meta"),
        (TemplateStatus.REJECTED, "O HSM não está aprovado pela Meta"),
        (TemplateStatus.PAUSED, "A Meta pausou este HSM"),
    ],
)
def test_a_template_that_lost_its_approval_refuses(
    agent_client: Client, ana: Contact, channel: Channel, status: TemplateStatus, sentence: str
) -> None:
    stopped = factories.template(account=channel.account, status=status)

    assert refused_because(agent_client, ana, form(channel, stopped)) == [sentence]


def test_without_a_template_nothing_is_sent(
    agent_client: Client, ana: Contact, channel: Channel
) -> None:
    response = send(agent_client, ana, {"channel": channel.pk})

    assert response.status_code == 422
    assert is_blocked(response)
    assert Message.objects.count() == 0
    assert Entry.objects.filter(action=Action.MESSAGE_REFUSED).count() == 0
