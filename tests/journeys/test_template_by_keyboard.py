"""A marketing HSM with image, variables and buttons, by keyboard alone: from form to telephone."""

import base64
import re

import pytest
from playwright.sync_api import Locator, expect

from conecta.whatsapp.models import Channel
from contacts.models import Contact
from hsm_templates.models import Template
from tests import factories
from tests.desk import Desk
from tests.journeys.keyboard import Keyboard
from tests.journeys.processes import Conecta
from tests.journeys.telephone import Telephone

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

NUMBER, WA_ID = "+5551980266658", "555180266658"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
REJECTED = "A Meta viu sinais de golpe no texto."
REPLIES = ("Quero ver", "Agora não")


def test_written_refused_corrected_approved_sent_and_seen(
    conecta: Conecta, channel: Channel, supervisor: Desk, telephone: Telephone
) -> None:
    ana = factories.contact("Luciana Teixeira", NUMBER)
    keys = Keyboard(supervisor.page)
    supervisor.arrive()
    begin(supervisor, keys)
    write_texts(supervisor, keys)
    write_buttons(supervisor, keys)
    keys.press(supervisor.page.locator("#hsm-enviar"))

    status = supervisor.page.locator("h1 .badge")
    expect(status).to_have_text("Rejeitado")
    expect(supervisor.page.get_by_text(REJECTED).first).to_be_visible()
    correct(supervisor, keys)
    expect(status).to_have_text("Aprovado")
    assert Template.objects.get().content.body_text.startswith("Temos um presente")

    send(supervisor, keys, ana)
    telephone.open(WA_ID, channel.phone_number_id)
    see(telephone.bubbles.first)


def begin(supervisor: Desk, keys: Keyboard) -> None:
    """From the menu to an empty form, and who the HSM is."""
    page = supervisor.page
    keys.press(page.get_by_role("navigation", name="Principal").get_by_role("link", name="HSM"))
    keys.press(page.locator(".fab"))
    keys.write(page.locator("#id_name"), "presente_de_natal")
    keys.reach(page.get_by_role("radio", name="Utilidade"))
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="Marketing")).to_be_checked()
    keys.reach(page.get_by_role("radio", name="Nenhum"))
    page.keyboard.press("ArrowRight")
    expect(page.locator("#id_header")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#f-header\\.image")).to_be_visible()
    file = page.get_by_label("Arquivo de exemplo")
    keys.choose_file(file, name="sofa.png", content=PICTURE)
    expect(page.locator("[data-upload-state]")).to_contain_text("sofa.png")
    expect(page.locator(".phone img")).to_be_visible()


def write_texts(supervisor: Desk, keys: Keyboard) -> None:
    """The variables by their button, which stands before the text."""
    page = supervisor.page
    body, insert = page.get_by_label("Corpo", exact=True), page.locator("#hsm-inserir")
    keys.write(body, "Você ganhou um presente, ")
    keys.press(insert, backwards=True)
    expect(body).to_be_focused()
    keys.type("! Retire em ")
    keys.press(insert, backwards=True)
    keys.type(", até sábado.")
    expect(body).to_have_value("Você ganhou um presente, {{1}}! Retire em {{2}}, até sábado.")
    keys.write(page.locator("[id='sample-body.1']"), "Ana")
    keys.write(page.locator("[id='sample-body.2']"), "Pinheiros")
    expect(page.locator(".phone .wa__bubble")).to_contain_text("Retire em Pinheiros, até sábado.")


def write_buttons(supervisor: Desk, keys: Keyboard) -> None:
    """Each comes with the caret in its text."""
    page = supervisor.page
    for index, text in enumerate(REPLIES):
        keys.press(page.locator("#hsm-mais-QUICK_REPLY"))
        expect(page.locator(f"[id='f-button.{index}']")).to_be_focused()
        keys.type(text)
    keys.press(page.locator("#hsm-mais-URL"))
    expect(page.locator("[id='f-button.2']")).to_be_focused()
    keys.type("Ver a loja")
    keys.write(page.locator("[id='button.2.url']"), "https://www.aurora.com.br/p/{{1}}")
    keys.write(page.locator("[id='f-button.2.url']"), "8812")
    expect(page.locator("#hsm-resumo")).to_contain_text("pronto para enviar")
    expect(page.locator(".phone .wa__action")).to_have_text([*REPLIES, "Ver a loja"])


def correct(supervisor: Desk, keys: Keyboard) -> None:
    page = supervisor.page
    keys.press(page.locator("#hsm-editar"))
    keys.write(
        page.get_by_label("Corpo", exact=True),
        "Temos um presente para você, {{1}}! Retire em {{2}}, até sábado.",
    )
    expect(page.locator(".phone .wa__bubble")).to_contain_text("para você, Ana!")
    expect(page.locator(".phone img")).to_be_visible()
    keys.press(page.locator("#hsm-enviar"))


def send(supervisor: Desk, keys: Keyboard, to: Contact) -> None:
    page = supervisor.page
    page.goto(supervisor.url + to.get_absolute_url())
    keys.press(page.get_by_role("button", name="Enviar mensagem ativa"))
    dialog = page.get_by_role("dialog")
    keys.reach(dialog.get_by_role("radio", name="presente_de_natal"))
    page.keyboard.press("Space")
    keys.press(dialog.get_by_role("button", name="Usar o arquivo do exemplo"))
    expect(dialog.get_by_label("Cabeçalho imagem")).to_have_value(re.compile(r"^\d+$"))
    values = {"body.1": "Luciana", "body.2": "Moema", "button.2.url": "17"}
    for key, value in values.items():
        keys.write(dialog.locator(f"[id='id-value.{key}']"), value)
    expect(dialog.locator(".wa__bubble")).to_contain_text("Luciana! Retire em Moema, até sábado.")
    expect(dialog.locator(".wa__action")).to_have_text([*REPLIES, "Ver a loja"])
    # The last preview has come: the button is not drawn anew under the finger.
    page.wait_for_load_state("networkidle")
    keys.press(dialog.locator("#compose-submit:not([aria-disabled])"))
    expect(dialog).to_be_hidden()


def see(bubble: Locator) -> None:
    """The telephone shows what the preview showed."""
    expect(bubble).to_contain_text("Foto")
    expect(bubble).to_contain_text(
        "Temos um presente para você, Luciana! Retire em Moema, até sábado."
    )
    expect(bubble.get_by_role("button")).to_have_text(list(REPLIES))
    expect(bubble).to_contain_text("Ver a loja")
