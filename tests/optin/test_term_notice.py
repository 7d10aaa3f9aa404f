"""With the adhesion term in force, page, API and submission ask for #OPTOUT in every HSM."""

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from hsm_templates import submission
from tests import factories
from tests.optin import term_world

pytestmark = pytest.mark.django_db

BODY = [{"type": "BODY", "text": "Seu pedido saiu hoje."}]
TEXT = {"name": "aviso", "language": "pt_BR", "category": "UTILITY", "components": BODY}


def lint_codes(client: APIClient) -> list[str]:
    answer = client.post("/api/v1/templates/lint/", TEXT, format="json")
    return [finding["code"] for finding in answer.json()["findings"]]


def test_by_api(supervisor_api: APIClient) -> None:
    assert "optout_not_told" not in lint_codes(supervisor_api)

    term_world.in_force()

    assert "optout_not_told" in lint_codes(supervisor_api)


def test_in_the_editor(supervisor_client: Client) -> None:
    said = {"name": "aviso", "language": "pt_BR", "category": "UTILITY", "body": "Seu pedido saiu."}
    term_world.in_force()

    html = supervisor_client.post(reverse("hsm_templates:preview"), said).content.decode()

    assert "só sai HSM que ensine a sair" in html


def test_on_the_page_of_a_template_and_at_submission(supervisor_client: Client) -> None:
    template = factories.template(components=BODY, status="draft")
    term_world.in_force()

    html = supervisor_client.get(reverse("hsm_templates:detail", args=[template.pk])).content

    assert "só sai HSM que ensine a sair" in html.decode()
    assert "optout_not_told" in [finding.code for finding in submission.check(template)]
