"""Pages of contacts in a real browser: what moves by itself, and what a click does."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from conecta.accounts.roles import Role
from contacts.models import Group
from tests import factories
from tests.desk import Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]


@pytest.fixture
def supervisor(page: Page, live_server: LiveServer) -> Desk:
    return Desk(page, live_server.url, factories.user(Role.SUPERVISOR))


def test_an_open_contact_turns_red_by_itself(supervisor: Desk) -> None:
    contact = factories.contact("Ana Beatriz")
    supervisor.page.clock.install()
    supervisor.arrive(f"/contatos/{contact.pk}/")
    expect(supervisor.page.get_by_role("button", name="Registrar recusa")).to_be_visible()

    factories.red(contact)
    supervisor.page.clock.fast_forward(3_000)

    head = supervisor.page.locator("#cabecalho")
    expect(head).to_contain_text("Recusado (opt-out)")
    expect(supervisor.page.locator(".timeline")).to_contain_text("#OPTOUT")
    expect(supervisor.page.get_by_role("button", name="Registrar recusa")).to_have_count(0)


def test_an_open_list_turns_red_by_itself(supervisor: Desk) -> None:
    contact = factories.contact("Ana Beatriz")
    supervisor.page.clock.install()
    supervisor.arrive("/contatos/")

    factories.red(contact)
    supervisor.page.clock.fast_forward(5_000)

    row = supervisor.page.locator(f"#cor-{contact.pk}")
    expect(row).to_contain_text("Recusado")


def test_an_acceptance_is_registered_in_the_dialog(supervisor: Desk) -> None:
    contact = factories.contact("Ana Beatriz")
    supervisor.arrive(f"/contatos/{contact.pk}/")
    supervisor.page.get_by_role("button", name="Registrar aceite").click()
    dialog = supervisor.page.get_by_role("dialog")

    dialog.get_by_label("Evidência").select_option("document")
    dialog.get_by_label("O que a pessoa disse ou assinou").fill("Assinou a ficha")
    dialog.get_by_role("button", name="Registrar aceite").click()

    expect(dialog).to_be_hidden()
    expect(supervisor.page.locator("#cabecalho")).to_contain_text("Aceito (opt-in)")
    expect(supervisor.page.locator(".timeline")).to_contain_text("Assinou a ficha")


def test_ticked_contacts_go_into_a_group_and_come_out_again(supervisor: Desk) -> None:
    Group.objects.create(name="Zona Sul")
    factories.contact("Ana")
    factories.contact("Bia")
    supervisor.arrive("/contatos/")
    bar = supervisor.page.get_by_role("region", name="Contatos selecionados")

    supervisor.page.get_by_label("Selecionar todos desta página").check()
    expect(bar).to_contain_text("2 selecionados")
    bar.get_by_label("Grupo").select_option("Zona Sul")
    bar.get_by_role("button", name="Incluir no grupo").click()
    tags = supervisor.page.locator("tbody .tag")
    expect(tags).to_have_count(2)
    expect(bar).to_be_hidden()

    supervisor.page.get_by_role("button", name="Desfazer").click()
    expect(tags).to_have_count(0)


def test_a_number_is_checked_while_it_is_typed(supervisor: Desk) -> None:
    taken = factories.contact("Bia", "11 98765-4321")
    supervisor.arrive("/contatos/novo/")
    field = supervisor.page.get_by_label("WhatsApp Business")

    field.press_sequentially("21 8765-432")
    expect(supervisor.page.locator("#numero")).to_contain_text("Falta 1 dígito")
    field.press_sequentially("1")
    expect(supervisor.page.locator("#numero")).to_contain_text("+55 21 98765-4321")
    field.fill("11 8765 4321")
    link = supervisor.page.locator("#numero").get_by_role("link", name="Bia")
    expect(link).to_have_attribute("href", f"/contatos/{taken.pk}/")


def test_a_search_changes_the_address_and_the_rows(supervisor: Desk) -> None:
    factories.contact("João Conceição")
    factories.contact("Bia")
    supervisor.arrive("/contatos/")

    supervisor.page.get_by_role("searchbox", name="Buscar por nome ou número").fill("conceicao")

    expect(supervisor.page.locator("tbody tr")).to_have_count(1)
    expect(supervisor.page).to_have_url(re.compile(r"/contatos/\?search=conceicao$"))


def test_a_wrong_number_is_marked_and_undone_from_the_toast(supervisor: Desk) -> None:
    contact = factories.contact("Ana")
    supervisor.arrive(f"/contatos/{contact.pk}/")

    supervisor.page.get_by_label("Mais ações").click()
    supervisor.page.get_by_role("button", name="Número errado").click()
    expect(supervisor.page.locator("#cabecalho")).to_contain_text("é de outra pessoa")

    supervisor.page.locator("[data-toast]").get_by_role("button", name="Desfazer").click()
    expect(supervisor.page.locator("#cabecalho")).not_to_contain_text("é de outra pessoa")
