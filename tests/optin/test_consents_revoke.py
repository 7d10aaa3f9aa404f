"""What turns a contact red: anybody, at once, and for good."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from audit.actions import Action
from audit.actors import CONTACT
from audit.models import Entry
from conecta.errors import NotAllowedError
from contacts.models import Contact, OptinStatus
from optin import consents, ledger
from optin.consents import CLOCK_SKEW, Evidence
from optin.models import EvidenceKind, OptinEvent, Source
from optin.signals import contact_refused
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()
FIRST, SECOND, THIRD = (NOW - timedelta(hours=ago) for ago in (3, 2, 1))


def word(text: str, said_at: object) -> Evidence:
    evidence = Evidence(kind=EvidenceKind.MESSAGE, text=text, said_at=NOW, reference="wamid.1")
    return replace(evidence, said_at=said_at)  # type: ignore[arg-type]  # a datetime


def refuse(contact: Contact, evidence: Evidence) -> Contact:
    return consents.revoke(contact, evidence=evidence, source=Source.KEYWORD, by=CONTACT)


def accept(contact: Contact, evidence: Evidence) -> Contact:
    return consents.grant(contact, evidence=evidence, source=Source.KEYWORD, by=CONTACT)


def test_a_refusal_turns_red_with_its_evidence_and_entry() -> None:
    contact = refuse(factories.green(factories.contact()), word("#OPTOUT", FIRST))

    event = OptinEvent.objects.select_related("detail").get(after=OptinStatus.OPTED_OUT)
    entry = Entry.objects.get(action=Action.OPTED_OUT)
    assert contact.is_refused
    assert (event.before, event.said_at, event.entry_id) == ("opted_in", FIRST, entry.pk)
    assert event.detail.values["text"] == "#OPTOUT"


def test_a_refusal_needs_no_evidence() -> None:
    nothing = Evidence(kind=EvidenceKind.NONE, text="", said_at=NOW)

    assert refuse(factories.contact(), nothing).is_refused


def test_the_same_refusal_twice_writes_one_event_and_tells_once() -> None:
    told: list[Contact] = []

    def hear(contact: Contact, **_: object) -> None:
        told.append(contact)

    contact_refused.connect(hear)
    contact = factories.contact()
    refuse(contact, word("#OPTOUT", FIRST))
    refuse(contact, word("#OPTOUT", FIRST))
    contact_refused.disconnect(hear)

    assert OptinEvent.objects.count() == 1
    assert told == [contact]


def test_two_refusals_without_evidence_write_one_event() -> None:
    contact = factories.contact()

    for said_at in (FIRST, SECOND):
        refuse(contact, Evidence(kind=EvidenceKind.NONE, text="", said_at=said_at))

    assert OptinEvent.objects.count() == 1


def test_a_refusal_said_again_later_outdates_an_acceptance_heard_too_late() -> None:
    contact = refuse(factories.contact(), word("#OPTOUT", FIRST))
    refuse(contact, word("#OPTOUT", THIRD))

    with pytest.raises(NotAllowedError):
        accept(contact, word("#OPTIN", SECOND))

    contact.refresh_from_db()
    assert contact.is_refused
    assert list(ledger.events(contact).values_list("before", "after")) == [
        ("opted_out", "opted_out"),
        ("undefined", "opted_out"),
    ]


def test_an_acceptance_older_than_the_refusal_that_was_heard_first_does_not_count() -> None:
    contact = refuse(factories.contact(), word("#OPTOUT", SECOND))

    with pytest.raises(NotAllowedError):
        accept(contact, word("#OPTIN", FIRST))


def test_a_refusal_older_than_the_acceptance_still_counts() -> None:
    contact = accept(factories.contact(), word("#OPTIN", SECOND))

    assert refuse(contact, word("#OPTOUT", FIRST)).is_refused


def test_a_refusal_dated_in_the_future_does_not_shut_out_every_acceptance() -> None:
    contact = refuse(factories.contact(), word("#OPTOUT", NOW + timedelta(days=3650)))

    refusal = ledger.last_refusal(contact)
    assert refusal is not None
    assert refusal.said_at <= timezone.now() + CLOCK_SKEW


def test_forgetting_takes_only_green_back_to_grey() -> None:
    grey, green, red = (
        factories.contact(),
        factories.green(factories.contact()),
        factories.red(factories.contact()),
    )
    why = Evidence(kind=EvidenceKind.NUMBER_CHANGED, text="O número mudou", said_at=NOW)

    after = [
        consents.forget_acceptance(one, evidence=why, by=CONTACT).optin_status
        for one in (grey, green, red)
    ]

    assert after == ["undefined", "undefined", "opted_out"]
    assert Entry.objects.filter(action=Action.OPTIN_RESET).count() == 1
