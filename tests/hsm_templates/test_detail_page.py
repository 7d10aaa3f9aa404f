"""One HSM: what it says, why it stands where it stands, what happened, what may be done."""

import pytest
from django.test import Client
from django.urls import reverse

from conecta.accounts.roles import Role
from hsm_templates import submission
from hsm_templates.models import Template, TemplateStatus
from tests import factories
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db


def url(template: Template, name: str = "detail") -> str:
    return reverse(f"hsm_templates:{name}", args=[template.pk])


@pytest.fixture(autouse=True)
def _supervisor(client: Client) -> None:
    client.force_login(factories.user(Role.SUPERVISOR, name="Marina"))


def test_the_telephone_shows_the_text_with_its_samples(client: Client) -> None:
    template = world.draft(body="Olá, *{{1}}*! Até {{2}}.")

    content = client.get(url(template)).content.decode()

    assert "Olá, <strong>Ana</strong>! Até sexta às 10h." in content


def test_a_rejection_is_explained(client: Client) -> None:
    template = factories.template(
        status="rejected", meta_id="9", rejection_reason="A Meta viu sinais de golpe no texto."
    )

    content = client.get(url(template)).content.decode()

    assert "Por que a Meta rejeitou" in content
    assert "A Meta viu sinais de golpe no texto." in content


def test_what_happened_is_told_with_its_authors(client: Client) -> None:
    template = world.draft()
    submission.submit(template, by=factories.user(Role.SUPERVISOR, name="Bruno"))

    content = client.get(url(template)).content.decode()

    assert "Enviou HSM para análise" in content
    assert "Bruno" in content
    assert "Versão 1" in content
    assert "Categoria: Utilidade." in content


def test_the_history_is_not_for_agents(client: Client) -> None:
    template = world.draft()
    client.force_login(factories.user(Role.AGENT))

    content = client.get(url(template)).content.decode()

    assert "Histórico" not in content
    assert "Editar" not in content


def test_a_page_in_waiting_asks_and_turns_without_reloading(client: Client) -> None:
    template = factories.template(status="pending", meta_id="9", name="aviso")
    page = client.get(url(template))
    seen = page.context["seen"]
    assert 'hx-trigger="every 2s"' in page.content.decode()
    asked = client.get(url(template), {"seen": seen}, headers={"HX-Request": "true"})
    assert asked.status_code == 204
    template.status = TemplateStatus.APPROVED
    template.save()

    news = client.get(url(template), {"seen": seen}, headers={"HX-Request": "true"})

    content = news.content.decode()
    assert content.startswith('\n<div id="hsm">')
    assert "aviso: Aprovado." in content
    assert "every" not in content


def test_submitting_answers_with_the_page_in_waiting(client: Client) -> None:
    template = world.draft()

    answer = client.post(url(template, "submit"))

    template.refresh_from_db()
    assert template.status == TemplateStatus.SUBMITTING
    assert "Enviando à Meta" in answer.content.decode()


def test_a_text_with_errors_is_not_submitted_and_says_why(client: Client) -> None:
    template = world.draft(body="Olá, {{1}}", samples={"body.1": "Ana"})

    answer = client.post(url(template, "submit"))

    template.refresh_from_db()
    assert template.status == TemplateStatus.DRAFT
    assert "Corrija 1 erro antes de enviar" in answer.headers["HX-Trigger"]
    assert "Corrija 1 erro para enviar." in answer.content.decode()


def test_the_dialog_names_what_would_be_deleted(client: Client) -> None:
    template = world.draft(name="aviso_de_visita")

    content = client.get(url(template, "delete")).content.decode()

    assert "Excluir aviso_de_visita?" in content
    assert Template.objects.filter(pk=template.pk).exists()


def test_deleting_a_draft_leads_back_to_the_list(client: Client) -> None:
    template = world.draft()

    answer = client.post(url(template, "delete"))

    assert answer.headers["HX-Redirect"] == reverse("hsm_templates:list")
    assert not Template.objects.exists()


def test_what_cannot_be_deleted_says_so_in_the_dialog(client: Client) -> None:
    template = factories.template(status="disabled", meta_id="9")

    answer = client.post(url(template, "delete"))

    assert answer.status_code == 422
    assert "A Meta não deixa excluir um HSM que ela desativou." in answer.content.decode()
