"""A misspelt #OPTOUT on the telephone, up to the report: asked back, pressed, red, counted."""

import pytest
from playwright.sync_api import expect

from conecta.whatsapp.models import Channel
from tests import factories
from tests.desk import Desk
from tests.journeys.processes import Conecta
from tests.journeys.telephone import Telephone

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_misspelt_refusal_is_asked_back_and_turns_red_by_its_button(
    conecta: Conecta, channel: Channel, telephone: Telephone, supervisor: Desk
) -> None:
    ana = factories.contact("Ana Beatriz", "+55 11 98765-4321")
    conecta.simulator.hear(**{"from": f"+{ana.whatsapp}", "text": "Bom dia"})
    telephone.open(str(ana.whatsapp), channel.phone_number_id)
    supervisor.arrive()
    supervisor.open("Contatos")
    row = supervisor.page.get_by_role("row", name="Ana Beatriz")
    expect(row).to_contain_text("Indefinido")
    supervisor.stay()

    telephone.write("#optuot")
    question = telephone.bubbles.filter(has_text="Você quer parar de receber")
    expect(question.get_by_role("button")).to_have_text(["Parar mensagens", "Continuar recebendo"])
    expect(row).to_contain_text("Indefinido")
    question.get_by_role("button", name="Parar mensagens").click()

    expect(row).to_contain_text("Recusado")
    assert supervisor.has_stayed()
    expect(telephone.bubbles.filter(has_text="Pronto: você não receberá")).to_be_visible()
    supervisor.page.goto(f"{conecta.url}{ana.get_absolute_url()}")
    story = (
        "mensagem “Parar mensagens” em resposta a “Você quer parar de receber nossas mensagens?”"
    )
    expect(supervisor.page.get_by_text(story).first).to_be_visible()
    supervisor.page.goto(f"{conecta.url}/relatorios/optin/")
    chart = supervisor.page.get_by_role("img", name="0 aceitaram, 1 recusaram")
    expect(chart).to_be_visible()


def test_an_agent_asks_for_the_opt_in_and_the_person_accepts_by_the_button(
    conecta: Conecta, channel: Channel, telephone: Telephone, agent: Desk
) -> None:
    ana = factories.contact("Ana Beatriz", "+55 11 98765-4321")
    conecta.simulator.hear(**{"from": f"+{ana.whatsapp}", "text": "Bom dia"})
    telephone.open(str(ana.whatsapp), channel.phone_number_id)
    agent.arrive("/atendimento/")
    agent.page.get_by_role("link", name="Ana Beatriz").click()

    agent.page.get_by_role("button", name="Pedir opt-in").click()
    expect(agent.page.get_by_text("Opt-in pedido em")).to_be_visible()
    request = telephone.bubbles.filter(has_text="Podemos enviar a você")
    request.get_by_role("button", name="Aceito receber").click()

    expect(agent.page.locator("#thread-optin")).to_contain_text("Aceito")
    expect(agent.page.get_by_text("Resposta ao pedido de opt-in")).to_be_visible()
    expect(agent.page.get_by_role("button", name="Pedir opt-in")).to_have_count(0)
