"""The company accepts its term, watches it at work, and takes it back."""

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from conecta.accounts.roles import Role
from optin import term_batches
from optin.term_batches import Claim
from tests import factories
from tests.desk import Desk
from tests.journeys.inspection import Inspection
from tests.journeys.processes import Conecta
from tests.optin import term_world

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PAGE = "Opt-in e termo de adesão"
JUSTIFICATION = "Clientes com pedido em andamento."


@pytest.fixture
def administrator(open_page: Callable[[], Page], conecta: Conecta) -> Desk:
    person = factories.user(Role.ADMINISTRATOR, name="Camila Portela")
    return Desk(open_page(), conecta.url, person)


def test_the_term_is_accepted_and_withdrawn(administrator: Desk, agent: Desk) -> None:
    ana, refused = factories.contact("Ana Beatriz"), factories.contact("Caio")
    factories.red(refused)
    agent.arrive(ana.get_absolute_url())
    expect(agent.optin).to_have_text("Indefinido")
    agent.stay()
    administrator.arrive()
    page = administrator.page
    inspection = Inspection(page)

    administrator.open(PAGE)
    inspection.look()
    publish(page)
    inspection.look()
    accept(page)

    expect(page.get_by_text("Versão 1 em vigor")).to_be_visible()
    expect(page.get_by_role("link", name="Liberado pelo termo 1")).to_be_visible()
    expect(agent.optin).to_have_text("Liberado pelo termo")
    assert agent.has_stayed()
    expect(page.get_by_role("progressbar")).to_be_hidden()
    inspection.look()

    withdraw(page, inspection)
    expect(page.get_by_text("Versão 1, não aceita")).to_be_visible()
    expect(agent.optin).to_have_text("Indefinido")
    assert agent.has_stayed()
    assert inspection.found == []


def test_the_bar_moves_by_itself(administrator: Desk, conecta: Conecta) -> None:
    administrator.arrive()
    claim = half_done()

    administrator.page.goto(f"{conecta.url}/configuracoes/optin/")
    bar = administrator.page.get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuenow", "50")
    inspection = Inspection(administrator.page)
    inspection.look()
    assert inspection.found == []

    term_batches.release(claim)
    term_batches.run()
    expect(bar).to_be_hidden()
    expect(administrator.page.locator("#termo-novidade")).to_have_text(
        "Termo em vigor: 2 contatos liberados"
    )
    expect(administrator.page.get_by_text("Versão 1 em vigor")).to_be_visible()


def half_done() -> Claim:
    """One of two contacts is green, and the worker of the journeys finds the lease taken."""
    [factories.contact() for _ in range(2)]
    with transaction.atomic():
        term_world.accepted()
        claim = term_batches.try_claim()
        assert claim is not None
        claim, _ = term_batches.advance(claim, batch=1)
        assert claim is not None
    return claim


def publish(page: Page) -> None:
    page.get_by_role("link", name="Escrever o termo").click()
    expect(page.get_by_label("Texto do termo")).to_contain_text("Política de Mensageria")
    page.get_by_role("button", name="Publicar a versão 1").click()
    expect(page.get_by_role("heading", name="Aceitar a versão 1")).to_be_visible()


def accept(page: Page) -> None:
    expect(page.get_by_text("1 contato passa de Indefinido a Liberado pelo termo")).to_be_visible()
    page.get_by_label("Base legal").select_option(label="Legítimo interesse (art. 7º, IX)")
    page.get_by_label("Justificativa").fill(JUSTIFICATION)
    page.get_by_label("Li o termo e respondo por ele").check()
    page.get_by_label("Digite ACEITAR VERSÃO 1").fill("ACEITAR VERSÃO 1")
    page.get_by_role("button", name="Aceitar a versão 1").click()
    expect(page.get_by_role("heading", name="Confirme que é você")).to_be_visible()
    page.get_by_label("Senha", exact=True).fill(factories.PASSWORD)
    page.get_by_role("button", name="Continuar").click()


def withdraw(page: Page, inspection: Inspection) -> None:
    page.get_by_role("button", name="Retirar o termo").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 contato volta a Indefinido")
    inspection.look()
    dialog.get_by_role("button", name="Retirar de 1 contato").click()
    expect(dialog).to_be_hidden()
