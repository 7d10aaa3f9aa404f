"""A draft outlives its tab; of two people at one draft the second is told, and nothing is lost."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from conecta.accounts.roles import Role
from conecta.whatsapp.models import Channel
from hsm_templates.models import Template
from tests import factories
from tests.desk import Desk
from tests.hsm_templates import world
from tests.journeys.processes import Conecta

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_what_was_typed_is_back_after_the_tab_is_killed(supervisor: Desk, channel: Channel) -> None:
    supervisor.arrive(reverse("hsm_templates:new"))
    page = supervisor.page
    page.locator("#id_name").fill("presente")
    page.get_by_label("Corpo", exact=True).fill("Olá, {{1}}, temos um presente.")
    page.locator("#hsm-mais-QUICK_REPLY").click()
    page.locator("[id='f-button.0']").fill("Quero")
    page.locator("[id='sample-body.1']").fill("Ana")
    expect(page.locator("#hsm-guardado")).to_contain_text("Guardado às")
    page.wait_for_load_state("networkidle")

    again = page.context.new_page()
    page.close(run_before_unload=False)
    again.goto(supervisor.url + reverse("hsm_templates:new"))

    expect(again.get_by_text("O que você não salvou voltou")).to_be_visible()
    expect(again.locator("#id_name")).to_have_value("presente")
    expect(again.get_by_label("Corpo", exact=True)).to_have_value("Olá, {{1}}, temos um presente.")
    expect(again.locator("[id='f-button.0']")).to_have_value("Quero")
    expect(again.locator("[id='sample-body.1']")).to_have_value("Ana")
    assert not Template.objects.exists()


def test_the_second_of_two_is_told_and_nothing_is_overwritten(
    supervisor: Desk, channel: Channel, conecta: Conecta, open_page: Callable[[], Page]
) -> None:
    draft = world.draft(account=channel.account)
    davi = Desk(open_page(), conecta.url, factories.user(Role.SUPERVISOR, name="Davi Luz"))
    for desk in (supervisor, davi):
        desk.arrive(reverse("hsm_templates:edit", args=[draft.pk]))
    first, second = supervisor.page, davi.page

    first.locator("#id_footer").fill("Da Camila")
    expect(first.locator("#hsm-guardado")).to_contain_text("Guardado")
    second.locator("#id_footer").fill("Do Davi")
    expect(second.locator("#hsm-guardado")).to_contain_text("Camila Portela também está editando")
    first.get_by_role("button", name="Salvar rascunho").click()
    expect(first.get_by_text("Rascunho aviso_de_visita salvo")).to_be_visible()
    second.get_by_role("button", name="Salvar rascunho").click()

    expect(second.get_by_text("Outra pessoa alterou este HSM enquanto você")).to_be_visible()
    expect(second.locator("#id_footer")).to_have_value("Do Davi")
    assert Template.objects.get().content.footer == "Da Camila"
