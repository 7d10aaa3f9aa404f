"""The one dialog: what htmx brings opens it, and focus comes and goes with it."""

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.e2e

FRAME = """<div class="dialog__frame"><h2 id="dialog-title">Cancelar 3 mensagens?</h2>
<form hx-post="/dialogo/" hx-target="#dialog">
<button type="button" data-dialog-close>Voltar</button>
<input name="total" {attributes}></form></div>"""


def serve(page: Page, *answers: tuple[int, str, dict[str, str]]) -> None:
    """The server's next answers at /dialogo/: status, body, headers."""
    waiting = list(answers)

    def answer(route: Route) -> None:
        status, body, headers = waiting.pop(0)
        route.fulfill(status=status, body=body, headers={"Content-Type": "text/html"} | headers)

    page.route("**/dialogo/", answer)


def open_dialog(page: Page) -> None:
    page.locator("[data-theme-toggle]").focus()
    page.evaluate("htmx.ajax('GET', '/dialogo/', {target: '#dialog'})")


def test_it_opens_with_the_first_field_focused_and_gives_focus_back(shell: Page) -> None:
    serve(shell, (200, FRAME.format(attributes=""), {}))

    open_dialog(shell)

    expect(shell.get_by_role("dialog", name="Cancelar 3 mensagens?")).to_be_visible()
    expect(shell.locator("[name=total]")).to_be_focused()

    shell.keyboard.press("Escape")

    expect(shell.locator("dialog[open]")).to_have_count(0)
    expect(shell.locator("[data-theme-toggle]")).to_be_focused()
    expect(shell.locator("#dialog")).to_be_empty()


def test_a_refused_form_comes_back_inside_it(shell: Page) -> None:
    wrong = FRAME.format(attributes='aria-invalid="true" value="2"')
    serve(shell, (200, FRAME.format(attributes=""), {}), (422, wrong, {}))

    open_dialog(shell)
    shell.locator("[name=total]").fill("2")
    shell.keyboard.press("Enter")

    expect(shell.locator("[aria-invalid=true]")).to_be_focused()


def test_an_error_is_told_inside_it_where_it_can_be_read(shell: Page) -> None:
    serve(shell, (200, FRAME.format(attributes=""), {}), (500, "", {}))

    open_dialog(shell)
    shell.locator("[name=total]").press("Enter")

    expect(shell.locator("dialog[open] [role=alert]")).to_contain_text("não conseguiu responder")


def test_the_server_closes_it_and_says_what_was_done(shell: Page) -> None:
    events = '{"dialog:close": {}, "toast": {"level": "success", "title": "Pronto"}}'
    serve(shell, (200, FRAME.format(attributes=""), {}), (204, "", {"HX-Trigger": events}))

    open_dialog(shell)
    shell.locator("[name=total]").press("Enter")

    expect(shell.locator("dialog[open]")).to_have_count(0)
    expect(shell.locator(".app .toast--success")).to_contain_text("Pronto")
