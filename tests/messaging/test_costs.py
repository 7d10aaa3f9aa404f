"""What a message will cost is told before it is sent, where the rate card knows."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from conecta.whatsapp.models import Channel
from contacts.models import Contact
from hsm_templates.models import Template
from tests import factories
from tests.contacts.markup import text_of
from tests.messaging.pages import form, preview

pytestmark = pytest.mark.django_db

PORTUGAL = "+351912345678"


def news(client: Client, contact: Contact, channel: Channel, template: Template) -> str:
    return text_of(preview(client, contact, form(channel, template)), "#compose-news")


def check(client: Client, channel: Channel, contact: Contact, **said: Any) -> Any:
    body = {"contact": str(contact.pk), "channel": channel.pk} | said
    answer = client.post("/api/v1/messages/check/", body, content_type="application/json")
    return answer.json()["estimated_cost"]


def test_the_dialog_says_it_beside_the_button(
    agent_client: Client, channel: Channel, template: Template
) -> None:
    factories.rate("UTILITY", "0.035")
    factories.rate("MARKETING", "0.3217")
    ana, rui = factories.contact(), factories.contact("Rui", PORTUGAL)

    assert news(agent_client, ana, channel, template) == (
        "Envio permitido. Custo estimado: R$ 0,035"
    )
    assert news(agent_client, rui, channel, template) == "Envio permitido."
    factories.red(ana)
    assert "Custo" not in news(agent_client, ana, channel, template)


def test_without_a_rate_the_dialog_says_nothing_of_it(
    agent_client: Client, channel: Channel, template: Template
) -> None:
    factories.rate("MARKETING", "0.3217")

    assert news(agent_client, factories.contact(), channel, template) == "Envio permitido."


def test_utility_in_an_open_window_was_free_until_october(
    agent_client: Client, channel: Channel, template: Template
) -> None:
    factories.rate("UTILITY", "0.03", valid_from=date(2025, 7, 1))
    ana = factories.contact()

    with time_machine.travel("2026-09-30T23:00:00-03:00"):
        closed = news(agent_client, ana, channel, template)
        factories.conversation(channel, ana, inbound_ago=timedelta(hours=1))
        opened = news(agent_client, ana, channel, template)

    assert closed == "Envio permitido. Custo estimado: R$ 0,03"
    assert opened == "Envio permitido. Custo estimado: nenhum"


def test_the_check_says_it_by_template_and_by_free_text(
    agent_client: Client, channel: Channel, template: Template
) -> None:
    factories.rate("UTILITY", "0.035")
    ana = factories.contact()
    hsm = {"template": {"name": template.name, "language": template.language}}

    assert check(agent_client, channel, ana, **hsm) == {"amount": "0.035000", "currency": "BRL"}
    assert check(agent_client, channel, ana, text="Olá") is None
    factories.rate("SERVICE", "0.035", currency="USD")
    assert check(agent_client, channel, ana, text="Olá")["currency"] == "USD"
