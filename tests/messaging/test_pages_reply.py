"""The reply box: open inside the window only, closed with its reason, and never sending twice."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.actions import Action
from audit.models import Entry
from conecta.whatsapp.models import Channel
from contacts.models import Contact
from messaging.models import Conversation, Message, MessageKind, MessageStatus
from tests import factories
from tests.contacts.markup import attribute, select, text_of
from tests.messaging.pages import htmx

pytestmark = pytest.mark.django_db

KEY = "5d4e2c4c-7b3b-4f53-9b0a-2f4d0c0d6b11"


@pytest.fixture
def ana() -> Contact:
    return factories.contact("Ana Beatriz", "+55 11 98765-4321")


@pytest.fixture
def talk(channel: Channel, ana: Contact) -> Conversation:
    """Ana wrote two hours ago."""
    return factories.inbound(channel, ana, ago=timedelta(hours=2)).conversation


def reply(client: Client, talk: Conversation, text: str, key: str = "") -> Any:
    said = {"text": text, "key": key or str(uuid.uuid4())}
    return client.post(reverse("messaging:reply", args=[talk.pk]), said, headers=htmx("thread"))


def box(client: Client, talk: Conversation) -> Any:
    return client.get(reverse("messaging:thread", args=[talk.pk]))


def sent() -> list[str]:
    return list(Message.objects.filter(direction="out").values_list("text", flat=True))


def shut(talk: Conversation, *, ago: timedelta) -> None:
    Conversation.objects.filter(pk=talk.pk).update(last_inbound_at=timezone.now() - ago)


def test_inside_the_window_it_is_open_with_the_time_left(
    agent_client: Client, talk: Conversation
) -> None:
    page = box(agent_client, talk)

    assert attribute(page, "#composer-notice", "data-composer") == "open"
    assert text_of(page, "#composer-notice .badge") == "Janela de 24 h aberta: 22:00 restantes"
    closes_at = timezone.localtime(talk.window_closes_at)
    assert f"Depois das {closes_at:%H:%M} de {closes_at:%d/%m}, só HSM." in text_of(
        page, "#composer-notice"
    )


def test_outside_the_window_it_is_closed_and_offers_an_hsm(
    agent_client: Client, talk: Conversation
) -> None:
    shut(talk, ago=timedelta(hours=25))

    page = box(agent_client, talk)

    assert attribute(page, "#composer-notice", "data-composer") == "closed"
    assert text_of(page, "#composer-notice strong") == "A janela de 24 h está fechada"
    assert text_of(page, "#composer-notice button") == "Escolher HSM"


def test_after_an_hsm_it_waits_for_the_person(agent_client: Client, talk: Conversation) -> None:
    shut(talk, ago=timedelta(hours=25))
    Conversation.objects.update(last_hsm_at=timezone.now())

    page = box(agent_client, talk)

    assert attribute(page, "#composer-notice", "data-composer") == "closed"
    assert text_of(page, "#composer-notice strong") == "Aguardando resposta"


def test_to_a_red_contact_it_offers_no_hsm(agent_client: Client, talk: Conversation) -> None:
    shut(talk, ago=timedelta(hours=25))
    factories.red(talk.contact)

    page = box(agent_client, talk)

    assert "preciso esperar que ele escreva" in text_of(page, "#composer-notice")
    assert select(page, "#composer-notice button") == []


def test_a_disabled_channel_closes_it_with_that_reason(
    agent_client: Client, talk: Conversation
) -> None:
    Channel.objects.update(enabled=False)

    page = box(agent_client, talk)

    assert text_of(page, "#composer-notice strong") == "O canal está desabilitado"


def test_a_reply_is_queued_once_with_a_new_key_for_the_next(
    agent_client: Client, talk: Conversation
) -> None:
    response = reply(agent_client, talk, "  Bom dia, Ana!  ", key=KEY)

    message = Message.objects.get(direction="out")
    assert response.status_code == 200
    assert (message.text, message.kind, message.status) == (
        "Bom dia, Ana!",
        MessageKind.TEXT,
        MessageStatus.QUEUED,
    )
    assert text_of(response, ".msg--out p") == "Bom dia, Ana!"
    assert attribute(response, "#composer-notice input", "value") != KEY
    assert select(response, "textarea") == []


def test_the_same_reply_posted_twice_leaves_once(agent_client: Client, talk: Conversation) -> None:
    key = str(uuid.uuid4())

    statuses = [reply(agent_client, talk, "Bom dia", key).status_code for _ in range(2)]

    assert statuses == [200, 200]
    assert sent() == ["Bom dia"]


def test_a_used_key_with_another_text_is_a_conflict(
    agent_client: Client, talk: Conversation
) -> None:
    key = str(uuid.uuid4())
    reply(agent_client, talk, "Bom dia", key)

    assert reply(agent_client, talk, "Boa noite", key).status_code == 409
    assert sent() == ["Bom dia"]


def test_a_reply_after_the_window_is_refused_in_words_and_audited(
    agent_client: Client, talk: Conversation
) -> None:
    shut(talk, ago=timedelta(hours=25))

    response = reply(agent_client, talk, "Bom dia")

    assert response.status_code == 422
    assert text_of(response, "#composer-notice .field__error").startswith(
        "A janela de 24 h está fechada."
    )
    assert attribute(response, "#composer-notice", "data-composer") == "closed"
    assert sent() == []
    assert Entry.objects.filter(action=Action.MESSAGE_REFUSED).count() == 1


def test_a_red_contact_may_be_answered_inside_the_window(
    agent_client: Client, talk: Conversation
) -> None:
    factories.red(talk.contact)

    assert reply(agent_client, talk, "Tudo bem, Ana.").status_code == 200
    assert sent() == ["Tudo bem, Ana."]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("   ", "Escreva a mensagem."),
        ("x" * 4097, "A mensagem tem 4097 caracteres; o WhatsApp leva até 4.096."),
        ("a\x00b", "Caracteres nulos não são permitidos."),
    ],
)
def test_what_cannot_be_a_message_is_told(
    agent_client: Client, talk: Conversation, text: str, problem: str
) -> None:
    response = reply(agent_client, talk, text)

    assert response.status_code == 422
    assert text_of(response, "#composer-notice .field__error") == problem
    assert sent() == []


def test_an_answered_conversation_leaves_the_queue(
    agent_client: Client, talk: Conversation
) -> None:
    reply(agent_client, talk, "Bom dia")

    assert select(agent_client.get(reverse("messaging:inbox")), ".conv") == []
