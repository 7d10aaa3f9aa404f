"""The thread of a conversation: states and reasons in words, days, pages, and following."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conecta.whatsapp.models import Channel
from contacts.models import Contact
from messaging.gates import Reason
from messaging.models import Conversation, Message, MessageKind, MessageStatus
from messaging.reasons import explain
from tests import factories
from tests.contacts.markup import attribute, select, text_of
from tests.messaging.pages import htmx

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Contact:
    return factories.contact("Ana Beatriz", "+55 11 98765-4321")


@pytest.fixture
def talk(channel: Channel, ana: Contact) -> Conversation:
    return factories.conversation(channel, ana)


def thread(client: Client, talk: Conversation, **params: Any) -> Any:
    return client.get(reverse("messaging:thread", args=[talk.pk]), params)


def follow(client: Client, talk: Conversation, page: Any) -> Any:
    """What the open page asks every two seconds."""
    seen = attribute(page, "#thread input", "value")
    url = reverse("messaging:thread", args=[talk.pk])
    return client.get(url, {"seen": seen}, headers=htmx("thread"))


def told(talk: Conversation, **fields: Any) -> Message:
    return factories.message(talk.channel, talk.contact, due_at=None, **fields)


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (MessageStatus.QUEUED, "Na fila"),
        (MessageStatus.CLAIMED, "Na fila"),
        (MessageStatus.SENDING, "Enviando"),
        (MessageStatus.ACCEPTED, "Aceita pela Meta"),
        (MessageStatus.SENT, "Enviada"),
        (MessageStatus.DELIVERED, "Entregue"),
        (MessageStatus.READ, "Lida"),
    ],
)
def test_each_state_has_its_word(
    agent_client: Client, talk: Conversation, status: MessageStatus, word: str
) -> None:
    told(talk, status=status)

    page = thread(agent_client, talk)

    assert text_of(page, ".msg .state") == word
    assert select(page, ".msg__why") == []


def test_a_failure_says_why_with_the_code_beside(agent_client: Client, talk: Conversation) -> None:
    told(talk, status=MessageStatus.FAILED, error_code=131026)

    page = thread(agent_client, talk)

    assert text_of(page, ".msg__why").startswith("131026: ")
    assert len(text_of(page, ".msg__why")) > len("131026: ") + 20
    assert text_of(page, ".msg--fail .state") == "Falhou"


def test_a_failure_before_meta_says_what_we_know(agent_client: Client, talk: Conversation) -> None:
    told(talk, status=MessageStatus.FAILED, error_detail="O HSM mudou.")
    told(talk, status=MessageStatus.FAILED)

    page = thread(agent_client, talk)

    assert text_of(page, ".msg__why", all_=True) == ["O HSM mudou.", "A mensagem não saiu."]


def test_a_skipped_message_says_its_reasons(agent_client: Client, talk: Conversation) -> None:
    reasons = explain((Reason.OPTED_OUT,))
    told(talk, status=MessageStatus.SKIPPED, decision={"allowed": False, "reasons": reasons})

    page = thread(agent_client, talk)

    assert text_of(page, ".msg .state") == "Não enviada"
    assert text_of(page, ".msg__why") == reasons[0]["detail"]


def test_only_a_supervisor_is_offered_to_settle_what_is_unconfirmed(
    agent_client: Client, supervisor_client: Client, talk: Conversation
) -> None:
    told(talk, status=MessageStatus.UNKNOWN, unknown_at=timezone.now())

    agent, supervisor = thread(agent_client, talk), thread(supervisor_client, talk)

    assert text_of(agent, ".msg .badge") == "Sem confirmação"
    assert text_of(agent, ".msg__why").startswith("Pode ter chegado ou não")
    assert select(agent, ".msg button") == []
    assert text_of(supervisor, ".msg button") == "Conferir"


def test_days_are_named_and_a_closed_window_stands_between(
    agent_client: Client, channel: Channel, ana: Contact
) -> None:
    now = timezone.localtime()
    talk = factories.inbound(channel, ana, "Bom dia", ago=timedelta(days=5)).conversation
    told(talk)

    page = thread(agent_client, talk)

    said = now - timedelta(days=5)
    closed = said + timedelta(hours=24)
    assert text_of(page, ".chat__day", all_=True) == [
        f"{said:%d/%m/%Y}",
        f"Hoje, {now:%d/%m/%Y}",
        f"Janela encerrada em {closed:%d/%m/%Y %H:%M}",
    ]


def test_an_inbound_message_has_metas_time(
    agent_client: Client, channel: Channel, ana: Contact
) -> None:
    message = factories.inbound(channel, ana, "Oi", ago=timedelta(minutes=90))
    assert message.said_at is not None

    page = thread(agent_client, message.conversation)

    assert text_of(page, ".msg .num") == f"{timezone.localtime(message.said_at):%H:%M}"


def test_a_message_without_words_is_named_by_its_kind(
    agent_client: Client, channel: Channel, ana: Contact
) -> None:
    talk = factories.inbound(channel, ana, "", kind=MessageKind.LOCATION).conversation

    assert text_of(thread(agent_client, talk), ".msg .muted") == "[localização]"


def test_our_automatic_answers_are_told_apart(agent_client: Client, talk: Conversation) -> None:
    told(talk, kind=MessageKind.TEXT, text="Pronto.", sender=None)

    assert "Automática" in text_of(thread(agent_client, talk), ".msg__meta")


def test_an_empty_thread_says_so(agent_client: Client, talk: Conversation) -> None:
    assert text_of(thread(agent_client, talk), ".chat__day") == "Nenhuma mensagem ainda"


def test_long_threads_are_read_page_by_page(agent_client: Client, talk: Conversation) -> None:
    hsm = factories.template(account=talk.channel.account)
    for number in range(51):
        told(talk, text=f"Mensagem {number}", template=hsm)

    latest = thread(agent_client, talk)
    older = agent_client.get(attribute(latest, "#thread .chat__day a", "href"))

    assert len(select(latest, ".msg")) == 50
    assert text_of(older, ".msg p", all_=True)[1] == "Mensagem 0"
    assert len(select(older, ".msg")) == 1
    assert attribute(older, "#thread", "hx-get") == ""
    assert text_of(older, ".chat__day a") == "Voltar às mais recentes"


def test_a_page_of_fifty_costs_as_many_queries_as_a_page_of_one(
    agent_client: Client, talk: Conversation, supervisor: Any
) -> None:
    hsm = factories.template(account=talk.channel.account)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            thread(agent_client, talk)
        return len(queries)

    told(talk, template=hsm, sender=supervisor)
    cost()
    one = cost()
    for _ in range(49):
        told(talk, template=hsm, sender=supervisor)

    assert cost() == one
    assert one <= 16


def test_an_open_page_is_left_alone_while_nothing_changes(
    agent_client: Client, talk: Conversation
) -> None:
    told(talk)

    page = thread(agent_client, talk)

    assert follow(agent_client, talk, page).status_code == 204


def test_ticks_climb_on_the_open_page(agent_client: Client, talk: Conversation) -> None:
    told(talk, status=MessageStatus.SENT)
    page = thread(agent_client, talk)
    Message.objects.update(status=MessageStatus.READ)

    news = follow(agent_client, talk, page)

    assert text_of(news, ".msg .state") == "Lida"
    assert text_of(news, "#thread-news") == "Sua última mensagem: Lida"


def test_a_contact_turns_red_on_the_open_page(agent_client: Client, talk: Conversation) -> None:
    told(talk)
    page = thread(agent_client, talk)
    factories.red(talk.contact)

    news = follow(agent_client, talk, page)

    assert text_of(page, "#thread-optin") == "Indefinido"
    assert text_of(news, "#thread-optin") == "Recusado"
    assert text_of(news, "#contact-optin .optin") == "Recusado (opt-out)"
    assert attribute(news, "#thread-optin", "hx-swap-oob") == "true"


def test_what_follows_never_brings_the_text_box(
    agent_client: Client, channel: Channel, ana: Contact
) -> None:
    talk = factories.inbound(channel, ana, "Oi").conversation
    page = thread(agent_client, talk)
    factories.inbound(channel, ana, "Alô?")

    news = follow(agent_client, talk, page)

    assert text_of(news, "#thread-news") == "Ana Beatriz: Alô?"
    assert select(page, "textarea") != []
    assert select(news, "textarea") == []


def test_a_thread_that_is_not_there_is_not_found(agent_client: Client) -> None:
    assert agent_client.get("/atendimento/999999/").status_code == 404
