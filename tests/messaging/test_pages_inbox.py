"""Atendimento: who waits, the longest first, in a list that follows by itself."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conecta.whatsapp.models import Channel
from messaging.models import MessageKind
from tests import factories
from tests.contacts.markup import attribute, select, text_of
from tests.messaging.pages import htmx

pytestmark = pytest.mark.django_db

INBOX = "/atendimento/"


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def seen(page: Any) -> str:
    fields = select(page, "#queue input") or select(page, "input")
    return next(it.attributes["value"] for it in fields if it.attributes.get("name") == "seen")


def test_those_who_wait_longest_come_first(agent_client: Client, channel: Channel) -> None:
    for name, ago in [("Bia", 5), ("Ana", 90), ("Caio", 30)]:
        factories.inbound(channel, factories.contact(name), f"Oi de {name}", ago=minutes(ago))

    page = agent_client.get(INBOX)

    assert text_of(page, ".conv__name", all_=True) == ["Ana", "Caio", "Bia"]
    assert text_of(page, ".conv__text", all_=True) == ["Oi de Ana", "Oi de Caio", "Oi de Bia"]
    assert [text.split("·")[0] for text in text_of(page, ".conv__meta .truncate", all_=True)] == [
        "espera há 1 h ",
        "espera há 30 min ",
        "espera há 5 min ",
    ]


def test_each_row_shows_its_last_words_how_many_wait_and_the_time_left(
    agent_client: Client, channel: Channel
) -> None:
    ana = factories.contact("Ana")
    factories.inbound(channel, ana, "Oi", ago=minutes(62))
    factories.inbound(channel, ana, "", kind=MessageKind.AUDIO, ago=minutes(61))

    page = agent_client.get(INBOX)

    assert text_of(page, ".conv__text") == "[áudio]"
    assert text_of(page, ".conv .count") == "Sem resposta: 2"
    assert text_of(page, ".conv__meta .state") == "Janela de 24 h aberta: 22:59"


def test_more_than_nine_messages_are_not_counted_on(agent_client: Client, channel: Channel) -> None:
    ana = factories.contact("Ana")
    for number in range(11):
        factories.inbound(channel, ana, f"{number}", ago=minutes(30 - number))

    page = agent_client.get(INBOX)

    assert text_of(page, ".conv .count") == "Sem resposta: 9+"


def test_only_messages_since_our_answer_are_counted(agent_client: Client, channel: Channel) -> None:
    ana = factories.contact("Ana")
    talk = factories.inbound(channel, ana, "Antiga", ago=minutes(50)).conversation
    talk.unanswered_since = None
    talk.save()
    factories.inbound(channel, ana, "Nova", ago=minutes(10))

    page = agent_client.get(INBOX)

    assert text_of(page, ".conv .count") == "Sem resposta: 1"


def test_a_closed_window_is_shown_as_such(agent_client: Client, channel: Channel) -> None:
    factories.inbound(channel, factories.contact("Ana"), ago=timedelta(hours=25))

    page = agent_client.get(INBOX)

    assert text_of(page, ".conv__meta .state") == "Janela de 24 h Fechada"


def test_an_answered_conversation_is_not_there(agent_client: Client, channel: Channel) -> None:
    factories.conversation(channel, factories.contact("Ana"), inbound_ago=minutes(5))

    page = agent_client.get(INBOX)

    assert select(page, ".conv") == []
    assert text_of(page, "#queue h2") == "Ninguém esperando"


@pytest.mark.parametrize("search", ["bia", "BÍA", "98765-4321"])
def test_the_search_knows_names_and_numbers(
    agent_client: Client, channel: Channel, search: str
) -> None:
    factories.inbound(channel, factories.contact("Ana"))
    factories.inbound(channel, factories.contact("Bia", "+55 21 98765-4321"))

    page = agent_client.get(INBOX, {"search": search})

    assert text_of(page, ".conv__name", all_=True) == ["Bia"]
    assert attribute(page, ".conv", "href").endswith("?" + urlencode({"search": search}))


def test_a_search_without_result_points_to_the_contacts(
    agent_client: Client, channel: Channel
) -> None:
    factories.inbound(channel, factories.contact("Ana"))

    page = agent_client.get(INBOX, {"search": "Zé & Cia"})

    assert text_of(page, "#queue h2") == "Ninguém encontrado"
    assert attribute(page, "#queue .btn", "href") == "/contatos/?search=Z%C3%A9%20%26%20Cia"


def test_a_nul_in_the_search_is_no_error(agent_client: Client, channel: Channel) -> None:
    assert agent_client.get(INBOX, {"search": "\x00"}).status_code == 200


def test_a_page_of_the_list_ends_and_leads_on_by_key(
    agent_client: Client, channel: Channel
) -> None:
    for number in range(31):
        factories.inbound(channel, factories.contact(f"P{number:02}"), ago=minutes(99 - number))

    first = agent_client.get(INBOX)
    second = agent_client.get(INBOX + attribute(first, "#pagina-proxima", "href"))

    assert text_of(first, ".conv__name", all_=True) == [f"P{number:02}" for number in range(30)]
    assert text_of(second, ".conv__name", all_=True) == ["P30"]
    assert text_of(first, ".pagination .num") == "Mostrando 30 de 31 conversas"


def test_htmx_gets_the_list_alone_and_nothing_while_nothing_changes(
    agent_client: Client, channel: Channel
) -> None:
    ana = factories.contact("Ana")
    factories.inbound(channel, ana, ago=minutes(5))
    page = agent_client.get(INBOX)

    same = agent_client.get(INBOX, {"seen": seen(page), "search": ""}, headers=htmx("queue"))
    factories.inbound(channel, ana, "E então?")
    changed = agent_client.get(INBOX, {"seen": seen(page)}, headers=htmx("queue"))

    assert same.status_code == 204
    assert changed.status_code == 200
    assert text_of(changed, ".conv__text") == "E então?"
    assert select(changed, "html") == []


def test_the_list_costs_the_same_for_one_and_for_many(
    agent_client: Client, channel: Channel
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            agent_client.get(INBOX, headers=htmx("queue"))
        return len(queries)

    factories.inbound(channel, factories.contact("Ana"))
    cost()
    one = cost()
    for number in range(20):
        factories.inbound(channel, factories.contact(f"P{number}"), ago=minutes(number))

    assert cost() == one


def test_the_thread_beside_marks_its_row(agent_client: Client, channel: Channel) -> None:
    factories.inbound(channel, factories.contact("Ana"), ago=minutes(9))
    talk = factories.inbound(channel, factories.contact("Bia")).conversation

    page = agent_client.get(reverse("messaging:thread", args=[talk.pk]))

    assert [row.attributes.get("aria-current") for row in select(page, ".conv")] == [None, "true"]
