from typing import Any

import pytest
import requests

from tests.sandbox.caller import ACCOUNT, OTHER_ACCOUNT, Caller, code_of

EDGE = f"{ACCOUNT}/message_templates"


@pytest.fixture
def _five(sandbox: Caller) -> None:
    for turn in range(5):
        sandbox.approved(f"modelo_{turn}")


def names(response: requests.Response) -> list[str]:
    return [item["name"] for item in response.json()["data"]]


def page(sandbox: Caller, **query: Any) -> requests.Response:
    return sandbox.graph("GET", EDGE, params=query)


@pytest.mark.usefixtures("_five")
def test_pages_follow_each_other_by_cursor(sandbox: Caller) -> None:
    first = page(sandbox, limit=2)
    second = page(sandbox, limit=2, after=first.json()["paging"]["cursors"]["after"])
    third = page(sandbox, limit=2, after=second.json()["paging"]["cursors"]["after"])

    assert names(first) == ["modelo_0", "modelo_1"]
    assert names(second) == ["modelo_2", "modelo_3"]
    assert names(third) == ["modelo_4"]
    assert "next" not in third.json()["paging"]


@pytest.mark.usefixtures("_five")
def test_the_address_of_the_next_page_leads_there(sandbox: Caller) -> None:
    address = page(sandbox, limit=2).json()["paging"]["next"]

    response = requests.get(address, headers={"Authorization": "Bearer x"}, timeout=5)

    assert names(response) == ["modelo_2", "modelo_3"]


@pytest.mark.usefixtures("_five")
def test_a_template_deleted_between_pages_hides_no_other(sandbox: Caller) -> None:
    after = page(sandbox, limit=2).json()["paging"]["cursors"]["after"]
    sandbox.graph("DELETE", EDGE, params={"name": "modelo_1"})

    assert names(page(sandbox, limit=2, after=after)) == ["modelo_2", "modelo_3"]


@pytest.mark.usefixtures("_five")
def test_a_page_before_a_cursor(sandbox: Caller) -> None:
    before = page(sandbox, limit=3).json()["paging"]["cursors"]["after"]

    assert names(page(sandbox, limit=1, before=before)) == ["modelo_1"]


def test_a_foreign_cursor_is_refused(sandbox: Caller) -> None:
    assert code_of(page(sandbox, after="@@@")) == (400, 131059)


@pytest.mark.usefixtures("_five")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"name": "modelo_3"}, ["modelo_3"]),
        ({"name_or_content": "fatura", "limit": 1}, ["modelo_0"]),
        ({"language": "en_US"}, []),
        ({"status": "REJECTED"}, []),
        ({"category": "utility", "limit": 1}, ["modelo_0"]),
        ({"desconhecido": "x", "limit": 1}, ["modelo_0"]),
    ],
)
def test_filters_narrow_and_unknown_ones_are_ignored(
    sandbox: Caller, query: dict[str, Any], found: list[str]
) -> None:
    assert names(page(sandbox, **query)) == found


def test_only_the_fields_that_were_asked_for_come(sandbox: Caller) -> None:
    template_id = sandbox.approved()

    answer = page(sandbox, fields="name,rejected_reason").json()

    assert answer["data"] == [{"name": "lembrete", "rejected_reason": "NONE", "id": template_id}]


def test_another_account_has_its_own_templates(sandbox: Caller) -> None:
    sandbox.approved()

    assert sandbox.graph("GET", f"{OTHER_ACCOUNT}/message_templates").json() == {"data": []}


def test_an_authentication_template_is_listed_with_metas_words(sandbox: Caller) -> None:
    buttons = {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]}
    body = {"type": "BODY", "add_security_recommendation": True}
    template_id = sandbox.approved(category="AUTHENTICATION", components=[body, buttons])

    components = sandbox.graph("GET", template_id).json()["components"]

    assert components[0]["text"] == (
        "*{{1}}* é seu código de verificação. Para sua segurança, não o compartilhe."
    )
    assert components[1]["buttons"][0]["type"] == "URL"
