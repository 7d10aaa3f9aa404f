"""The panel of messages on the contact's page, which follows by itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conecta.whatsapp.models import Channel
from contacts.models import Contact
from messaging.models import Message, MessageStatus
from tests import factories
from tests.contacts.markup import attribute, select, text_of
from tests.messaging.pages import htmx

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Contact:
    return factories.contact("Ana Beatriz")


def panel(client: Client, contact: Contact, **params: str) -> Any:
    url = reverse("messaging:contact_messages", args=[contact.pk])
    return client.get(url, params, headers=htmx("contact-messages"))


def test_the_newest_come_first_with_who_and_where(
    agent_client: Client, channel: Channel, ana: Contact
) -> None:
    factories.inbound(channel, ana, "Bom dia", ago=timedelta(hours=1))
    hsm = factories.template(account=channel.account, name="lembrete")
    factories.message(
        channel, ana, template=hsm, status=MessageStatus.FAILED, error_code=131026, due_at=None
    )

    page = panel(agent_client, ana)

    assert text_of(page, ".list b", all_=True) == ["lembrete", "Ana Beatriz"]
    assert text_of(page, ".list .state") == "Falhou"
    assert "131026: " in text_of(page, ".list")
    assert "Aurora Cobrança" in text_of(page, ".list")
    assert text_of(page, "a") == "Abrir conversa"


def test_it_asks_again_by_itself_and_on_the_event(
    agent_client: Client, channel: Channel, ana: Contact
) -> None:
    factories.message(channel, ana)

    page = panel(agent_client, ana)

    assert attribute(page, "#contact-messages", "hx-trigger") == (
        "every 3s, messages-changed from:body"
    )
    assert attribute(page, "#contact-messages", "hx-disinherit") == "*"


def test_nothing_is_answered_while_nothing_changes(
    agent_client: Client, channel: Channel, ana: Contact
) -> None:
    factories.message(channel, ana)
    seen = attribute(panel(agent_client, ana), "input", "value")

    same = panel(agent_client, ana, seen=seen)
    Message.objects.update(status=MessageStatus.READ)
    changed = panel(agent_client, ana, seen=seen)

    assert same.status_code == 204
    assert text_of(changed, ".list .state") == "Lida"


def test_only_the_newest_are_there_and_it_says_so(
    agent_client: Client, channel: Channel, ana: Contact
) -> None:
    hsm = factories.template(account=channel.account)
    for _ in range(21):
        factories.message(channel, ana, template=hsm)

    page = panel(agent_client, ana)

    assert len(select(page, "li")) == 20
    assert "As 20 mais recentes" in text_of(page, "#contact-messages")


def test_without_messages_it_says_how_to_begin(agent_client: Client, ana: Contact) -> None:
    assert "Enviar mensagem ativa" in text_of(panel(agent_client, ana), "#contact-messages")


def test_a_merged_contact_shows_what_its_heir_has(
    agent_client: Client, channel: Channel, ana: Contact
) -> None:
    old = factories.contact("Antiga", "")
    factories.message(channel, ana)
    Contact.objects.filter(pk=old.pk).update(merged_into=ana)

    assert len(select(panel(agent_client, old), "li")) == 1
