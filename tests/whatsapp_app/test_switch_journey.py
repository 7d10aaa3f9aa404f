"""In a browser: switches move, are undone, and stand still for agents."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from conecta.accounts.roles import Role
from conecta.whatsapp.models import Channel
from tests import factories
from tests.desk import Desk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def open_channels(page: Page, live_server: LiveServer, role: Role) -> None:
    Desk(page, live_server.url, factories.user(role)).arrive("/configuracoes/canais/")


def test_a_switch_moves_and_is_undone_without_reloading(
    page: Page, live_server: LiveServer
) -> None:
    factories.channel(name="Aurora SAC")
    open_channels(page, live_server, Role.SUPERVISOR)
    switch = page.get_by_role("switch", name="Receptivo: Aurora SAC")

    switch.click()
    expect(page.locator(".toast")).to_contain_text("Aurora SAC agora é Receptivo")
    expect(page.locator("td[data-label=Limite]")).to_contain_text("Não se aplica")
    expect(switch).to_be_checked()
    expect(switch).to_be_focused()

    page.get_by_role("button", name="Desfazer").click()
    expect(switch).not_to_be_checked()
    assert not Channel.objects.get().receptive


def test_a_switch_that_the_server_refuses_goes_back(page: Page, live_server: LiveServer) -> None:
    factories.channel(name="Aurora SAC")
    open_channels(page, live_server, Role.SUPERVISOR)
    page.route("**/receptivo/", lambda route: route.fulfill(status=500, body=""))
    switch = page.get_by_role("switch", name="Receptivo: Aurora SAC")

    switch.click()

    expect(page.locator(".toast--error")).to_be_visible()
    expect(switch).not_to_be_checked()


def test_an_agents_switch_keeps_the_focus_and_does_not_move(
    page: Page, live_server: LiveServer
) -> None:
    factories.channel(name="Aurora SAC")
    open_channels(page, live_server, Role.AGENT)
    switch = page.get_by_role("switch", name="Receptivo: Aurora SAC")

    switch.focus()
    page.keyboard.press("Space")

    expect(switch).to_be_focused()
    expect(switch).not_to_be_checked()
    assert not Channel.objects.get().receptive
