"""Decisions about consent: grant, revoke, reset. Each locks the contact, writes ledger and trail."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import SYSTEM, Author
from audit.trail import SALT_BYTES
from conecta.errors import DomainError, NotAllowedError
from contacts import suppressions
from contacts.models import Contact, OptinStatus
from optin.models import EvidenceKind, OptinDetail, OptinEvent, Source
from optin.signals import contact_refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What proves the change: the words or document, where it is kept, when it was said."""

    kind: EvidenceKind
    text: str
    said_at: datetime
    reference: str = ""
    channel: str = ""

    def values(self) -> dict[str, str]:
        return {"text": self.text, "reference": self.reference, "channel": self.channel}


ACTIONS = {
    OptinStatus.OPTED_IN: Action.OPTED_IN,
    OptinStatus.OPTED_OUT: Action.OPTED_OUT,
    OptinStatus.UNDEFINED: Action.OPTIN_RESET,
}
FUTURE = "A data da evidência está no futuro. Confira o dia e a hora."


@transaction.atomic
def revoke(contact: Contact, *, evidence: Evidence, source: Source, by: Author) -> Contact:
    """Turn the contact red. Already red: nothing is written, the contact comes back as it is."""
    locked = _lock(contact)
    if locked.is_refused:
        return locked
    _write(locked, OptinStatus.OPTED_OUT, evidence=evidence, source=source, by=by)
    contact_refused.send(Contact, contact=locked, by=by)
    return locked


@transaction.atomic
def grant(contact: Contact, *, evidence: Evidence, source: Source, by: Author) -> Contact:
    """Turn the contact green by an explicit acceptance.

    Raises NotAllowedError `said_before_refusal` when the acceptance is older than the last refusal,
    DomainError `evidence_required` / `evidence_in_future` for evidence that proves nothing.
    """
    _check(evidence)
    locked = _lock(contact)
    refusal = last_refusal(locked)
    if refusal is not None and evidence.said_at <= refusal.said_at:
        raise NotAllowedError(
            "said_before_refusal",
            "A pessoa recusou depois deste aceite. Só um aceite dado depois da recusa vale.",
            refused_at=refusal.said_at.isoformat(),
        )
    if locked.optin_status == OptinStatus.OPTED_IN:
        return locked
    _write(locked, OptinStatus.OPTED_IN, evidence=evidence, source=source, by=by)
    suppressions.lift(suppressions.digests_of_contact(locked))
    return locked


@transaction.atomic
def forget_acceptance(contact: Contact, *, evidence: Evidence, by: Author) -> Contact:
    """Green goes back to grey (the number changed hands); grey and red stay as they are."""
    locked = _lock(contact)
    if locked.optin_status == OptinStatus.OPTED_IN:
        _write(locked, OptinStatus.UNDEFINED, evidence=evidence, source=Source.PLATFORM, by=by)
    return locked


def refuse_suppressed(contact: Contact) -> Contact:
    """A contact born with a number that refused before: red in the same transaction."""
    evidence = Evidence(
        kind=EvidenceKind.SUPPRESSION,
        text="O número ou identificador já tinha recusado mensagens ativas.",
        said_at=timezone.now(),
    )
    return revoke(contact, evidence=evidence, source=Source.PLATFORM, by=SYSTEM)


def refuse_if_suppressed(contact: Contact) -> Contact:
    """The contact got a number that refused before: red, unless it already is."""
    if suppressions.is_suppressed(suppressions.digests_of_contact(contact)):
        return refuse_suppressed(contact)
    return contact


def last_refusal(contact: Contact) -> OptinEvent | None:
    return contact.optin_events.filter(after=OptinStatus.OPTED_OUT).order_by("-said_at").first()


def _lock(contact: Contact) -> Contact:
    return Contact.objects.locked().get(pk=contact.pk)


def _check(evidence: Evidence) -> None:
    if evidence.kind == EvidenceKind.NONE or not evidence.text.strip():
        raise DomainError(
            "evidence_required",
            "Descreva a evidência do aceite: o que a pessoa disse ou assinou.",
            field="text",
        )
    if evidence.said_at > timezone.now():
        raise DomainError("evidence_in_future", FUTURE, field="obtained_at")


def _write(
    contact: Contact, after: OptinStatus, *, evidence: Evidence, source: Source, by: Author
) -> None:
    before = OptinStatus(contact.optin_status)
    entry = trail.record(
        ACTIONS[after],
        by=by,
        obj=contact,
        contact_id=contact.pk,
        changes={"optin_status": (before, after)},
        evidence=evidence.values() | {"kind": evidence.kind, "said_at": evidence.said_at},
    )
    salt = secrets.token_bytes(SALT_BYTES)
    event = OptinEvent.objects.create(
        contact=contact,
        before=before,
        after=after,
        source=source,
        evidence_kind=evidence.kind,
        said_at=evidence.said_at,
        entry_id=entry.pk,
        digest=trail.digest(salt, evidence.values()),
    )
    OptinDetail.objects.create(event=event, salt=salt, values=evidence.values())
    contact.refresh_from_db()
