"""Relatórios – Opt-in: figures of a period, in words and in bars."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.contacts.markup import select, text_of
from tests.messaging.ledger_lines import ACCEPTED, REFUSED, moved
from tests.messaging.pages import htmx

pytestmark = pytest.mark.django_db


def report(client: Client, **params: str) -> Any:
    return client.get(reverse("messaging:optin_report"), params)


def test_movements_stand_in_bars_and_in_a_table(supervisor_client: Client) -> None:
    moved(factories.contact(), ACCEPTED)
    moved(factories.contact(), REFUSED, channel="sms")

    page = report(supervisor_client)

    today = f"{timezone.localdate():%d/%m/%Y}"
    rows = [node.text for node in select(page, ".scroll tr")]
    assert f"{today} 1 1 0" in rows
    assert len(rows) == 31
    assert [bar.attributes["class"] for bar in select(page, ".bar")] == [
        "bar bar--ok",
        "bar bar--no",
    ]
    labels = [node.attributes["aria-label"] for node in select(page, ".chart")]
    assert labels[0].startswith("1 aceitaram, 1 recusaram e 0 voltaram")
    assert "sms" in text_of(page, "#relatorio")


def test_a_quiet_period_says_so(supervisor_client: Client) -> None:
    page = report(supervisor_client)

    headings = [node.text for node in select(page, ".empty h2")]
    assert headings == ["Nenhum movimento neste período", "Nenhum HSM saiu neste período"]


def test_the_period_is_in_the_address(supervisor_client: Client) -> None:
    moved(factories.contact(), REFUSED)

    page = report(supervisor_client, since="2020-01-01", until="2020-01-31")

    assert "01/01/2020 a 31/01/2020" in text_of(page, "#relatorio")
    assert select(page, ".bar") == []


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({"since": "2026-02-30"}, "A data “De” não existe."),
        ({"until": "amanhã"}, "A data “Até” não existe."),
        ({"since": "2026-03-02", "until": "2026-03-01"}, "O período começa depois de terminar"),
        ({"since": "2020-01-01", "until": "2026-01-01"}, "até 366 dias"),
        ({"since": "0001-01-01"}, "entre 2000 e 2100"),
        ({"until": "9999-12-31"}, "entre 2000 e 2100"),
    ],
)
def test_a_period_that_cannot_be_is_told(
    supervisor_client: Client, params: dict[str, str], says: str
) -> None:
    page = report(supervisor_client, **params)

    assert page.status_code == 200
    assert says in text_of(page, ".callout")


def test_to_htmx_the_figures_come_alone(supervisor_client: Client) -> None:
    url = reverse("messaging:optin_report")

    part = supervisor_client.get(url, headers=htmx("relatorio"))

    assert select(part, "nav") == []
    assert select(part, "h2")[0].text == "Contatos hoje"


def test_counters_show_the_colours_of_today(supervisor_client: Client) -> None:
    for paint in (factories.green, factories.green, factories.red):
        paint(factories.contact())
    factories.contact()

    values = [node.text for node in select(report(supervisor_client), ".counter")]

    assert values == [
        "Aceito (opt-in) 2 50,0%",
        "Liberado pelo termo 0 0,0%",
        "Indefinido 1 25,0%",
        "Recusado (opt-out) 1 25,0%",
    ]
