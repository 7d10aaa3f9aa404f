"""The trail by API: the newest first, filtered, page by page."""

from typing import Any

import pytest
from django.test import Client

from audit import trail
from audit.actions import Action
from audit.actors import CONTACT, META
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db

AUDIT = "/api/v1/audit/"


@pytest.fixture
def camila(client: Client) -> User:
    user = factories.user(Role.SUPERVISOR, name="Camila Portela")
    client.force_login(user)
    return user


def test_an_entry_as_json(client: Client, camila: User) -> None:
    contact = factories.contact("Ana")
    changes = {"optin_status": ("undefined", "opted_out")}
    trail.record(Action.OPTED_OUT, by=CONTACT, obj=contact, contact_id=contact.pk, changes=changes)

    (entry,) = client.get(AUDIT, {"action": "opted_out"}).json()["results"]

    assert entry["actor"] == {"kind": "contact", "id": None, "name": None}
    assert entry["object"] == {"type": "contacts.contact", "id": str(contact.pk)}
    assert entry["contact"] == contact.pk
    assert entry["field_names"] == ["optin_status"]
    assert entry["detail"] == {
        "label": "Ana",
        "before": {"optin_status": "undefined"},
        "after": {"optin_status": "opted_out"},
    }


def test_filters_of_the_contract(client: Client, camila: User) -> None:
    first = trail.record(Action.CHANNEL_CHANGED, by=camila, contact_id=1)
    second = trail.record(Action.CHANNEL_CHANGED, by=META, contact_id=2)

    def ids(**params: Any) -> list[int]:
        answer = client.get(AUDIT, {"action": "channel_changed", **params}).json()
        return [entry["id"] for entry in answer["results"]]

    assert ids() == [second.pk, first.pk]
    assert ids(actor=camila.pk) == [first.pk]
    assert ids(contact=2) == [second.pk]
    first.refresh_from_db()
    second.refresh_from_db()
    assert ids(since=second.at.isoformat()) == [second.pk]
    assert ids(until=second.at.isoformat()) == [first.pk]


def test_pages_follow_a_cursor(client: Client, camila: User) -> None:
    made = [trail.record(Action.CHANNEL_CHANGED, by=META).pk for _ in range(3)]

    page = client.get(AUDIT, {"action": "channel_changed", "page_size": "2"}).json()
    following = client.get(page["next"]).json()

    assert [entry["id"] for entry in page["results"]] == [made[2], made[1]]
    assert [entry["id"] for entry in following["results"]] == [made[0]]
    assert following["next"] is None


def test_a_wrong_filter_is_answered_with_its_field(client: Client, camila: User) -> None:
    answer = client.get(AUDIT, {"since": "ontem"})

    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == {"since"}


def test_the_trail_cannot_be_written_by_the_api(client: Client, camila: User) -> None:
    assert client.post(AUDIT, {}, content_type="application/json").status_code in {403, 405}
    assert client.delete(AUDIT).status_code in {403, 405}
