"""/api/v1/inbound/: what contacts wrote on the company's other channels is heard like WhatsApp."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from audit.actions import Action
from audit.actors import SYSTEM
from audit.models import Entry
from conecta.accounts.models import User
from contacts import directory
from contacts.directory import ContactData
from contacts.models import Contact, ContactOrigin, OptinStatus, Suppression
from optin import reports
from optin.models import EvidenceKind, OptinEvent
from optin.reports import Report
from tests import factories, rivals

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SAID = NOW - timedelta(hours=1)


def report(api: APIClient, sender: str, words: str, **fields: Any) -> Any:
    body = {"channel_kind": "sms", "from": sender, "text": words, "at": SAID.isoformat()}
    return api.post("/api/v1/inbound/", body | fields, format="json")


def register(*, whatsapp: str = "", email: str = "") -> Contact:
    data = ContactData(name="Ana", whatsapp=whatsapp, email=email)
    return directory.create(data, by=SYSTEM, origin=ContactOrigin.MANUAL)


@pytest.mark.parametrize("sender", ["11 8765-4321", "+5511987654321"])
def test_a_refusal_turns_the_contact_red_with_its_evidence(
    supervisor_api: APIClient, supervisor: User, sender: str
) -> None:
    contact = register(whatsapp="11 98765-4321")

    answer = report(supervisor_api, sender, "quero #OptOut já")

    contact.refresh_from_db()
    event = OptinEvent.objects.select_related("detail").get()
    assert answer.json() == {
        "decision": "refuse",
        "contacts": [{"id": contact.pk, "optin_status": "opted_out"}],
        "suppressed": False,
    }
    assert (event.evidence_kind, event.said_at) == (EvidenceKind.OTHER_CHANNEL, SAID)
    assert event.detail.values == {"text": "quero #OptOut já", "reference": "", "channel": "sms"}
    assert Entry.objects.get(action=Action.OPTED_OUT).actor == supervisor


def test_a_refusal_by_email_turns_everybody_of_that_address_red(supervisor_api: APIClient) -> None:
    for _ in range(2):
        register(email="familia@exemplo.com.br")
    other = register(email="outra@exemplo.com.br")

    report(supervisor_api, "Familia@Exemplo.com.br", "SAIR", channel_kind="email")

    colours = Contact.objects.exclude(pk=other.pk).values_list("optin_status", flat=True)
    other.refresh_from_db()
    assert set(colours) == {OptinStatus.OPTED_OUT}
    assert other.optin_status == OptinStatus.UNDEFINED


def test_a_refusal_of_nobody_makes_a_later_registration_red(supervisor_api: APIClient) -> None:
    answer = report(supervisor_api, "+551187654321", "#optout")

    assert answer.json() == {"decision": "refuse", "contacts": [], "suppressed": True}
    assert register(whatsapp="(11) 98765-4321").optin_status == OptinStatus.OPTED_OUT
    entry = Entry.objects.select_related("detail").filter(action=Action.OPTED_OUT).earliest("id")
    assert entry.detail.values["sender"] == "+55 11 98765-4321"


def test_an_unknown_email_that_refuses_is_red_when_registered(supervisor_api: APIClient) -> None:
    report(supervisor_api, "ana@exemplo.com.br", "#optout", channel_kind="email")

    assert register(email="Ana@exemplo.com.br").is_refused


def test_an_acceptance_turns_the_one_contact_green(supervisor_api: APIClient) -> None:
    contact = register(whatsapp="11 98765-4321")

    answer = report(supervisor_api, "11 98765-4321", "#OPTIN")

    assert answer.json()["contacts"] == [{"id": contact.pk, "optin_status": "opted_in"}]


def test_an_acceptance_of_a_shared_address_says_nothing_of_anybody(
    supervisor_api: APIClient,
) -> None:
    for _ in range(2):
        register(email="familia@exemplo.com.br")

    report(supervisor_api, "familia@exemplo.com.br", "#OPTIN")

    assert not OptinEvent.objects.exists()


def test_an_acceptance_older_than_the_refusal_is_kept_in_the_trail_alone(
    supervisor_api: APIClient,
) -> None:
    contact = factories.red(register(whatsapp="11 98765-4321"), said_at=NOW)

    answer = report(supervisor_api, "11 98765-4321", "#OPTIN")

    assert answer.json()["contacts"] == [{"id": contact.pk, "optin_status": "opted_out"}]
    assert Entry.objects.filter(action=Action.OPTIN_REFUSED).count() == 1


@pytest.mark.parametrize(("text", "decision"), [("Oi, bom dia", "none"), ("#optot", "ask_refuse")])
def test_other_words_change_nothing(supervisor_api: APIClient, text: str, decision: str) -> None:
    contact = register(whatsapp="11 98765-4321")

    answer = report(supervisor_api, "11 98765-4321", text)

    assert answer.json()["decision"] == decision
    assert answer.json()["contacts"] == [{"id": contact.pk, "optin_status": "undefined"}]
    assert not OptinEvent.objects.exists()
    assert not Suppression.objects.exists()


def test_the_same_report_twice_writes_one_event(supervisor_api: APIClient) -> None:
    register(whatsapp="11 98765-4321")

    for _ in range(2):
        report(supervisor_api, "11 98765-4321", "#optout")

    assert OptinEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"from": "123"}, "from"),
        ({"from": ""}, "from"),
        ({"from": "ana@"}, "from"),
        ({"at": "ontem"}, "at"),
        ({"channel_kind": ""}, "channel_kind"),
        ({"text": "x" * 10_001}, "text"),
        ({"text": None}, "text"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    supervisor_api: APIClient, fields: dict[str, Any], wrong: str
) -> None:
    answer = report(supervisor_api, "11 98765-4321", "#optout", **fields)

    assert (answer.status_code, set(answer.json()["errors"])) == (400, {wrong})


def test_an_agent_reports_nothing(agent_api: APIClient) -> None:
    assert report(agent_api, "11 98765-4321", "#optout").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_refusal_heard_while_the_number_is_being_registered_is_not_lost(
    supervisor: User,
) -> None:
    number = ContactData(name="Ana", whatsapp="11 98765-4321").number
    assert number is not None
    heard = Report(channel_kind="sms", sender=number, text="#optout", said_at=SAID)

    rival = rivals.overtake(
        lambda: register(whatsapp="11 98765-4321"), lambda: reports.hear(heard, by=supervisor)
    )

    assert rival.waited
    assert Contact.objects.get().optin_status == OptinStatus.OPTED_OUT
