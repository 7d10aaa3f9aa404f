"""Toasts: they leave by themselves, wait while they are read, and offer the way back."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.e2e


def tell(page: Page, **detail: object) -> None:
    page.evaluate(
        "detail => document.dispatchEvent(new CustomEvent('toast', {detail}))",
        {"level": "success", "title": "Contato cadastrado"} | detail,
    )


def test_a_toast_leaves_after_ten_seconds(shell: Page) -> None:
    shell.clock.install(time=0)
    shell.reload()
    # Standing still from here on: it moves by what run_for says, however slow the machine is.
    shell.clock.pause_at(3600)

    tell(shell)
    shell.clock.run_for(9_900)
    expect(shell.locator(".toast")).to_have_count(1)
    shell.clock.run_for(200)

    expect(shell.locator(".toast")).to_have_count(0)


def test_a_toast_waits_while_it_has_the_focus(shell: Page) -> None:
    shell.clock.install()
    shell.reload()

    tell(shell)
    shell.locator(".toast [data-toast-close]").focus()
    shell.clock.run_for(60_000)

    expect(shell.locator(".toast")).to_have_count(1)


def test_undoing_posts_with_the_token_and_removes_the_toast(shell: Page) -> None:
    asked: list[tuple[str, str | None]] = []

    def answer(route: Route) -> None:
        asked.append((route.request.method, route.request.header_value("X-CSRFToken")))
        event = {"toast": {"level": "info", "title": "Desfeito"}}
        route.fulfill(status=204, headers={"HX-Trigger": json.dumps(event)})

    shell.route("**/desfazer/", answer)
    tell(shell, undo={"url": "/desfazer/"})

    shell.get_by_role("button", name="Desfazer").click()

    expect(shell.locator(".toast")).to_have_text("Desfeito")
    [(method, token)] = asked
    assert method == "POST"
    assert token


def test_the_same_trouble_is_told_once_and_the_same_success_each_time(shell: Page) -> None:
    for level in ("error", "success"):
        tell(shell, level=level)
        tell(shell, level=level)

    expect(shell.locator(".toast--error")).to_have_count(1)
    expect(shell.locator(".toast--success")).to_have_count(2)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (403, "Seu perfil não permite"),
        (404, "Não encontramos"),
        (409, "Alguém mudou isto antes"),
        (500, "não conseguiu responder"),
    ],
)
def test_a_refusal_of_the_server_says_what_to_do(shell: Page, status: int, words: str) -> None:
    shell.route("**/acao/", lambda route: route.fulfill(status=status, body="x"))

    shell.evaluate("htmx.ajax('GET', '/acao/', {target: 'main'}).catch(() => 0)")

    expect(shell.get_by_role("alert")).to_contain_text(words)


def test_a_lost_connection_says_what_to_do(shell: Page) -> None:
    shell.route("**/acao/", lambda route: route.abort())

    shell.evaluate("htmx.ajax('GET', '/acao/', {target: 'main'}).catch(() => 0)")

    expect(shell.get_by_role("alert")).to_contain_text("Sem conexão")
