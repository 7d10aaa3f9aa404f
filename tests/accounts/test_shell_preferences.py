"""What the browser remembers of the shell, and the drawer of narrow screens."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e


def test_the_theme_is_remembered(shell: Page) -> None:
    shell.locator("[data-theme-toggle]").click()
    expect(shell.locator("html")).to_have_attribute("data-theme", "dark")

    shell.reload()

    expect(shell.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_collapsed_menu_is_remembered(shell: Page) -> None:
    shell.locator("[data-sidebar-toggle]").click()

    shell.reload()

    expect(shell.locator("[data-sidebar-toggle]")).to_have_attribute("aria-expanded", "false")
    assert shell.locator(".sidebar").bounding_box()["width"] == 68  # type: ignore[index]  # it is visible


def test_the_drawer_takes_the_page_out_of_reach_until_esc(shell: Page) -> None:
    shell.set_viewport_size({"width": 390, "height": 844})

    shell.get_by_role("button", name="Abrir menu").click()
    expect(shell.locator(".sheet")).to_have_attribute("inert", "")
    expect(shell.locator("[data-drawer-close]")).to_be_focused()

    shell.keyboard.press("Escape")

    expect(shell.locator(".sheet")).not_to_have_attribute("inert", "")
    expect(shell.get_by_role("button", name="Abrir menu")).to_be_focused()


def test_a_session_that_ended_leads_to_the_entrance(shell: Page) -> None:
    shell.context.clear_cookies()

    shell.evaluate("htmx.ajax('GET', '/senha/', {target: 'main'})")

    expect(shell.get_by_role("heading", name="Entrar no Conecta")).to_be_visible()
    assert "/entrar/?next=/senha/" in shell.url


def test_the_page_breaks_no_rule_of_the_policy(shell: Page) -> None:
    complaints: list[str] = []
    shell.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))

    shell.reload()
    shell.locator("summary.user").click()

    expect(shell.get_by_role("button", name="Sair")).to_be_visible()
    assert [it for it in complaints if not it.startswith("verbose")] == []
