"""A number that nobody is registered under: registered on the way, and then written to."""

import pytest
from playwright.sync_api import expect

from conecta.whatsapp.models import Channel
from contacts.models import Contact, ContactOrigin, OptinStatus
from tests.desk import Desk
from tests.journeys.composer import Composer

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_an_unregistered_number_is_registered_and_led_back_to_the_message(
    agent: Desk, channel: Channel
) -> None:
    page, composer = agent.page, Composer(agent.page)
    agent.arrive()
    page.get_by_role("button", name="Nova mensagem ativa").click()
    composer.dialog.get_by_label("WhatsApp Business").fill("11 98765-4321")

    offer = composer.dialog.get_by_role("status")
    expect(offer).to_contain_text("Este número não está cadastrado")
    expect(offer.locator(".optin")).to_have_text("Indefinido")
    offer.get_by_role("link", name="Cadastrar contato").click()

    number = page.get_by_label("WhatsApp Business")
    expect(number).to_have_value("+5511987654321")
    expect(page.locator("#numero")).to_contain_text("+55 11 98765-4321")
    expect(page.locator("#numero .optin")).to_have_text("Indefinido")
    page.get_by_label("Nome", exact=True).fill("Ana Prado")
    page.get_by_role("button", name="Cadastrar contato").click()

    expect(composer.dialog).to_contain_text("Ana Prado")
    composer.dialog.get_by_role("button", name="Escolher HSM").click()
    expect(composer.dialog).to_contain_text("Para Ana Prado, +55 11 98765-4321")
    contact = Contact.objects.get(whatsapp="5511987654321")
    assert contact.optin_status == OptinStatus.UNDEFINED
    assert contact.origin == ContactOrigin.MANUAL
