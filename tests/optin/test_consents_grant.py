"""What turns a contact green, and what does not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from audit.actions import Action
from audit.actors import CONTACT
from audit.models import Entry
from conecta.accounts.roles import Role
from conecta.errors import DomainError, NotAllowedError
from contacts.models import Contact, OptinStatus
from optin import acceptances, consents
from optin.consents import Evidence
from optin.messages import SaidMessage
from optin.models import EvidenceKind, OptinEvent, Source
from tests import factories
from tests.optin.heard import hearing

pytestmark = pytest.mark.django_db

NOW = timezone.now()
EARLIER, LATER = NOW - timedelta(hours=2), NOW - timedelta(hours=1)


def grant(contact: Contact, evidence: Evidence, role: Role = Role.AGENT) -> Contact:
    return consents.grant(contact, evidence=evidence, source=Source.AGENT, by=factories.user(role))


def citing(reference: str) -> Evidence:
    return Evidence(kind=EvidenceKind.MESSAGE, text="", said_at=NOW, reference=reference)


def test_an_acceptance_with_evidence_turns_green_and_keeps_it() -> None:
    said = replace(factories.evidence("Assinou a ficha"), said_at=EARLIER)

    contact = grant(factories.contact(), said)

    event = OptinEvent.objects.select_related("detail").get()
    assert contact.optin_status == OptinStatus.OPTED_IN
    assert (event.before, event.after) == (OptinStatus.UNDEFINED, OptinStatus.OPTED_IN)
    assert (event.source, event.said_at) == (Source.AGENT, EARLIER)
    assert event.detail.values == {
        "text": "Assinou a ficha",
        "reference": "ficha 12",
        "channel": "",
    }


def test_the_ledger_line_is_covered_by_an_entry_of_the_same_act() -> None:
    contact = grant(factories.contact(), factories.evidence())

    entry = Entry.objects.select_related("detail").get(pk=OptinEvent.objects.get().entry_id)
    assert (entry.action, entry.contact_id) == (Action.OPTED_IN, contact.pk)
    assert entry.detail.values["after"] == {"optin_status": "opted_in"}
    assert entry.detail.values["evidence"]["text"] == "Aceito receber"


def test_a_second_acceptance_writes_nothing() -> None:
    contact = grant(factories.contact(), factories.evidence())

    grant(contact, factories.evidence())

    assert OptinEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (EvidenceKind.NONE, "Aceitou"),
        (EvidenceKind.SUPPRESSION, "Aceitou"),
        (EvidenceKind.NUMBER_CHANGED, "Aceitou"),
        (EvidenceKind.DOCUMENT, "  "),
    ],
)
def test_what_proves_nothing_is_no_acceptance(kind: EvidenceKind, text: str) -> None:
    contact = factories.contact()

    with pytest.raises(DomainError) as refused:
        grant(contact, Evidence(kind=kind, text=text, said_at=EARLIER))

    assert refused.value.code == "evidence_required"
    assert not OptinEvent.objects.exists()


def test_evidence_of_tomorrow_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        grant(factories.contact(), replace(factories.evidence(), said_at=NOW + timedelta(days=1)))

    assert refused.value.code == "evidence_in_future"


@pytest.mark.parametrize("ago", [timedelta(0), timedelta(seconds=1)])
def test_an_acceptance_not_said_after_the_refusal_does_not_count(ago: timedelta) -> None:
    contact = factories.red(factories.contact(), said_at=LATER)

    with pytest.raises(NotAllowedError) as refused:
        grant(contact, replace(factories.evidence(), said_at=LATER - ago), Role.SUPERVISOR)

    contact.refresh_from_db()
    assert refused.value.code == "said_before_refusal"
    assert contact.optin_status == OptinStatus.OPTED_OUT


def test_a_supervisor_registers_a_later_acceptance_of_who_refused() -> None:
    contact = factories.red(factories.contact(), said_at=EARLIER)

    granted = grant(contact, replace(factories.evidence(), said_at=LATER), Role.SUPERVISOR)

    assert granted.optin_status == OptinStatus.OPTED_IN


def test_the_persons_own_word_leaves_red() -> None:
    contact = factories.red(factories.contact(), said_at=EARLIER)
    said = Evidence(kind=EvidenceKind.MESSAGE, text="#OPTIN", said_at=LATER, reference="wamid.1")

    granted = consents.grant(contact, evidence=said, source=Source.KEYWORD, by=CONTACT)

    assert granted.optin_status == OptinStatus.OPTED_IN


def test_an_agents_paper_does_not_leave_red() -> None:
    contact = factories.red(factories.contact(), said_at=EARLIER)

    with pytest.raises(NotAllowedError) as refused:
        grant(contact, replace(factories.evidence(), said_at=LATER))

    assert refused.value.code == "supervisor_required"


def test_an_agent_cites_a_later_message_which_speaks_for_itself() -> None:
    contact = factories.red(factories.contact(), said_at=EARLIER)
    said = SaidMessage(reference="wamid.9", text="Quero receber sim", said_at=LATER, channel="Loja")

    with hearing({contact.pk: [said]}):
        granted = grant(contact, replace(citing("wamid.9"), text="outra coisa"))

    event = OptinEvent.objects.select_related("detail").get(after=OptinStatus.OPTED_IN)
    assert granted.optin_status == OptinStatus.OPTED_IN
    assert event.said_at == LATER
    assert event.detail.values == {
        "text": "Quero receber sim",
        "reference": "wamid.9",
        "channel": "Loja",
    }


def test_an_agent_cannot_cite_a_message_from_before_the_refusal() -> None:
    contact = factories.red(factories.contact(), said_at=LATER)
    said = SaidMessage(reference="wamid.9", text="Quero receber sim", said_at=EARLIER)

    with hearing({contact.pk: [said]}), pytest.raises(NotAllowedError) as refused:
        grant(contact, citing("wamid.9"))

    assert refused.value.code == "said_before_refusal"


@pytest.mark.parametrize("reference", ["", "wamid.9", "wamid.404"])
@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR])
def test_nobody_cites_a_message_that_this_person_did_not_write(role: Role, reference: str) -> None:
    contact, other = factories.contact(), factories.contact()
    said = SaidMessage(reference="wamid.9", text="Sim", said_at=LATER)

    with hearing({other.pk: [said]}), pytest.raises(DomainError) as refused:
        grant(contact, replace(citing(reference), text="Sim"), role)

    assert refused.value.code == "message_not_found"


def test_a_denied_attempt_stays_in_the_trail() -> None:
    agent, contact = factories.user(), factories.red(factories.contact(), said_at=EARLIER)

    with pytest.raises(NotAllowedError):
        acceptances.register(
            contact, evidence=factories.evidence("Disse sim"), source=Source.API, by=agent
        )

    entry = Entry.objects.select_related("detail").get(action=Action.OPTIN_REFUSED)
    assert (entry.actor, entry.contact_id) == (agent, contact.pk)
    assert entry.detail.values["code"] == "supervisor_required"
    assert entry.detail.values["evidence"]["text"] == "Disse sim"
