"""The trail filtered, exported and downloaded; a filter kept; a person forgotten."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from audit.models import Entry, SavedFilter
from contacts.models import Contact
from tests import factories
from tests.desk import Desk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def choose_action(page: Page, word: str) -> None:
    page.locator("summary", has_text="Ação").first.click()
    page.get_by_label(word, exact=True).check()
    page.keyboard.press("Escape")


def test_what_is_filtered_is_exported_and_downloaded(supervisor: Desk) -> None:
    factories.contact("=Ana Beatriz")
    page = supervisor.page
    supervisor.arrive()
    supervisor.open("Auditoria")
    choose_action(page, "Cadastrou contato")

    page.get_by_role("button", name="Exportar 1 registro").click()
    expect(page.get_by_role("dialog").get_by_role("heading")).to_have_text("Exportar 1 registro")
    page.get_by_role("dialog").get_by_role("button", name="Exportar 1 registro").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Exportações")
    link = page.get_by_role("link", name="Baixar Trilha de auditoria")
    expect(link).to_be_visible()
    with page.expect_download() as download:
        link.click()
    content = Path(download.value.path()).read_text(encoding="utf-8-sig")
    [row] = csv.DictReader(StringIO(content, newline=""), delimiter=";")
    assert (row["Ação"], row["Objeto"]) == ("Cadastrou contato", "'=Ana Beatriz")
    assert download.value.suggested_filename.endswith(".csv")
    kept = Entry.objects.filter(object_type="exports.export").order_by("id")
    assert list(kept.values_list("action", flat=True)) == ["export_requested", "export_downloaded"]


def test_a_filter_is_saved_and_applied_again(supervisor: Desk) -> None:
    factories.contact("Ana Beatriz")
    page = supervisor.page
    supervisor.arrive("/relatorios/auditoria/")
    choose_action(page, "Cadastrou contato")
    expect(page.get_by_role("button", name="Exportar 1 registro")).to_be_visible()

    page.locator("#filtros-salvos summary").click()
    page.get_by_role("button", name="Salvar estes filtros").click()
    page.get_by_label("Nome do filtro").fill("Cadastros")
    page.get_by_role("button", name="Salvar filtro").click()

    expect(page.locator("#filtros-salvos .count")).to_have_text("1")
    assert SavedFilter.objects.get().query == "action=contact_created"
    supervisor.page.goto(f"{supervisor.url}/relatorios/auditoria/")
    page.locator("#filtros-salvos summary").click()
    page.get_by_role("link", name="Cadastros", exact=True).click()
    expect(page.get_by_role("button", name="Exportar 1 registro")).to_be_visible()


def test_the_report_is_narrowed_to_a_contact_found_by_name(supervisor: Desk) -> None:
    factories.contact("Ana Beatriz")
    factories.contact("Bia Reis")
    page = supervisor.page
    supervisor.arrive("/relatorios/auditoria/")

    page.locator("summary", has_text="Contato").first.click()
    page.get_by_label("Nome ou número", exact=True).fill("ana be")
    page.get_by_label("Ana Beatriz", exact=True).check()

    expect(page.locator("#registros tbody tr")).to_have_count(1)
    expect(page.locator("#registros")).to_contain_text("Ana Beatriz")
    expect(page.locator(".chip--on .chip__value").first).to_have_text("Ana Beatriz")


def test_a_person_is_forgotten_on_request(supervisor: Desk) -> None:
    contact = factories.red(factories.contact("Ana Beatriz"))
    page = supervisor.page
    supervisor.arrive(contact.get_absolute_url())

    page.locator("#cabecalho summary[aria-label='Mais ações']").click()
    page.get_by_role("button", name="Apagar os dados da pessoa").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Motivo").fill("Pedido do titular")
    dialog.get_by_label("Digite apagar para confirmar").fill("apagar")
    dialog.get_by_role("button", name="Apagar os dados de 1 contato").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Contato apagado")
    page.get_by_role("link", name="Ver na auditoria").click()
    expect(page.locator("#historia")).to_contain_text("Apagou dados do contato")
    assert Contact.objects.get(pk=contact.pk).name == ""
