"""What consent does when contacts change below it."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from audit import erasures
from audit.actors import Author
from contacts.models import Contact
from contacts.signals import (
    contact_created,
    contact_erased,
    contacts_merged,
    number_changed,
    suppression_met,
)
from optin import consents, ledger, terms
from optin.consents import Evidence
from optin.models import EvidenceKind, OptinDetail, Source


def connect() -> None:
    suppression_met.connect(on_suppression, dispatch_uid="optin.suppression")
    number_changed.connect(on_number_changed, dispatch_uid="optin.number_changed")
    contact_erased.connect(on_erased, dispatch_uid="optin.erased")
    contacts_merged.connect(on_merged, dispatch_uid="optin.merged")
    contact_created.connect(on_created, dispatch_uid="optin.created")


def on_suppression(contact: Contact, **_: Any) -> None:
    consents.refuse_suppressed(contact)


def on_number_changed(contact: Contact, *, by: Author, **_: Any) -> None:
    """An acceptance was given at a number: it does not move with the contact to another."""
    evidence = Evidence(
        kind=EvidenceKind.NUMBER_CHANGED,
        text="O número do contato mudou; o aceite valia para o anterior.",
        said_at=timezone.now(),
    )
    consents.forget_acceptance(contact, evidence=evidence, by=by)


def on_created(contact: Contact, **_: Any) -> bool:
    return terms.cover_new(contact)


def on_merged(winner: Contact, loser: Contact, *, by: Author, **_: Any) -> None:
    if not loser.is_refused:
        return
    refusal = ledger.last_refusal(loser)
    evidence = Evidence(
        kind=EvidenceKind.SUPPRESSION,
        text=f"Unido ao contato {loser.pk}, que havia recusado.",
        said_at=refusal.said_at if refusal else timezone.now(),
    )
    consents.revoke(winner, evidence=evidence, source=Source.PLATFORM, by=by)


def on_erased(
    contact: Contact, *, people: Collection[int], by: Author, reason: str, **_: Any
) -> None:
    """The words of the evidence go; that it was said, when, and the digest stay as the proof."""
    details = OptinDetail.objects.filter(event__contact_id__in=people)
    erasures.erase(details, by=by, reason=reason, contact_id=contact.pk)
