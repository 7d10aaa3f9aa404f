"""/contacts/{id}/optin/ and /optin-events/: consent by API, with its evidence."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from audit.actions import Action
from audit.actors import META
from audit.models import Entry
from contacts import merging
from contacts.models import Contact
from optin.messages import SaidMessage
from optin.models import OptinEvent
from tests import factories
from tests.optin.heard import hearing

pytestmark = pytest.mark.django_db

NOW = timezone.now()
EARLIER, LATER = NOW - timedelta(hours=2), NOW - timedelta(hours=1)


def post(api: APIClient, contact: Contact, action: str, **evidence: Any) -> Any:
    body = {"action": action} | ({"evidence": evidence} if evidence else {})
    return api.post(f"/api/v1/contacts/{contact.pk}/optin/", body, format="json")


def document(**fields: Any) -> dict[str, Any]:
    said = {"kind": "document", "text": "Assinou", "obtained_at": LATER.isoformat()}
    return said | fields


def test_a_grant_with_evidence_turns_green(agent_api: APIClient) -> None:
    answer = post(agent_api, factories.contact(), "grant", **document(reference="ficha 7"))

    event = OptinEvent.objects.select_related("detail").get()
    assert (answer.status_code, answer.json()["optin_status"]) == (200, "opted_in")
    assert (event.source, event.said_at) == ("api", LATER)
    assert event.detail.values["reference"] == "ficha 7"


@pytest.mark.parametrize(
    ("evidence", "wrong"),
    [
        ({}, "evidence"),
        (document(text=" "), "text"),
        ({"kind": "document", "text": "Assinou"}, "evidence"),
        (document(kind="suppression"), "evidence"),
        (document(kind=""), "evidence"),
        ({"kind": "message"}, "evidence"),
        (document(obtained_at="ontem"), "evidence"),
        (document(obtained_at=(NOW + timedelta(days=2)).isoformat()), "obtained_at"),
    ],
)
def test_a_grant_without_proof_is_refused_with_the_field(
    agent_api: APIClient, evidence: dict[str, Any], wrong: str
) -> None:
    answer = post(agent_api, factories.contact(), "grant", **evidence)

    assert (answer.status_code, set(answer.json()["errors"])) == (400, {wrong})
    assert not OptinEvent.objects.exists()


def test_a_refusal_needs_no_evidence(agent_api: APIClient) -> None:
    answer = post(agent_api, factories.contact(), "revoke")

    assert answer.json()["optin_status"] == "opted_out"


def test_from_red_an_agents_paper_is_refused_and_the_attempt_kept(agent_api: APIClient) -> None:
    contact = factories.red(factories.contact(), said_at=EARLIER)

    answer = post(agent_api, contact, "grant", **document())

    assert (answer.status_code, answer.json()["code"]) == (403, "supervisor_required")
    assert Entry.objects.filter(action=Action.OPTIN_REFUSED, contact_id=contact.pk).count() == 1


def test_from_red_an_agent_cites_a_later_message(agent_api: APIClient) -> None:
    contact = factories.red(factories.contact(), said_at=EARLIER)
    said = SaidMessage(reference="wamid.9", text="Pode mandar", said_at=LATER)

    with hearing({contact.pk: [said]}):
        answer = post(agent_api, contact, "grant", kind="message", reference="wamid.9")

    assert answer.json()["optin_status"] == "opted_in"


def test_from_red_a_message_of_another_person_is_not_found(agent_api: APIClient) -> None:
    contact = factories.red(factories.contact(), said_at=EARLIER)
    said = SaidMessage(reference="wamid.9", text="Pode mandar", said_at=LATER)

    with hearing({factories.contact().pk: [said]}):
        answer = post(agent_api, contact, "grant", kind="message", reference="wamid.9")

    assert (answer.status_code, answer.json()["code"]) == (400, "message_not_found")


def test_from_red_a_supervisor_registers_a_paper(supervisor_api: APIClient) -> None:
    contact = factories.red(factories.contact(), said_at=EARLIER)

    assert post(supervisor_api, contact, "grant", **document()).status_code == 200


def test_nobody_registers_an_acceptance_older_than_the_refusal(supervisor_api: APIClient) -> None:
    contact = factories.red(factories.contact(), said_at=LATER)

    answer = post(supervisor_api, contact, "grant", **document(obtained_at=EARLIER.isoformat()))

    assert (answer.status_code, answer.json()["code"]) == (403, "said_before_refusal")


def test_an_action_that_does_not_exist_is_said(agent_api: APIClient) -> None:
    answer = post(agent_api, factories.contact(), "forget")

    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"action"})


def test_the_ledger_is_read_newest_first_with_its_evidence(agent_api: APIClient) -> None:
    contact = factories.red(factories.green(factories.contact()), said_at=LATER)

    rows = agent_api.get(f"/api/v1/contacts/{contact.pk}/optin-events/").json()["results"]

    assert [(row["before"], row["after"]) for row in rows] == [
        ("opted_in", "opted_out"),
        ("undefined", "opted_in"),
    ]
    assert rows[0]["evidence"]["text"] == "#OPTOUT"
    assert rows[0]["source"] == "keyword"


def test_the_ledger_of_a_merged_person_is_whole(agent_api: APIClient) -> None:
    older, younger = factories.red(factories.contact()), factories.red(factories.contact())
    merging.merge(older, younger, by=META)

    rows = agent_api.get(f"/api/v1/contacts/{younger.pk}/optin-events/").json()["results"]

    assert len(rows) == 2


def test_nobody_has_no_ledger(agent_api: APIClient) -> None:
    assert agent_api.get("/api/v1/contacts/999/optin-events/").status_code == 404
    assert agent_api.post("/api/v1/contacts/999/optin/", {}, format="json").status_code == 404
