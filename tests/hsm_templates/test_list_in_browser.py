"""The list of HSM under a person's hands: ticks, the number typed, the reason reached by Tab."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from conecta.accounts.roles import Role
from conecta.whatsapp.models import BusinessAccount
from hsm_templates.models import Template
from tests import factories
from tests.desk import Desk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
REASON = "A Meta viu sinais de golpe no texto."


@pytest.fixture
def account() -> BusinessAccount:
    return factories.account()


@pytest.fixture
def listed(page: Page, live_server: LiveServer, account: BusinessAccount) -> Page:
    """A supervisor has the list open: two drafts, one under review, one rejected."""
    page.clock.install()
    for name, status in (("a", "draft"), ("b", "draft"), ("c", "pending")):
        factories.template(account=account, name=name, status=status)
    factories.template(account=account, name="d", status="rejected", rejection_reason=REASON)
    Desk(page, live_server.url, factories.user(Role.SUPERVISOR)).arrive(
        reverse("hsm_templates:list")
    )
    return page


def test_what_was_ticked_is_deleted_once_its_number_is_typed(listed: Page) -> None:
    listed.get_by_label("Selecionar a").press("Space")
    listed.get_by_label("Selecionar b").press("Space")
    expect(listed.locator("#selecao")).to_contain_text("2 selecionados")

    listed.locator("#selecao").get_by_role("button", name="Excluir").press("Enter")
    expect(listed.get_by_label("Digite 2 para confirmar")).to_be_focused()
    listed.keyboard.type("2")
    listed.keyboard.press("Enter")

    expect(listed.get_by_role("dialog")).to_contain_text("2 de 2 HSM excluídos ou a caminho")
    expect(listed.get_by_label("Selecionar a")).to_have_count(0)
    assert list(Template.objects.order_by("name").values_list("name", flat=True)) == ["c", "d"]


def test_ticks_outlive_rows_that_follow_meta(listed: Page) -> None:
    listed.get_by_label("Selecionar a").press("Space")

    template = Template.objects.get(name="c")
    template.status = "approved"
    template.save()
    listed.clock.fast_forward(2_000)

    expect(listed.locator("tr", has_text="Aprovado")).to_have_count(1)
    expect(listed.get_by_label("Selecionar a")).to_be_checked()
    expect(listed.locator("#selecao")).to_contain_text("1 selecionado")


def test_the_reason_of_a_rejection_shows_on_focus(listed: Page) -> None:
    reason = listed.get_by_role("tooltip", include_hidden=True)
    expect(reason).to_be_hidden()

    listed.locator(".why").focus()

    expect(reason).to_be_visible()
    expect(reason).to_have_text(REASON)


def test_on_a_telephone_the_reason_stands_in_its_row(listed: Page) -> None:
    listed.set_viewport_size({"width": 390, "height": 844})

    expect(listed.get_by_text(REASON)).to_be_visible()


def test_the_sends_fill_in_by_themselves(listed: Page) -> None:
    expect(listed.locator("td[data-label='Envios 30 dias']").first).to_have_text("0")
