"""Consent said by two at once ends in one colour, and the ledger tells how."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.actors import CONTACT
from conecta.errors import NotAllowedError
from contacts.models import Contact, OptinStatus
from optin import consents
from optin.consents import Evidence
from optin.models import EvidenceKind, OptinEvent, Source
from tests import factories, rivals

pytestmark = pytest.mark.django_db(transaction=True)

NOW = timezone.now()
EARLIER, LATER = NOW - timedelta(hours=2), NOW - timedelta(hours=1)


def word(said_at: object) -> Evidence:
    return Evidence(kind=EvidenceKind.MESSAGE, text="#", said_at=said_at)  # type: ignore[arg-type]  # a datetime


def accept(contact: Contact, said_at: object = LATER) -> Contact:
    return consents.grant(contact, evidence=word(said_at), source=Source.KEYWORD, by=CONTACT)


def refuse(contact: Contact, said_at: object = LATER) -> Contact:
    return consents.revoke(contact, evidence=word(said_at), source=Source.KEYWORD, by=CONTACT)


def replayed(contact: Contact) -> str:
    """The colour that the ledger tells, every line leaving the colour of the line before."""
    colour: str = OptinStatus.UNDEFINED
    for before, after in contact.optin_events.order_by("id").values_list("before", "after"):
        assert before == colour
        colour = after
    return colour


def test_an_acceptance_behind_a_later_refusal_does_not_count() -> None:
    contact = factories.contact()

    rival = rivals.overtake(lambda: refuse(contact, LATER), lambda: accept(contact, EARLIER))

    contact.refresh_from_db()
    assert rival.waited
    assert isinstance(rival.error, NotAllowedError)
    assert contact.is_refused


def test_a_refusal_behind_an_acceptance_wins() -> None:
    contact = factories.contact()

    rival = rivals.overtake(lambda: accept(contact), lambda: refuse(contact))

    contact.refresh_from_db()
    assert rival.waited
    assert contact.is_refused
    assert replayed(contact) == OptinStatus.OPTED_OUT


def test_the_same_refusal_heard_by_two_workers_writes_one_event() -> None:
    contact = factories.contact()

    rival = rivals.overtake(lambda: refuse(contact), lambda: refuse(contact))

    assert rival.waited
    assert rival.error is None
    assert OptinEvent.objects.count() == 1


def test_many_voices_at_once_leave_the_colour_that_the_ledger_tells() -> None:
    contact = factories.contact()
    acts = [
        *(lambda: accept(contact, LATER) for _ in range(3)),
        *(lambda: refuse(contact, EARLIER) for _ in range(3)),
    ]

    outcomes = rivals.together(*acts)

    contact.refresh_from_db()
    assert [outcome.error for outcome in outcomes] == [None] * 6
    assert replayed(contact) == contact.optin_status
