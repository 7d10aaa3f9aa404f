"""The pages of messages under a person's hands: keyboard, focus, what is typed, what follows."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from conecta.accounts.roles import Role
from conecta.whatsapp.models import Channel
from contacts.models import Contact
from hsm_templates.models import Template
from messaging.models import (
    Conversation,
    Direction,
    MediaFile,
    Message,
    MessageKind,
    MessageStatus,
)
from tests import factories
from tests.desk import Desk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ana() -> Contact:
    return factories.contact("Ana Beatriz", "+55 11 98765-4321")


@pytest.fixture
def talk(channel: Channel, ana: Contact) -> Conversation:
    """Ana wrote two hours ago."""
    return factories.inbound(channel, ana, "Bom dia", ago=timedelta(hours=2)).conversation


@pytest.fixture
def thread(page: Page, live_server: LiveServer, talk: Conversation) -> Page:
    """An agent has the conversation open, which asks for what is new every two seconds."""
    page.clock.install()
    place = reverse("messaging:thread", args=[talk.pk])
    Desk(page, live_server.url, factories.user(Role.AGENT)).arrive(place)
    return page


def open_dialog(page: Page) -> None:
    page.locator(".pane__head").get_by_role("button", name="Enviar HSM").press("Enter")
    expect(page.get_by_role("dialog", name="Enviar mensagem ativa")).to_be_visible()


def sent() -> list[str]:
    rows = Message.objects.filter(direction=Direction.OUTBOUND)
    return list(rows.order_by("id").values_list("text", flat=True))


def test_a_message_is_sent_by_the_keyboard_alone(thread: Page, template: Template) -> None:
    open_dialog(thread)
    expect(thread.get_by_label("Buscar HSM")).to_be_focused()

    thread.keyboard.type("pedido")
    expect(thread.locator("#compose-count")).to_contain_text("1 de 1")
    thread.keyboard.press("Enter")
    thread.keyboard.press("Space")
    field = thread.get_by_label("Variável {{1}}")
    expect(field).to_have_value("Ana")
    thread.keyboard.press("Tab")
    expect(field).to_be_focused()
    thread.keyboard.press("Enter")

    expect(thread.locator("dialog[open]")).to_have_count(0)
    expect(thread.locator(".msg--out")).to_contain_text("Olá, Ana! Seu pedido saiu.")
    expect(thread.locator(".toast--success")).to_contain_text("Mensagem na fila de envio")
    assert sent() == ["Olá, Ana! Seu pedido saiu."]


def test_who_types_faster_than_the_list_answers_gets_what_was_searched(
    thread: Page, template: Template
) -> None:
    factories.template(account=template.account, name="aviso_antes_no_alfabeto")
    open_dialog(thread)
    searches: list[Route] = []
    thread.route("**/mensagem/previa/?parte=picker", lambda route: searches.append(route))

    thread.keyboard.type("pedido_")
    with thread.expect_request("**/mensagem/previa/?parte=picker"):
        thread.keyboard.press("Enter")
    thread.keyboard.press("Space")
    expect(thread.get_by_label("Buscar HSM")).to_be_focused()
    searches[0].continue_()

    found = thread.get_by_role("radio")
    expect(found).to_have_count(1)
    expect(found).to_be_focused()
    expect(found).to_be_checked()
    expect(thread.get_by_label("Variável {{1}}")).to_have_value("Ana")
    assert len(searches) == 1


def test_who_types_on_after_enter_stays_in_the_search(thread: Page, template: Template) -> None:
    open_dialog(thread)
    searches: list[Route] = []
    place = "**/mensagem/previa/?parte=picker"
    thread.route(place, lambda route: searches.append(route), times=1)
    thread.keyboard.type("ped")
    with thread.expect_request(place):
        thread.keyboard.press("Enter")

    thread.keyboard.type("ido_x")
    searches[0].continue_()

    expect(thread.locator("#compose-count")).to_contain_text("0 de 1")
    expect(thread.get_by_label("Buscar HSM")).to_be_focused()
    expect(thread.get_by_label("Buscar HSM")).to_have_value("pedido_x")


def test_what_is_chosen_while_a_list_is_on_its_way_stays_chosen(
    thread: Page, template: Template
) -> None:
    factories.template(account=template.account, name="segunda_via")
    open_dialog(thread)
    searches: list[Route] = []
    place = "**/mensagem/previa/?parte=picker"
    thread.route(place, lambda route: searches.append(route), times=1)
    with thread.expect_request(place):
        thread.keyboard.type("segunda")
        thread.clock.run_for(300)

    thread.get_by_role("radio", name=template.name).check()
    searches[0].continue_()

    expect(thread.locator("#compose-count")).to_contain_text("1 de 2")
    expect(thread.get_by_role("radio")).to_have_count(2)
    expect(thread.get_by_role("radio", name=template.name)).to_be_checked()
    expect(thread.get_by_label("Variável {{1}}")).to_have_value("Ana")


def test_a_blocked_button_keeps_focus_and_reason_and_sends_nothing(
    thread: Page, template: Template
) -> None:
    open_dialog(thread)
    thread.get_by_role("radio", name=template.name).check()
    thread.get_by_label("Variável {{1}}").fill("")
    button = thread.get_by_role("button", name="Enviar 1 mensagem")
    expect(thread.locator("#compose-reasons")).to_contain_text("Preencha {{1}} do corpo.")

    thread.get_by_label("Variável {{1}}").press("Enter")
    button.click(force=True)
    button.focus()

    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_have_attribute("aria-describedby", "compose-reasons")
    expect(thread.get_by_role("dialog", name="Enviar mensagem ativa")).to_be_visible()
    assert sent() == []


def test_a_preview_that_is_late_costs_no_send(thread: Page, template: Template) -> None:
    open_dialog(thread)
    thread.get_by_role("radio", name=template.name).check()
    field = thread.get_by_label("Variável {{1}}")
    previews: list[Route] = []
    sends: list[Route] = []
    thread.route("**/mensagem/previa/**", lambda route: previews.append(route))
    thread.route("**/mensagem/enviar/", lambda route: sends.append(route))
    with thread.expect_request("**/mensagem/previa/**"):
        field.fill("Bia")

    with thread.expect_request("**/mensagem/enviar/"):
        field.press("Enter")
    field.press("End")
    thread.keyboard.type("!")
    sends[0].continue_()

    expect(thread.locator("dialog[open]")).to_have_count(0)
    assert previews
    assert sent() == ["Olá, Bia! Seu pedido saiu."]


def test_focus_and_caret_stay_in_the_field_while_the_check_refreshes(
    thread: Page, template: Template
) -> None:
    open_dialog(thread)
    thread.get_by_role("radio", name=template.name).check()
    field = thread.get_by_label("Variável {{1}}")
    field.fill("Bia")
    expect(thread.locator(".wa__bubble")).to_contain_text("Olá, Bia!")

    field.press("Home")
    thread.keyboard.type("Ana ")

    expect(thread.locator(".wa__bubble")).to_contain_text("Olá, Ana Bia!")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionStart") == 4


def test_a_double_click_sends_one(thread: Page, template: Template) -> None:
    open_dialog(thread)
    thread.get_by_role("radio", name=template.name).check()
    expect(thread.locator("#compose-news")).to_have_text("Envio permitido.")

    thread.get_by_role("button", name="Enviar 1 mensagem").dblclick()

    expect(thread.locator(".msg--out")).to_have_count(1)
    assert len(sent()) == 1


def test_escape_closes_the_dialog_and_gives_focus_back(thread: Page, template: Template) -> None:
    open_dialog(thread)

    thread.keyboard.press("Escape")

    expect(thread.locator("dialog[open]")).to_have_count(0)
    expect(thread.locator(".pane__head").get_by_role("button", name="Enviar HSM")).to_be_focused()


def test_enter_pressed_twice_sends_one_and_keeps_what_was_typed_since(thread: Page) -> None:
    box = thread.get_by_label("Mensagem", exact=True)
    box.fill("Bom dia, Ana!")
    box.press("Enter")
    box.press("Enter")
    thread.keyboard.type(" Tudo bem?")

    expect(thread.locator(".msg--out")).to_have_count(1)
    # The blank stays when the first message had left before it was typed.
    expect(box).to_have_value(re.compile(r"^ ?Tudo bem\?$"))
    expect(box).to_be_focused()
    assert sent() == ["Bom dia, Ana!"]


def test_what_is_being_typed_survives_what_arrives(
    thread: Page, channel: Channel, ana: Contact
) -> None:
    box = thread.get_by_label("Mensagem", exact=True)
    box.fill("Já estou vendo")

    factories.inbound(channel, ana, "Alô?")
    factories.red(ana)
    thread.clock.fast_forward(2_000)

    expect(thread.locator(".msg").last).to_contain_text("Alô?")
    expect(thread.locator("#thread-optin")).to_have_text("Recusado")
    expect(box).to_have_value("Já estou vendo")
    expect(box).to_be_focused()


def test_a_window_that_closes_shuts_the_box_and_shows_what_was_typed(thread: Page) -> None:
    box = thread.get_by_label("Mensagem", exact=True)
    box.fill("Quase a tempo")

    Conversation.objects.update(last_inbound_at=timezone.now() - timedelta(hours=25))
    thread.clock.fast_forward(2_000)

    expect(thread.locator("#composer-notice")).to_contain_text("A janela de 24 h está fechada")
    expect(box).to_have_value("Quase a tempo")
    expect(thread.get_by_role("button", name="Enviar", exact=True)).to_be_hidden()
    box.press("Enter")
    box.fill("")
    expect(box).to_be_hidden()
    assert sent() == []


def test_ticks_climb_and_the_reader_stays_where_they_are(
    thread: Page, channel: Channel, ana: Contact
) -> None:
    hsm = factories.template(account=channel.account)
    for _ in range(20):
        factories.message(channel, ana, template=hsm, status=MessageStatus.SENT, due_at=None)
    thread.clock.fast_forward(2_000)
    expect(thread.locator(".msg .state").last).to_have_text("Enviada")
    pane = thread.locator("#thread")
    at_end = pane.evaluate("pane => pane.scrollHeight - pane.scrollTop - pane.clientHeight")
    pane.evaluate("pane => pane.scrollTo(0, 0)")

    Message.objects.filter(direction="out").update(status=MessageStatus.READ)
    thread.clock.fast_forward(2_000)

    expect(thread.locator(".msg .state").last).to_have_text("Lida")
    assert at_end < 2
    assert pane.evaluate("pane => pane.scrollTop") == 0


def test_a_sound_that_plays_is_not_replaced_by_what_follows(
    thread: Page, channel: Channel, ana: Contact
) -> None:
    sound = factories.inbound(channel, ana, "", kind=MessageKind.AUDIO)
    MediaFile.objects.create(message=sound, media_id="1", mime_type="audio/ogg", file="inbound/x")
    thread.clock.fast_forward(2_000)
    player = thread.locator(".msg audio")
    expect(player).to_be_visible()
    player.evaluate("player => (player.dataset.same = 'yes')")

    factories.inbound(channel, ana, "Ouviu?")
    thread.clock.fast_forward(2_000)

    expect(thread.locator(".msg").last).to_contain_text("Ouviu?")
    expect(player).to_have_attribute("data-same", "yes")
