"""Templates by API: submit, lint, delete, sync, and who may."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from conecta.accounts.roles import Role
from hsm_templates.models import AccountSync, Template, TemplateStatus
from tests import factories
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db
URL = "/api/v1/templates/"


def api(role: Role) -> APIClient:
    client = APIClient()
    client.force_authenticate(factories.user(role))
    return client


@pytest.fixture
def supervisor() -> APIClient:
    return api(Role.SUPERVISOR)


def test_a_draft_is_submitted(supervisor: APIClient) -> None:
    template = world.draft()

    answer = supervisor.post(f"{URL}{template.pk}/submit/")

    assert (answer.status_code, answer.json()["status"]) == (200, "submitting")


def test_a_text_with_errors_answers_each_of_them(supervisor: APIClient) -> None:
    template = world.draft(body="Olá, {{1}}", samples={})

    answer = supervisor.post(f"{URL}{template.pk}/submit/")

    assert (answer.status_code, answer.json()["code"]) == (400, "lint")
    found = [(finding["field"], finding["code"]) for finding in answer.json()["findings"]]
    assert found == [("body", "variable_at_end"), ("body.1", "sample_missing")]
    template.refresh_from_db()
    assert template.status == TemplateStatus.DRAFT


def test_a_text_is_checked_and_nothing_is_kept(supervisor: APIClient) -> None:
    text = {
        "name": "Pedido",
        "category": "UTILITY",
        "components": [{"type": "BODY", "text": "Seu pedido saiu."}],
    }

    answer = supervisor.post(f"{URL}lint/", text, format="json")

    assert answer.status_code == 200
    assert answer.json()["valid"] is False
    assert answer.json()["findings"][0] == {
        "level": "error",
        "field": "name",
        "code": "name_invalid",
        "message": "Nome com caracteres que a Meta não aceita",
        "cure": "Use só letras minúsculas sem acento, números e _. Sugestão: pedido.",
    }
    assert not Template.objects.exists()


def test_a_draft_is_deleted_at_once(supervisor: APIClient) -> None:
    template = world.draft()

    assert supervisor.delete(f"{URL}{template.pk}/").status_code == 204
    assert not Template.objects.exists()


def test_what_meta_knows_is_deleted_by_and_by(supervisor: APIClient) -> None:
    template = factories.template(meta_id="9")

    answer = supervisor.delete(f"{URL}{template.pk}/")

    assert (answer.status_code, answer.json()["status"]) == (202, "deleting")


def test_every_account_is_read(supervisor: APIClient) -> None:
    account = factories.account()

    answer = supervisor.post(f"{URL}sync/")

    assert (answer.status_code, answer.json()) == (202, {"accounts": [account.pk]})
    assert AccountSync.objects.get().due_at is not None


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("get", "", True),
        ("get", "{pk}/", True),
        ("post", "", False),
        ("patch", "{pk}/", False),
        ("put", "{pk}/", False),
        ("delete", "{pk}/", False),
        ("post", "{pk}/submit/", False),
        ("post", "lint/", False),
        ("post", "sync/", False),
    ],
)
def test_an_agent_only_looks(method: str, path: str, allowed: bool) -> None:
    template = world.draft()
    before = Template.objects.values().get()

    answer: Any = getattr(api(Role.AGENT), method)(URL + path.format(pk=template.pk))

    assert (answer.status_code == 200) is allowed
    assert answer.status_code in {200, 403}
    assert Template.objects.values().get() == before


def test_without_a_token_nothing_is_told() -> None:
    world.draft()

    assert APIClient().get(URL).status_code == 401
