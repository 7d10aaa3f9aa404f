"""Atendimento: who writes appears, is answered inside the window, and never outside it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from conecta.whatsapp.models import Channel
from tests import factories
from tests.desk import Desk
from tests.journeys.composer import Composer
from tests.journeys.processes import Conecta
from tests.journeys.telephone import Telephone

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

# Two people that the simulator knows.
BIANCA, JOAO = "5511992140087", "554191872043"


def test_who_writes_appears_and_is_answered(
    channel: Channel, agent: Desk, telephone: Telephone
) -> None:
    page = agent.page
    agent.arrive(reverse("messaging:inbox"))
    expect(page.get_by_text("Ninguém esperando")).to_be_visible()
    agent.stay()

    telephone.open(BIANCA, channel.phone_number_id)
    telephone.write("Oi, a fatura já saiu?")

    waiting = page.get_by_role("link", name="Bianca Moraes")
    expect(waiting).to_contain_text("Oi, a fatura já saiu?")
    assert agent.has_stayed()
    waiting.click()
    expect(page.locator("#thread .msg")).to_contain_text(["Oi, a fatura já saiu?"])
    expect(page.locator("#thread-optin")).to_have_text("Indefinido")

    telephone.open(JOAO, channel.phone_number_id)
    page.get_by_label("Mensagem", exact=True).fill("Saiu, sim: vence amanhã.")
    page.get_by_label("Mensagem", exact=True).press("Enter")
    reply = page.locator("#thread .msg--out")
    expect(reply).to_contain_text("Saiu, sim: vence amanhã.")
    expect(reply.locator(".state")).to_have_text("Entregue")
    telephone.open(BIANCA, channel.phone_number_id)
    expect(telephone.bubbles.last).to_contain_text("Saiu, sim: vence amanhã.")
    expect(reply.locator(".state")).to_have_text("Lida")


def test_after_an_hsm_the_box_stays_closed_until_the_person_answers(
    conecta: Conecta, channel: Channel, agent: Desk, telephone: Telephone
) -> None:
    template = factories.template(account=channel.account)
    conecta.simulator.approve(template)
    contact = factories.contact("João Pedro Sampaio", "+55 41 99187-2043")
    page, composer = agent.page, Composer(agent.page)
    agent.arrive(contact.get_absolute_url())
    composer.open()
    composer.choose(template.name)
    composer.submit.click()

    page.get_by_role("link", name="Abrir conversa").click()
    box = page.get_by_role("form", name="Responder")
    field = box.get_by_label("Mensagem", exact=True)
    expect(box).to_contain_text("Aguardando resposta")
    expect(field).to_be_hidden()
    agent.stay()
    telephone.open(JOAO, channel.phone_number_id)
    expect(telephone.bubbles).to_contain_text(["Olá, João! Seu pedido saiu."])
    telephone.write("Qual pedido?")

    expect(field).to_be_visible()
    assert agent.has_stayed()
    field.fill("O da cadeira.")
    field.press("Enter")
    expect(telephone.bubbles.last).to_contain_text("O da cadeira.")
