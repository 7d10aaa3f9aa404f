"""From registering a person to their refusal: the whole promise, once, on real parts."""

import re

import pytest
from playwright.sync_api import expect

from conecta.whatsapp.models import Channel
from tests.desk import Desk
from tests.journeys.composer import Composer
from tests.journeys.processes import Conecta
from tests.journeys.telephone import Telephone

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

# The simulator knows her; WhatsApp writes her number without the ninth digit.
NAME, NUMBER, WA_ID = "Luciana Teixeira", "(51) 98026-6658", "555180266658"
TEMPLATE = "lembrete_de_vencimento"
# As the report tells it: the newest first.
STORY = (
    ("Rafael Monteiro", "Envio recusado"),
    ("Sistema", "Criou chave de API"),
    ("Rafael Monteiro", "Envio recusado"),
    ("Sistema", "Pediu envio"),
    ("Contato", "Opt-out"),
    ("Rafael Monteiro", "Pediu envio"),
    ("Meta", "Meta mudou o status do HSM"),
    ("Meta", "Meta mudou o status do HSM"),
    ("Camila Portela", "Enviou HSM para análise"),
    ("Camila Portela", "Criou HSM"),
    ("Camila Portela", "Entrou"),
    ("Rafael Monteiro", "Cadastrou contato"),
    ("Rafael Monteiro", "Entrou"),
)
REFUSED = "O contato recusou mensagens ativas (#OPTOUT)"


def test_a_person_is_registered_written_to_and_refuses(
    conecta: Conecta, channel: Channel, agent: Desk, supervisor: Desk, telephone: Telephone
) -> None:
    agent.enter()
    see_channel(agent, channel)
    agent.register_contact(NAME, NUMBER)
    expect(agent.optin).to_have_text("Indefinido")
    agent.stay()

    supervisor.enter()
    have_template_approved(supervisor)
    send(agent, value="Luciana")
    telephone.open(WA_ID, channel.phone_number_id)
    expect(telephone.bubbles).to_contain_text(["Olá, Luciana! Sua fatura vence amanhã."])
    expect(telephone.bubbles).to_contain_text(["Envie #OPTOUT para não receber mais."])

    second = prepared(agent, value="de novo")
    expect(agent.page.get_by_text("Lida", exact=True)).to_be_visible()
    telephone.write("#OptOut ")

    expect(agent.optin).to_have_text("Recusado (opt-out)")
    assert agent.has_stayed()
    expect_refusal_on_the_page(second)
    expect_refusal_by_api(agent, channel)
    # The template, and the confirmation of the refusal.
    expect(telephone.bubbles).to_have_count(3)
    assert conecta.simulator.stats()["messages"]["total"] == 2
    expect_the_whole_story(supervisor)


def see_channel(agent: Desk, channel: Channel) -> None:
    """An agent sees it and cannot change it."""
    agent.open("Canais")
    row = agent.page.get_by_role("row", name=channel.name)
    expect(row).to_contain_text(channel.display_number)
    expect(row.get_by_role("switch", name="Receptivo")).to_be_disabled()
    expect(row.get_by_role("switch", name="Habilitado")).to_be_disabled()


def have_template_approved(supervisor: Desk) -> None:
    supervisor.open("HSM")
    page = supervisor.page
    page.locator(".fab").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cadastro de template")
    page.get_by_label("Nome", exact=False).first.fill(TEMPLATE)
    page.get_by_label("Corpo", exact=True).fill("Olá, {{1}}! Sua fatura vence amanhã.")
    page.get_by_label("{{1}} do corpo").fill("Ana")
    page.get_by_role("button", name="Usar “Envie #OPTOUT").click()
    page.get_by_role("button", name="Enviar para análise").click()
    status = page.locator("h1 .badge")
    expect(status).to_have_text(re.compile("Enviando à Meta|Em análise"))
    supervisor.stay()
    expect(status).to_have_text("Aprovado")
    assert supervisor.has_stayed()


def prepared(agent: Desk, *, value: str) -> Composer:
    """The dialog, filled in and allowed."""
    composer = Composer(agent.page)
    composer.open()
    composer.choose(TEMPLATE)
    agent.page.get_by_label("Variável {{1}}").fill(value)
    expect(composer.preview).to_contain_text(f"Olá, {value}!")
    expect(composer.reasons).to_contain_text("Opt-in indefinido: só envio individual")
    return composer


def send(agent: Desk, *, value: str) -> None:
    composer = prepared(agent, value=value)
    composer.submit.click()
    expect(composer.dialog).to_be_hidden()


def expect_refusal_on_the_page(composer: Composer) -> None:
    """The dialog had been allowed when it was opened."""
    composer.submit.click()
    expect(composer.reasons).to_contain_text(REFUSED)
    expect(composer.submit).to_have_attribute("aria-disabled", "true")


def expect_refusal_by_api(agent: Desk, channel: Channel) -> None:
    refused = agent.post(
        "messages/",
        {
            "contact": NUMBER,
            "channel": channel.pk,
            "template": {"name": TEMPLATE, "language": "pt_BR"},
            "variables": {"1": "Luciana"},
        },
    )
    assert refused.status_code == 422
    assert refused.json()["code"] == "opted_out"
    assert refused.json()["reasons"][0]["detail"].startswith(REFUSED)


def expect_the_whole_story(supervisor: Desk) -> None:
    supervisor.open("Auditoria")
    rows = supervisor.page.locator("#registros tbody tr")
    expect(rows.locator("td:nth-child(2)")).to_contain_text([who for who, _ in STORY])
    expect(rows.locator("td:nth-child(3)")).to_have_text([what for _, what in STORY])
    expect(rows.first.locator("summary")).to_contain_text(f"Motivo: {REFUSED}")
    opted_out = rows.filter(has_text="Opt-out")
    opted_out.locator("summary").click()
    expect(opted_out.get_by_text("#OptOut")).to_be_visible()
