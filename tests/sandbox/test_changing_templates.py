from typing import Any

import pytest
import requests

from tests.sandbox.caller import ACCOUNT, Caller, code_of, template_body

EDGE = f"{ACCOUNT}/message_templates"
NEW_BODY = {"components": [template_body("Olá, {{1}}! Sua conta fecha em {{2}}. Até logo.")]}


def edit(sandbox: Caller, template_id: str, **changes: Any) -> requests.Response:
    return sandbox.graph("POST", template_id, json=changes)


def delete(sandbox: Caller, **query: str) -> requests.Response:
    return sandbox.graph("DELETE", EDGE, params=query)


def test_an_edit_goes_back_to_review(sandbox: Caller) -> None:
    template_id = sandbox.approved()
    sandbox.configure(review_seconds=60)

    response = edit(sandbox, template_id, **NEW_BODY)

    assert response.json() == {"success": True}
    node = sandbox.graph("GET", template_id).json()
    assert node["status"] == "PENDING"
    assert node["components"] == NEW_BODY["components"]


def test_an_approved_template_is_edited_once_a_day(sandbox: Caller) -> None:
    template_id = sandbox.approved()
    edit(sandbox, template_id, **NEW_BODY)
    sandbox.wait_for_status(template_id, "APPROVED")

    response = edit(sandbox, template_id, **NEW_BODY)

    assert code_of(response) == (400, 100)
    assert response.json()["error"]["error_subcode"] == 2388039


def test_a_rejected_template_is_edited_as_often_as_it_takes(sandbox: Caller) -> None:
    template_id = sandbox.create(name="rejeitar_um").json()["id"]

    for _ in range(3):
        sandbox.wait_for_status(template_id, "REJECTED")
        assert edit(sandbox, template_id, **NEW_BODY).json() == {"success": True}


def test_an_approved_template_keeps_its_category(sandbox: Caller) -> None:
    template_id = sandbox.approved()

    assert code_of(edit(sandbox, template_id, category="MARKETING")) == (400, 100)


def test_a_template_in_review_is_not_edited(sandbox: Caller) -> None:
    sandbox.configure(review_seconds=60)
    template_id = sandbox.create().json()["id"]

    assert code_of(edit(sandbox, template_id, **NEW_BODY)) == (400, 100)


def test_deleting_a_name_deletes_every_language(sandbox: Caller) -> None:
    sandbox.approved()
    sandbox.approved(language="en_US")
    sandbox.approved("outro")

    assert delete(sandbox, name="lembrete").json() == {"success": True}
    assert [item["name"] for item in sandbox.graph("GET", EDGE).json()["data"]] == ["outro"]


def test_deleting_an_id_deletes_one_language(sandbox: Caller) -> None:
    template_id = sandbox.approved()
    other_id = sandbox.approved(language="en_US")

    delete(sandbox, name="lembrete", hsm_id=template_id)

    assert [item["id"] for item in sandbox.graph("GET", EDGE).json()["data"]] == [other_id]


def test_several_ids_are_deleted_all_or_none(sandbox: Caller) -> None:
    first, second = sandbox.approved(), sandbox.approved("outro")

    assert code_of(delete(sandbox, hsm_ids=f'["{first}","42"]')) == (400, 100)
    assert len(sandbox.graph("GET", EDGE).json()["data"]) == 2
    assert delete(sandbox, hsm_ids=f'["{first}","{second}"]').json() == {"success": True}
    assert sandbox.graph("GET", EDGE).json()["data"] == []


@pytest.mark.parametrize("query", [{"name": "nenhum"}, {"hsm_id": "42", "name": "lembrete"}])
def test_what_does_not_exist_is_not_deleted(sandbox: Caller, query: dict[str, str]) -> None:
    sandbox.approved()

    assert code_of(delete(sandbox, **query)) == (400, 100)


def test_the_name_of_an_approved_template_stays_locked(sandbox: Caller) -> None:
    sandbox.approved()
    delete(sandbox, name="lembrete")

    assert sandbox.create().json()["error"]["error_subcode"] == 2388023


def test_a_disabled_template_is_not_deleted(sandbox: Caller) -> None:
    sandbox.approved()
    sandbox.control("template_status", {"name": "lembrete", "status": "DISABLED"})

    assert code_of(delete(sandbox, name="lembrete")) == (400, 100)
