"""The dialog "Nova mensagem ativa": from a number to its contact, or to registering it."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.contacts.markup import attribute, select, text_of
from tests.messaging.pages import htmx

pytestmark = pytest.mark.django_db


def answer(client: Client, number: str) -> Any:
    return client.post(reverse("messaging:start"), {"number": number}, headers=htmx())


@pytest.mark.parametrize("said", ["+55 11 98765-4321", "(11) 98765-4321", "11987654321"])
def test_a_known_number_leads_to_its_contact(agent_client: Client, said: str) -> None:
    ana = factories.green(factories.contact("Ana Beatriz", "+55 11 98765-4321"))

    page = answer(agent_client, said)

    assert text_of(page, "strong") == "Ana Beatriz"
    assert text_of(page, ".optin") == "Aceito (opt-in)"
    assert attribute(page, ".btn", "hx-get") == reverse("messaging:compose", args=[ana.pk])


def test_an_unknown_number_leads_to_its_registration_and_back(agent_client: Client) -> None:
    page = answer(agent_client, "(21) 99876-5432")

    address = urlsplit(attribute(page, ".btn", "href"))
    query = parse_qs(address.query)
    assert text_of(page, "strong") == "Este número não está cadastrado"
    assert text_of(page, ".optin") == "Indefinido"
    assert text_of(page, ".btn") == "Cadastrar contato"
    assert address.path == reverse("contacts:new")
    assert query["whatsapp"] == ["+5521998765432"]
    assert query["voltar"] == ["/atendimento/?nova=%2B5521998765432"]


def test_an_unknown_number_that_refused_before_is_shown_red(agent_client: Client) -> None:
    factories.suppress("+5521998765432")

    page = answer(agent_client, "(21) 99876-5432")

    assert text_of(page, ".optin") == "Recusado (opt-out)"
    assert "já recusou mensagens ativas" in text_of(page, ".callout")


def test_what_is_no_number_says_what_to_do(agent_client: Client) -> None:
    page = answer(agent_client, "9876")

    assert "DDD" in text_of(page, ".field__error")
    assert select(page, ".btn") == []


@pytest.mark.parametrize("said", ["", "   "])
def test_nothing_typed_is_no_mistake(agent_client: Client, said: str) -> None:
    assert select(answer(agent_client, said), ".field__error") == []


def test_coming_back_from_the_registration_opens_it_with_the_contact_found(
    agent_client: Client,
) -> None:
    factories.contact("Ana Beatriz", "+55 21 99876-5432")

    inbox = agent_client.get("/atendimento/?nova=%2B5521998765432")
    page = agent_client.get(attribute(inbox, "main div", "hx-get"), headers=htmx("dialog"))

    assert attribute(page, "#start-number", "value") == "+55 21 99876-5432"
    assert text_of(page, "strong") == "Ana Beatriz"


def test_without_a_number_in_the_address_no_dialog_opens(agent_client: Client) -> None:
    inbox = agent_client.get(reverse("messaging:inbox"))

    assert attribute(inbox, "main div", "hx-trigger") == ""
