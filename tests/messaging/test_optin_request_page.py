"""The button "Pedir opt-in" of a thread, and how question and answer stand in it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conecta.whatsapp.models import Channel
from contacts.models import Contact
from messaging import questions
from messaging.models import Conversation, Message, MessageKind, Purpose
from tests import factories
from tests.contacts.markup import select, text_of
from tests.messaging.pages import htmx

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Contact:
    return factories.contact("Ana Beatriz", "+55 11 98765-4321")


@pytest.fixture
def talk(channel: Channel, ana: Contact) -> Conversation:
    return factories.inbound(channel, ana, ago=timedelta(hours=2)).conversation


def page(client: Client, talk: Conversation) -> Any:
    return client.get(reverse("messaging:thread", args=[talk.pk]))


def ask(client: Client, talk: Conversation) -> Any:
    url = reverse("messaging:ask_optin", args=[talk.pk])
    return client.post(url, headers=htmx("thread"))


def is_offered(response: Any) -> bool:
    return "Pedir opt-in" in text_of(response, "#ask-optin")


def test_it_is_offered_for_who_is_grey_in_an_open_window(
    agent_client: Client, talk: Conversation
) -> None:
    assert is_offered(page(agent_client, talk))


@pytest.mark.parametrize("paint", [factories.green, factories.red])
def test_it_is_not_offered_for_who_decided(
    agent_client: Client, talk: Conversation, paint: Any
) -> None:
    paint(talk.contact)

    assert text_of(page(agent_client, talk), "#ask-optin") == ""


def test_it_is_not_offered_outside_the_window(agent_client: Client, talk: Conversation) -> None:
    Conversation.objects.update(last_inbound_at=timezone.now() - timedelta(hours=25))

    assert not is_offered(page(agent_client, talk))


def test_asking_shows_the_question_and_says_when(agent_client: Client, talk: Conversation) -> None:
    answer = ask(agent_client, talk)

    message = Message.objects.get(purpose=Purpose.OPTIN_REQUEST)
    when = timezone.localtime(message.created_at)
    assert answer.status_code == 200
    assert text_of(answer, ".msg--out .msg__tag") == "Pedido de opt-in"
    assert text_of(answer, ".msg--out .row--tight") == "Aceito receber Não quero"
    assert text_of(answer, "#ask-optin") == f"Opt-in pedido em {when:%d/%m %H:%M}"


def test_a_second_request_is_refused_in_words(agent_client: Client, talk: Conversation) -> None:
    ask(agent_client, talk)

    answer = ask(agent_client, talk)

    assert answer.status_code == 422
    assert "nas últimas 24 horas" in text_of(answer, "#composer-notice")
    assert Message.objects.filter(purpose=Purpose.OPTIN_REQUEST).count() == 1


def test_outside_the_window_the_reason_is_told(agent_client: Client, talk: Conversation) -> None:
    Conversation.objects.update(last_inbound_at=timezone.now() - timedelta(hours=25))

    answer = ask(agent_client, talk)

    assert answer.status_code == 422
    assert Message.objects.filter(purpose=Purpose.OPTIN_REQUEST).count() == 0


def test_to_keep_receiving_is_noted_in_the_thread(
    agent_client: Client, talk: Conversation, channel: Channel, ana: Contact
) -> None:
    question = factories.message(
        channel, ana, kind=MessageKind.TEXT, purpose=Purpose.REFUSAL_QUESTION, due_at=None
    )
    stop, keep = questions.buttons(question.purpose, question.uuid)
    for button in (stop, keep):
        factories.inbound(
            channel, ana, button.title, payload=button.id, purpose=Purpose.REFUSAL_QUESTION
        )

    tags = [tag.text for tag in select(page(agent_client, talk), ".msg__tag")]

    assert tags == [
        "Pergunta de recusa",
        "Resposta à nossa pergunta: parar mensagens",
        "Resposta à nossa pergunta: o opt-in não mudou",
    ]


def test_metas_marketing_stop_stands_apart_from_the_colour(
    agent_client: Client, talk: Conversation
) -> None:
    stopped_at = timezone.now() - timedelta(days=2)
    Contact.objects.update(marketing_stopped_at=stopped_at)

    shown = text_of(page(agent_client, talk), "#contact-optin")

    assert f"Parou marketing no WhatsApp em {timezone.localtime(stopped_at):%d/%m/%Y}" in shown
    assert shown.startswith("Indefinido")
