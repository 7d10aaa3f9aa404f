"""The 24-hour window counts down on the page, by the server's clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e


def show_window(page: Page, *, left: timedelta) -> None:
    context = {"until": datetime.now(UTC) + left, "chip": True}
    html = render_to_string("components/_window.html", context)
    page.route("**/janela/", lambda route: route.fulfill(content_type="text/html", body=html))
    page.evaluate("htmx.ajax('GET', '/janela/', {target: 'main'})")


def test_it_counts_down_and_closes_by_itself(shell: Page) -> None:
    shell.clock.install()
    shell.reload()
    show_window(shell, left=timedelta(seconds=100))
    expect(shell.get_by_text("00:02 restantes")).to_be_visible()
    shell.evaluate("document.addEventListener('window:closed', () => (document.title = 'fim'))")

    shell.clock.run_for(60_000)
    expect(shell.get_by_text("00:01 restantes")).to_be_visible()

    shell.clock.run_for(60_000)
    expect(shell.get_by_text("Fechada")).to_be_visible()
    expect(shell.get_by_text("restantes")).to_be_hidden()
    assert shell.title() == "fim"


def test_a_computer_with_the_wrong_date_shows_the_right_time(shell: Page) -> None:
    shell.clock.install(time=datetime.now(UTC) + timedelta(days=3))
    shell.reload()

    show_window(shell, left=timedelta(hours=3, minutes=11, seconds=30))

    expect(shell.get_by_text("03:12 restantes")).to_be_visible()
