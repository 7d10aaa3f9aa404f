"""What is fetched anew fades when somebody asked for it, not when the page looks by itself."""

from typing import Literal

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.e2e

LOOKING = """<div class="card" id="lista" hx-get="/lista/" hx-trigger="{}"><p>3 contatos</p></div>
<button type="button" hx-get="/lista/" hx-target="#lista">Atualizar</button>"""


def begin(shell: Page, *, trigger: str) -> list[Route]:
    """A card that looks for what is new; its requests, which nobody has answered yet."""
    asked: list[Route] = []
    shell.route("**/lista/", lambda route: asked.append(route))
    shell.route("**/cartao/", lambda route: route.fulfill(body=LOOKING.format(trigger)))
    shell.evaluate("htmx.ajax('GET', '/cartao/', {target: 'main'})")
    expect(shell.get_by_text("3 contatos")).to_be_visible()
    return asked


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_what_was_asked_for_fades_after_a_moment_until_it_comes(
    shell: Page, motion: Literal["no-preference", "reduce"]
) -> None:
    shell.emulate_media(reduced_motion=motion)
    asked = begin(shell, trigger="click")

    with shell.expect_request("**/lista/"):
        shell.get_by_role("button", name="Atualizar").click()
    expect(shell.locator("#lista")).to_have_attribute("aria-busy", "true")
    expect(shell.get_by_text("3 contatos")).to_have_css("transition-delay", "0.3s")
    expect(shell.get_by_text("3 contatos")).to_have_css("opacity", "0.5")

    asked.pop().fulfill(body="4 contatos")
    expect(shell.locator("#lista:not([aria-busy])")).to_have_text("4 contatos")


def test_what_the_page_fetches_by_itself_is_neither_busy_nor_faded(shell: Page) -> None:
    shell.emulate_media(reduced_motion="reduce")
    begin(shell, trigger="every 1s")

    expect(shell.locator("#lista.htmx-request")).to_be_visible()

    expect(shell.locator("#lista")).not_to_have_attribute("aria-busy", "true")
    expect(shell.get_by_text("3 contatos")).to_have_css("opacity", "1")
