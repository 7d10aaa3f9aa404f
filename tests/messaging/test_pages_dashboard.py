"""The Painel: today's numbers, who waits, consent, and what needs somebody's eyes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conecta.whatsapp.models import BusinessAccount, Channel, Quality
from hsm_templates.models import TemplateStatus
from messaging import figures
from messaging.models import Message, MessageKind, MessageStatus
from tests import factories
from tests.contacts.markup import attribute, select, text_of
from tests.messaging.pages import htmx

pytestmark = pytest.mark.django_db


def made(channel: Channel, *statuses: MessageStatus) -> None:
    ana = factories.contact()
    for status in statuses:
        factories.message(
            channel, ana, kind=MessageKind.TEXT, status=status, due_at=None, text="Oi"
        )


def test_todays_messages_add_up(channel: Channel) -> None:
    made(channel, *MessageStatus)
    Message.objects.filter(status=MessageStatus.RECEIVED).update(direction="in")

    today = figures.today()

    assert (today.sent.count, today.delivered.count, today.read.count) == (4, 2, 1)
    assert (today.pending, today.unknown, today.failed, today.skipped) == (3, 1, 1, 1)
    parts = (today.sent.count, today.pending, today.unknown, today.failed, today.skipped)
    assert sum(parts) == today.total == 10


def test_what_was_asked_for_yesterday_is_not_todays(channel: Channel) -> None:
    made(channel, MessageStatus.SENT)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    Message.objects.update(created_at=midnight - timedelta(seconds=1))

    assert figures.today().total == 0


def test_shares_of_consent_begin_where_the_one_before_ends() -> None:
    for number in range(4):
        contact = factories.contact(f"P{number}")
        if number == 0:
            factories.red(contact)
        if number == 1:
            factories.green(contact)

    consent = figures.consent()

    assert (consent.opted_in.x, consent.opted_in.width) == ("0.00%", "25.00%")
    assert (consent.undefined.x, consent.undefined.width) == ("25.00%", "50.00%")
    assert (consent.opted_out.x, consent.opted_out.width) == ("75.00%", "25.00%")


def test_the_counters_speak_portuguese_and_lead_where_a_page_exists(
    agent_client: Client, channel: Channel
) -> None:
    made(channel, MessageStatus.READ, MessageStatus.DELIVERED, MessageStatus.SENT)
    factories.inbound(channel, factories.contact("Bia"))

    page = agent_client.get("/")

    assert text_of(page, ".counter__value", all_=True) == ["1", "3", "66,7%", "33,3%", "0"]
    assert attribute(page, "#counter-waiting", "href") == reverse("messaging:inbox")


def test_an_empty_house_shows_dashes_and_empty_states(agent_client: Client) -> None:
    page = agent_client.get("/")

    assert text_of(page, ".counter__value", all_=True) == ["0", "0", "–", "–", "0"]
    assert text_of(page, ".empty h2") == "Ninguém esperando"
    assert "Nada fora do lugar" in text_of(page, ".card__body")


def test_who_waits_longest_is_on_it(agent_client: Client, channel: Channel) -> None:
    for number in range(9):
        factories.inbound(
            channel, factories.contact(f"P{number}"), ago=timedelta(minutes=20 - number)
        )

    page = agent_client.get("/")

    assert text_of(page, ".list .truncate", all_=True) == [f"P{number}" for number in range(7)]


def test_what_needs_eyes_is_named_with_its_way(agent_client: Client, channel: Channel) -> None:
    now = timezone.now()
    made(channel, MessageStatus.UNKNOWN)
    Message.objects.update(unknown_at=now)
    paused = factories.template(
        account=channel.account, name="pausado", status=TemplateStatus.PAUSED
    )
    old = {"status": TemplateStatus.REJECTED, "status_at": now - timedelta(days=8)}
    factories.template(account=channel.account, name="antigo", **old)
    Channel.objects.update(quality=Quality.RED)
    BusinessAccount.objects.update(restricted_at=now)

    page = agent_client.get("/")

    links = [node for node in select(page, ".list .table__main") if "tile" not in node.attributes]
    assert [(link.text, link.attributes["href"]) for link in links] == [
        ("1 mensagem sem confirmação", reverse("messaging:unconfirmed")),
        ("Conta Aurora Serviços", reverse("whatsapp:channels")),
        ("Aurora Cobrança", reverse("whatsapp:channels")),
        ("pausado", reverse("hsm_templates:detail", args=[paused.pk])),
    ]


def test_a_suspended_number_says_why(agent_client: Client, channel: Channel) -> None:
    Channel.objects.update(
        paused_until=timezone.now() + timedelta(hours=1), pause_reason="Limite atingido."
    )

    page = agent_client.get("/")

    assert "Envio suspenso. Limite atingido." in text_of(page, ".list")


def test_it_asks_for_its_numbers_alone(agent_client: Client, channel: Channel) -> None:
    page = agent_client.get("/")
    part = agent_client.get("/", headers=htmx("dashboard"))

    assert attribute(page, "#dashboard", "hx-trigger") == "every 30s, messages-changed from:body"
    assert select(part, "html") == []
    assert len(select(part, ".counter")) == 5


def test_it_costs_the_same_with_many_waiting(agent_client: Client, channel: Channel) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            agent_client.get("/", headers=htmx("dashboard"))
        return len(queries)

    factories.inbound(channel, factories.contact("Ana"))
    cost()
    one = cost()
    for number in range(6):
        factories.inbound(channel, factories.contact(f"P{number}"))

    assert cost() == one
