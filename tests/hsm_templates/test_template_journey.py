"""In a browser: write an HSM, see it judged as one types, submit it, watch it turn Aprovado."""

import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from conecta.accounts.roles import Role
from hsm_templates import publishing, sync
from hsm_templates.models import Template, TemplateStatus
from tests import factories
from tests.desk import Desk
from tests.hsm_templates.world import seconds
from tests.simulator import Simulator

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor(live_server: LiveServer, page: Page) -> Page:
    """The empty form, as a supervisor of the only account."""
    factories.channel()
    Desk(page, live_server.url, factories.user(Role.SUPERVISOR)).arrive(
        reverse("hsm_templates:new")
    )
    return page


def write(page: Page, body: str) -> None:
    page.get_by_label("Nome", exact=False).first.fill("aviso_de_visita")
    page.get_by_label("Corpo", exact=True).fill(body)


def test_written_submitted_and_approved_without_reloading(
    editor: Page, simulator: Simulator
) -> None:
    simulator.config(review_seconds=0)
    editor.clock.install()
    write(editor, "Olá! Sua visita está marcada.")
    with editor.expect_navigation():
        editor.get_by_role("button", name="Enviar para análise").click()
    editor.evaluate("window.stayed = true")
    expect(editor.get_by_text("Enviando à Meta").first).to_be_visible()

    publishing.publish_due()
    editor.clock.fast_forward(2_000)
    expect(editor.get_by_text("Em análise").first).to_be_visible()
    with time_machine.travel(timezone.now() + seconds(61)):
        sync.read_again()
    editor.clock.fast_forward(2_000)

    expect(editor.locator("h1 .badge")).to_have_text("Aprovado")
    expect(editor.locator("#hsm-novidade")).to_have_text("aviso_de_visita: Aprovado.")
    assert editor.evaluate("window.stayed") is True
    assert Template.objects.get().status == TemplateStatus.APPROVED


def test_errors_block_submission_until_they_are_corrected(editor: Page) -> None:
    write(editor, "Olá, {{1}}")
    submit = editor.get_by_role("button", name="Enviar para análise")
    expect(submit).to_have_attribute("aria-disabled", "true")
    expect(editor.locator("#hsm-resumo")).to_have_text("Corrija 2 erros para enviar.")

    submit.click(force=True)
    assert not Template.objects.exists()

    editor.get_by_label("Corpo", exact=True).fill("Olá, {{1}}, tudo certo.")
    editor.locator("[id='sample-body.1']").fill("Ana")
    expect(editor.locator(".wa__bubble")).to_contain_text("Olá, Ana, tudo certo.")
    expect(submit).not_to_have_attribute("aria-disabled", "true")


def test_the_toolbar_writes_at_the_caret(editor: Page) -> None:
    body = editor.get_by_label("Corpo", exact=True)
    body.fill("Olá, cliente")
    body.evaluate("field => field.setSelectionRange(5, 12)")

    editor.get_by_role("button", name="Negrito").click()
    expect(body).to_have_value("Olá, *cliente*")
    body.press("End")
    editor.get_by_role("button", name="Inserir variável").click()
    editor.get_by_role("button", name="Inserir variável").click()

    expect(body).to_have_value("Olá, *cliente*{{1}}{{2}}")
    expect(editor.locator("#hsm-exemplos .field")).to_have_count(2)


def test_a_variable_in_the_middle_renumbers_the_others_with_their_samples(editor: Page) -> None:
    write(editor, "Oi, {{1}}, tudo bem?")
    editor.locator("[id='sample-body.1']").fill("Ana")
    body = editor.get_by_label("Corpo", exact=True)
    body.evaluate("field => field.setSelectionRange(2, 2)")

    editor.get_by_role("button", name="Inserir variável").click()

    expect(body).to_have_value("Oi{{1}}, {{2}}, tudo bem?")
    expect(editor.locator("[id='sample-body.2']")).to_have_value("Ana")

    editor.get_by_role("button", name="Remover do corpo a variável {{1}}").click()

    expect(body).to_have_value("Oi, {{1}}, tudo bem?")
    expect(editor.locator("[id='sample-body.1']")).to_have_value("Ana")


def test_variables_are_inserted_by_name_once_they_have_names(editor: Page) -> None:
    write(editor, "Oi, {{1}}, tudo bem?")
    editor.get_by_role("button", name="Usar nomes").click()
    body = editor.get_by_label("Corpo", exact=True)
    expect(body).to_have_value("Oi, {{valor_a}}, tudo bem?")

    body.press("End")
    editor.get_by_label("Nome da variável").fill("Cidade")
    editor.get_by_role("button", name="Inserir variável").click()

    expect(body).to_have_value("Oi, {{valor_a}}, tudo bem?{{cidade}}")
    expect(editor.locator("[id='sample-body.cidade']")).to_be_visible()


def test_a_file_of_the_wrong_type_is_refused_before_it_leaves(editor: Page) -> None:
    editor.get_by_role("radio", name="Imagem").check(force=True)
    file = editor.get_by_label("Arquivo de exemplo")
    expect(file).to_be_visible()

    file.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"oi"})

    expect(editor.locator("[data-upload-state]")).to_contain_text("Este arquivo não serve")


def test_an_emoji_is_written_at_the_caret(editor: Page) -> None:
    write(editor, "Oba! ")
    editor.locator("[data-emoji] summary").click()
    editor.get_by_role("button", name="festa").click()

    expect(editor.get_by_label("Corpo", exact=True)).to_have_value("Oba! 🎉")


def test_the_name_is_written_as_meta_accepts_it(editor: Page) -> None:
    name = editor.get_by_label("Nome", exact=False).first

    name.press_sequentially("Promoção de Natal")

    expect(name).to_have_value("promocao_de_natal")
    expect(editor.locator("#hsm-nome")).to_contain_text("Nome livre nesta conta.")
    expect(editor.locator("[data-count=id_name]")).to_have_text("17/512")


def test_the_suggested_footer_teaches_to_leave(editor: Page) -> None:
    editor.get_by_label("Marketing").check()
    expect(editor.get_by_text("o rodapé não cita #OPTOUT")).to_be_visible()

    editor.get_by_role("button", name=re.compile("Usar “Envie #OPTOUT")).click()

    expect(editor.get_by_text("o rodapé não cita #OPTOUT")).to_have_count(0)


def test_what_is_typed_into_a_sample_is_not_overwritten(editor: Page) -> None:
    write(editor, "Olá, {{1}}, tudo certo.")
    sample = editor.locator("[id='sample-body.1']")

    sample.press_sequentially("Ana Beatriz de Souza", delay=40)

    expect(editor.locator(".wa__bubble")).to_contain_text("Ana Beatriz de Souza")
    expect(sample).to_have_value("Ana Beatriz de Souza")
    expect(sample).to_be_focused()


def test_a_draft_is_deleted_from_the_list_after_a_question(editor: Page) -> None:
    write(editor, "Olá! Sua visita está marcada.")
    with editor.expect_navigation():
        editor.get_by_role("button", name="Salvar rascunho").click()
    editor.get_by_role("link", name="HSM").first.click()

    editor.get_by_role("button", name="Excluir aviso_de_visita").click()
    question = editor.get_by_role("dialog")
    expect(question).to_contain_text("Excluir aviso_de_visita?")
    question.get_by_role("button", name="Excluir aviso_de_visita").click()

    expect(editor.get_by_text("Rascunho aviso_de_visita excluído")).to_be_visible()
    assert not Template.objects.exists()
