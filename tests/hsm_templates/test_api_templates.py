"""Templates by API, in Meta's own form: drafts, changes, lists."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from conecta.accounts.roles import Role
from hsm_templates import authoring
from hsm_templates.models import Template
from tests import factories
from tests.hsm_templates import accepted, world
from tests.hsm_templates.accepted import Accepted

pytestmark = pytest.mark.django_db
URL = "/api/v1/templates/"
BODY = {
    "type": "BODY",
    "text": "Olá, {{1}}! Seu pedido saiu.",
    "example": {"body_text": [["Ana"]]},
}
BUTTONS = {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Sim"}]}


@pytest.fixture
def api() -> APIClient:
    client = APIClient()
    client.force_authenticate(factories.user(Role.SUPERVISOR))
    return client


def said(**fields: Any) -> dict[str, Any]:
    return {
        "name": "pedido_saiu",
        "language": "pt_BR",
        "category": "UTILITY",
        "components": [BODY],
    } | fields


def test_a_draft_is_created_in_the_only_account(api: APIClient) -> None:
    account = factories.account()

    answer = api.post(URL, said(), format="json")

    assert answer.status_code == 201
    body = answer.json()
    assert (body["status"], body["account"], body["version"]) == ("draft", account.pk, 1)
    assert (body["components"], body["meta_id"]) == ([BODY], None)
    assert Template.objects.get().pk == body["id"]


def test_metas_words_are_taken_in_either_case_and_spelling(api: APIClient) -> None:
    factories.account()

    answer = api.post(URL, said(category="utility", language="en-US"), format="json")

    assert (answer.json()["category"], answer.json()["language"]) == ("UTILITY", "en_US")


def test_with_two_accounts_one_must_be_named(api: APIClient) -> None:
    factories.account()
    second = factories.account(waba_id="2")

    unnamed = api.post(URL, said(), format="json")
    named = api.post(URL, said(account=second.pk), format="json")

    assert (unnamed.status_code, unnamed.json()["code"]) == (400, "account_missing")
    assert (named.status_code, named.json()["account"]) == (201, second.pk)


@pytest.mark.parametrize("case", accepted.ALL, ids=str)
def test_every_kind_of_template_is_kept_as_it_was_said(api: APIClient, case: Accepted) -> None:
    factories.account()
    sent = said(category=case.category, components=list(case.components))

    made = api.post(URL, sent, format="json").json()

    assert made["components"] == list(case.components)
    assert Template.objects.get().components == list(case.components)


def test_of_two_bodies_none_is_lost_in_silence(api: APIClient) -> None:
    factories.account()

    answer = api.post(URL, said(components=[BODY, BODY]), format="json")

    assert (answer.status_code, answer.json()["code"]) == (400, "component_repeated")
    assert "BODY" in answer.json()["detail"]
    assert not Template.objects.exists()


def test_how_long_meta_tries_is_kept_and_changed(api: APIClient) -> None:
    factories.account()

    made = api.post(URL, said(ttl_seconds=600), format="json").json()
    changed = api.patch(f"{URL}{made['id']}/", {"ttl_seconds": None}, format="json").json()

    assert (made["ttl_seconds"], changed["ttl_seconds"]) == (600, None)


def test_a_duplicate_is_answered_with_the_existing_id(api: APIClient) -> None:
    first = world.draft()

    answer = api.post(URL, said(name=first.name), format="json")

    assert (answer.status_code, answer.json()["code"]) == (409, "duplicate")
    assert answer.json()["id"] == first.pk


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("category", "OTHER"), ("components", "text"), ("components", [1])],
)
def test_a_malformed_field_is_named(api: APIClient, field: str, value: Any) -> None:
    factories.account()

    answer = api.post(URL, said(**{field: value}), format="json")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert list(answer.json()["errors"]) == [field]


def test_one_field_is_changed_and_the_rest_stays(api: APIClient) -> None:
    template = world.draft()

    answer = api.patch(f"{URL}{template.pk}/", {"category": "MARKETING"}, format="json")

    assert answer.status_code == 200
    template.refresh_from_db()
    assert (template.category, template.version) == ("MARKETING", 2)
    assert template.content.body.samples == ("Ana", "sexta às 10h")


def test_components_are_replaced_whole(api: APIClient) -> None:
    template = world.draft()

    api.patch(f"{URL}{template.pk}/", {"components": [BODY]}, format="json")

    template.refresh_from_db()
    assert template.components == [BODY]


def test_buttons_come_and_go_with_the_components(api: APIClient) -> None:
    template = factories.template(status="rejected", meta_id="9", components=[BODY, BUTTONS])

    without = api.patch(f"{URL}{template.pk}/", {"components": [BODY]}, format="json").json()
    back = api.patch(f"{URL}{template.pk}/", {"components": [BODY, BUTTONS]}, format="json").json()

    assert (without["components"], back["components"]) == ([BODY], [BODY, BUTTONS])


def test_a_stale_version_is_a_conflict(api: APIClient) -> None:
    template = world.draft()
    data = world.data(template.account, footer="De outra pessoa")
    authoring.change(template, data, version=1, by=world.supervisor())

    answer = api.patch(
        f"{URL}{template.pk}/", {"category": "MARKETING", "version": 1}, format="json"
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "stale")
    template.refresh_from_db()
    assert template.category == "UTILITY"


def test_the_list_is_filtered_and_leaves_the_deleted_out(api: APIClient) -> None:
    account = factories.account()
    for name, status in (("a", "approved"), ("b", "paused"), ("c", "deleted")):
        factories.template(account=account, name=name, status=status)

    def names(query: str) -> list[str]:
        return sorted(row["name"] for row in api.get(f"{URL}?{query}").json()["results"])

    assert names("") == ["a", "b"]
    assert names("status=deleted") == ["c"]
    assert names("name=a&language=pt_BR") == ["a"]
    assert names("search=pedido saiu") == ["a", "b"]
    assert names("search=outra coisa") == []


def test_the_reason_of_a_rejection_is_told(api: APIClient) -> None:
    template = factories.template(status="rejected", rejection_reason="Sinais de golpe.")

    assert api.get(f"{URL}{template.pk}/").json()["reason"] == "Sinais de golpe."


def test_what_does_not_exist_is_not_found(api: APIClient) -> None:
    assert api.get(f"{URL}1/").status_code == 404
