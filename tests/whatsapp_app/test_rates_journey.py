"""In a browser: a rate that has not begun is taken back, and leaves the list without reloading."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from conecta.accounts.roles import Role
from conecta.whatsapp.models import Rate
from tests import factories
from tests.desk import Desk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_future_rate_is_asked_about_and_removed(page: Page, live_server: LiveServer) -> None:
    factories.rate(amount="0.035")
    factories.rate(amount="0.04", valid_from=date(2099, 1, 1))
    Desk(page, live_server.url, factories.user(Role.ADMINISTRATOR)).arrive(
        "/configuracoes/tarifas/"
    )

    page.get_by_role("button", name="Remover Utilidade").click()
    dialog = page.get_by_role("dialog", name="Remover a tarifa de Utilidade?")
    expect(dialog).to_contain_text("a partir de 01/01/2099")
    dialog.get_by_role("button", name="Remover R$").click()

    expect(page.locator(".toast")).to_contain_text("Tarifa removida")
    expect(dialog).to_be_hidden()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert [str(rate.amount) for rate in Rate.objects.all()] == ["0.035000"]
