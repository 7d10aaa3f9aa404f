"""Pages of contacts in a real browser: what moves by itself, and what a click does."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from contacts.models import Group
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]

# The list looks every five seconds.
PATIENCE = 9_000


@pytest.fixture
def supervisor_page(page: Page, live_server: LiveServer, supervisor_client: Client) -> Page:
    cookie = supervisor_client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page.set_default_timeout(PATIENCE)
    return page


def test_an_open_contact_turns_red_by_itself(
    supervisor_page: Page, live_server: LiveServer
) -> None:
    contact = factories.contact("Ana Beatriz")
    supervisor_page.goto(f"{live_server.url}/contatos/{contact.pk}/")
    expect(supervisor_page.get_by_role("button", name="Registrar recusa")).to_be_visible()

    factories.red(contact)

    head = supervisor_page.locator("#cabecalho")
    expect(head).to_contain_text("Recusado (opt-out)", timeout=PATIENCE)
    expect(supervisor_page.locator(".timeline")).to_contain_text("#OPTOUT", timeout=PATIENCE)
    expect(supervisor_page.get_by_role("button", name="Registrar recusa")).to_have_count(0)


def test_an_open_list_turns_red_by_itself(supervisor_page: Page, live_server: LiveServer) -> None:
    contact = factories.contact("Ana Beatriz")
    supervisor_page.goto(f"{live_server.url}/contatos/")

    factories.red(contact)

    row = supervisor_page.locator(f"#cor-{contact.pk}")
    expect(row).to_contain_text("Recusado", timeout=PATIENCE)


def test_an_acceptance_is_registered_in_the_dialog(
    supervisor_page: Page, live_server: LiveServer
) -> None:
    contact = factories.contact("Ana Beatriz")
    supervisor_page.goto(f"{live_server.url}/contatos/{contact.pk}/")
    supervisor_page.get_by_role("button", name="Registrar aceite").click()
    dialog = supervisor_page.get_by_role("dialog")

    dialog.get_by_label("Evidência").select_option("document")
    dialog.get_by_label("O que a pessoa disse ou assinou").fill("Assinou a ficha")
    dialog.get_by_role("button", name="Registrar aceite").click()

    expect(dialog).to_be_hidden()
    expect(supervisor_page.locator("#cabecalho")).to_contain_text("Aceito (opt-in)")
    expect(supervisor_page.locator(".timeline")).to_contain_text("Assinou a ficha")


def test_ticked_contacts_go_into_a_group_and_come_out_again(
    supervisor_page: Page, live_server: LiveServer
) -> None:
    Group.objects.create(name="Zona Sul")
    factories.contact("Ana")
    factories.contact("Bia")
    supervisor_page.goto(f"{live_server.url}/contatos/")
    bar = supervisor_page.get_by_role("region", name="Contatos selecionados")

    supervisor_page.get_by_label("Selecionar todos desta página").check()
    expect(bar).to_contain_text("2 selecionados")
    bar.get_by_label("Grupo").select_option("Zona Sul")
    bar.get_by_role("button", name="Incluir no grupo").click()
    tags = supervisor_page.locator("tbody .tag")
    expect(tags).to_have_count(2)
    expect(bar).to_be_hidden()

    supervisor_page.get_by_role("button", name="Desfazer").click()
    expect(tags).to_have_count(0)


def test_a_number_is_checked_while_it_is_typed(
    supervisor_page: Page, live_server: LiveServer
) -> None:
    taken = factories.contact("Bia", "11 98765-4321")
    supervisor_page.goto(f"{live_server.url}/contatos/novo/")
    field = supervisor_page.get_by_label("WhatsApp Business")

    field.press_sequentially("21 8765-432")
    expect(supervisor_page.locator("#numero")).to_contain_text("Falta 1 dígito")
    field.press_sequentially("1")
    expect(supervisor_page.locator("#numero")).to_contain_text("+55 21 98765-4321")
    field.fill("11 8765 4321")
    link = supervisor_page.locator("#numero").get_by_role("link", name="Bia")
    expect(link).to_have_attribute("href", f"/contatos/{taken.pk}/")


def test_a_search_changes_the_address_and_the_rows(
    supervisor_page: Page, live_server: LiveServer
) -> None:
    factories.contact("João Conceição")
    factories.contact("Bia")
    supervisor_page.goto(f"{live_server.url}/contatos/")

    supervisor_page.get_by_role("searchbox", name="Buscar por nome ou número").fill("conceicao")

    expect(supervisor_page.locator("tbody tr")).to_have_count(1)
    expect(supervisor_page).to_have_url(re.compile(r"/contatos/\?search=conceicao$"))


def test_a_wrong_number_is_marked_and_undone_from_the_toast(
    supervisor_page: Page, live_server: LiveServer
) -> None:
    contact = factories.contact("Ana")
    supervisor_page.goto(f"{live_server.url}/contatos/{contact.pk}/")

    supervisor_page.get_by_label("Mais ações").click()
    supervisor_page.get_by_role("button", name="Número errado").click()
    expect(supervisor_page.locator("#cabecalho")).to_contain_text("é de outra pessoa")

    supervisor_page.locator("[data-toast]").get_by_role("button", name="Desfazer").click()
    expect(supervisor_page.locator("#cabecalho")).not_to_contain_text("é de outra pessoa")
