"""A change of category says what it will cost: one message, and those of the last 30 days."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conecta.accounts.roles import Role
from conecta.whatsapp.prices import Price
from hsm_templates import charges
from hsm_templates.models import Template
from messaging import alerts
from messaging.models import MessageStatus
from tests import factories
from tests.contacts.markup import attribute, select, text_of

pytestmark = pytest.mark.django_db


def soon(**fields: Any) -> Template:
    """UTILITY, to become MARKETING tomorrow."""
    tomorrow = timezone.now() + timedelta(days=1)
    said = {"meta_id": "777", "name": "aviso", "announced_for": tomorrow}
    return factories.template(**said | {"announced_category": "MARKETING"} | fields)


@pytest.fixture
def card() -> None:
    factories.rate("UTILITY", "0.035")
    factories.rate("MARKETING", "0.3125")


def page(client: Client, template: Template, role: Role = Role.ADMINISTRATOR) -> Any:
    client.force_login(factories.user(role))
    return client.get(reverse("hsm_templates:detail", args=[template.pk]))


def cost(client: Client, template: Template, kind: str) -> Any:
    client.force_login(factories.user())
    return client.get(reverse("messaging:template_cost", args=[template.pk, kind]))


def sent(template: Template, count: int, *, status: MessageStatus = MessageStatus.READ) -> None:
    channel = factories.channel(account=template.account)
    contact = factories.contact()
    for _ in range(count):
        factories.message(channel, contact, template=template, status=status, due_at=None)


@pytest.mark.usefixtures("card")
def test_the_warning_says_what_a_message_will_cost(client: Client) -> None:
    template = soon()

    shown = page(client, template)

    told = " ".join(text_of(shown, ".callout p", all_=True))
    assert "Cada mensagem entregue passa de R$ 0,035 a R$ 0,3125" in told
    asked = attribute(shown, "#hsm-custo-announced", "hx-get")
    assert asked == reverse("messaging:template_cost", args=[template.pk, "announced"])


@pytest.mark.usefixtures("card")
def test_it_says_what_the_messages_of_30_days_would_have_cost(client: Client) -> None:
    template = soon()
    assert "Nenhuma mensagem saiu" in cost(client, template, "announced").content.decode()
    sent(template, 16)

    told = cost(client, template, "announced").content.decode()

    assert " ".join(told.replace("\u00a0", " ").split()) == (
        "Nos últimos 30 dias saíram 16 mensagens: com a nova categoria teriam custado "
        '<b class="num nowrap">R$ 5,00</b> em vez de <b class="num nowrap">R$ 0,56</b> '
        '(<span class="num nowrap">R$ 4,44</span> a mais).'
    )


@pytest.mark.usefixtures("card")
def test_a_category_other_than_the_requested_one_says_its_price_too(client: Client) -> None:
    template = factories.template(requested_category="MARKETING", meta_id="777")
    sent(template, 1)

    shown = text_of(page(client, template), ".callout p", all_=True)
    told = cost(client, template, "requested").content.decode()

    assert "Cada mensagem entregue custa R$ 0,035 em vez de R$ 0,3125 ." in shown
    assert "saiu 1 mensagem" in told
    assert "a menos" in told


def test_without_a_rate_it_says_so_and_leads_who_may_to_the_card(client: Client) -> None:
    factories.rate("UTILITY", "0.035")
    template = soon()

    missing = "Custo: sem tarifa cadastrada de Marketing."
    shown = page(client, template)
    assert f"{missing} Cadastrar tarifa" in text_of(shown, ".callout p", all_=True)
    link = f"{reverse('rates:new')}?category=MARKETING"
    assert link in [it.attributes["href"] for it in select(shown, ".callout a")]
    assert missing in text_of(page(client, template, Role.AGENT), ".callout p", all_=True)
    assert cost(client, template, "announced").content.decode().strip() == ""


def test_prices_are_of_the_day_of_the_change_in_sao_paulo() -> None:
    factories.rate("UTILITY", "0.035")
    factories.rate("MARKETING", "0.3125")
    factories.rate("MARKETING", "0.34", valid_from=date(2027, 1, 1))
    template = soon(announced_for="2027-01-01T02:59:00Z")
    now = datetime.fromisoformat("2026-12-30T12:00:00-03:00")

    last_minute = charges.changes(Template.objects.get(), now=now)["announced"]
    Template.objects.update(announced_for="2027-01-01T03:00:00Z")
    midnight = charges.changes(Template.objects.get(pk=template.pk), now=now)["announced"]

    assert last_minute.after == Price(amount=Decimal("0.3125"), currency="BRL")
    assert midnight.after == Price(amount=Decimal("0.34"), currency="BRL")


def test_between_two_currencies_there_is_no_difference() -> None:
    factories.rate("UTILITY", "0.0068", currency="USD")
    factories.rate("MARKETING", "0.3125")

    bill = charges.changes(soon(), now=timezone.now())["announced"].bill(100)

    assert bill
    assert (str(bill.before), str(bill.after)) == ("US$\u00a00,68", "R$\u00a031,25")
    assert bill.difference is None


def test_the_painel_tells_of_it(card: None) -> None:
    template = soon(announced_for="2027-01-01T12:00:00Z")

    (alert,) = alerts.current()

    assert alert.title == template.name
    assert alert.text.replace("\u00a0", " ") == (
        "A Meta muda a categoria para Marketing em 01/01/2027 09:00. "
        "Cada mensagem passa de R$ 0,035 a R$ 0,3125."
    )
