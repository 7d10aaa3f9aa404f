"""Decisions about consent: each locks the contact, writes ledger and trail."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from audit import merkle, trail
from audit.actions import Action
from audit.actors import SYSTEM, Author, user_of
from audit.trail import SALT_BYTES
from conecta.errors import DomainError, NotAllowedError
from contacts import identities, suppressions
from contacts.models import Contact, OptinStatus
from optin import leaves, ledger, messages
from optin.models import PROVES_ACCEPTANCE, EvidenceKind, OptinDetail, OptinEvent, Source
from optin.signals import contact_refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What proves the change: the words or document, where it is kept, when it was said.

    `question`: what we had asked, if it is an answer, and where that is kept.
    """

    kind: EvidenceKind
    text: str
    said_at: datetime
    reference: str = ""
    channel: str = ""
    question: str = ""
    question_reference: str = ""

    def values(self) -> dict[str, str]:
        values = {"text": self.text, "reference": self.reference, "channel": self.channel}
        if self.question:
            values |= {"question": self.question, "question_reference": self.question_reference}
        return values


ACTIONS = {
    OptinStatus.OPTED_IN: Action.OPTED_IN,
    OptinStatus.OPTED_OUT: Action.OPTED_OUT,
    OptinStatus.UNDEFINED: Action.OPTIN_RESET,
}
# Meta's clock, or another system's, may run ahead of ours; further ahead is a mistake.
CLOCK_SKEW = timedelta(minutes=5)
GRANT_FROM_RED = "optin.grant_from_red"
# Of a contact, by the trigger on the events.
WRITTEN_BY_THE_LEDGER = ("optin_status", "optin_source", "version")


@transaction.atomic
def revoke(contact: Contact, *, evidence: Evidence, source: Source, by: Author) -> Contact:
    """Turn the contact red.

    Already red: nothing is written, unless the person said it again later. That line keeps an
    acceptance said in between, and heard only afterwards, from counting.
    """
    return revoke_held(identities.lock(contact), evidence=evidence, source=source, by=by)


def revoke_held(locked: Contact, *, evidence: Evidence, source: Source, by: Author) -> Contact:
    """As `revoke`, of a contact that the caller has just locked."""
    evidence = replace(evidence, said_at=min(evidence.said_at, timezone.now() + CLOCK_SKEW))
    was_refused = locked.is_refused
    if was_refused and not _says_it_again(locked, evidence):
        return locked
    _write(locked, OptinStatus.OPTED_OUT, evidence=evidence, source=source, by=by)
    if not was_refused:
        contact_refused.send(Contact, contact=locked, by=by)
    return locked


@transaction.atomic
def grant(contact: Contact, *, evidence: Evidence, source: Source, by: Author) -> Contact:
    """Turn the contact green by an explicit acceptance.

    Green by the company's term: the person's own word is written down, and stands from now on.
    Raises NotAllowedError `said_before_refusal` when the acceptance is older than the last refusal,
    `supervisor_required` when an agent's evidence is not enough to leave red; DomainError
    `evidence_required`, `evidence_in_future`, `message_not_found` for evidence that proves nothing.
    """
    locked = identities.lock(contact)
    if user_of(by) is not None and evidence.kind == EvidenceKind.MESSAGE:
        evidence = _cited(locked, evidence)
    _check(evidence)
    _check_refusals(locked, evidence, by=by)
    if locked.optin_status == OptinStatus.OPTED_IN and not locked.is_by_term:
        return locked
    _write(locked, OptinStatus.OPTED_IN, evidence=evidence, source=source, by=by)
    names = suppressions.digests_of_contact(locked)
    suppressions.lift(names | suppressions.digests_of_email(locked.email))
    return locked


@transaction.atomic
def forget_acceptance(contact: Contact, *, evidence: Evidence, by: Author) -> Contact:
    """Green goes back to grey (the number changed hands); grey and red stay as they are."""
    locked = identities.lock(contact)
    if locked.optin_status == OptinStatus.OPTED_IN:
        _write(locked, OptinStatus.UNDEFINED, evidence=evidence, source=Source.PLATFORM, by=by)
    return locked


def refuse_suppressed(contact: Contact) -> Contact:
    """A contact bears a name that refused before: red in the same transaction."""
    evidence = Evidence(
        kind=EvidenceKind.SUPPRESSION,
        text="O número ou identificador já tinha recusado mensagens ativas.",
        said_at=timezone.now(),
    )
    return revoke(contact, evidence=evidence, source=Source.PLATFORM, by=SYSTEM)


@transaction.atomic
def note_denied(
    contact: Contact, error: NotAllowedError, *, evidence: Evidence, by: Author
) -> None:
    """The trail keeps what was tried and why the rules said no; the colour stays."""
    trail.record(
        Action.OPTIN_REFUSED,
        by=by,
        obj=contact,
        contact_id=contact.pk,
        code=error.code,
        reason=error.message,
        evidence=described(evidence),
    )


def described(evidence: Evidence) -> dict[str, object]:
    """As the trail keeps it."""
    return evidence.values() | {"kind": evidence.kind, "said_at": evidence.said_at}


def _says_it_again(contact: Contact, evidence: Evidence) -> bool:
    if evidence.kind in {EvidenceKind.NONE, EvidenceKind.SUPPRESSION}:
        return False
    last = ledger.last_refusal(contact)
    return last is None or evidence.said_at > last.said_at


def _cited(contact: Contact, evidence: Evidence) -> Evidence:
    """The message itself speaks: its words and Meta's time, not what was typed about it."""
    said = messages.find(contact, evidence.reference)
    if said is None:
        raise DomainError(
            "message_not_found",
            "Não há mensagem deste contato com esse identificador. Escolha uma das mensagens dele.",
            field="reference",
        )
    return replace(
        evidence,
        text=said.text,
        said_at=said.said_at,
        reference=said.reference,
        channel=said.channel,
    )


def _check(evidence: Evidence) -> None:
    if evidence.kind not in PROVES_ACCEPTANCE or not evidence.text.strip():
        raise DomainError(
            "evidence_required",
            "Descreva a evidência: o que a pessoa disse ou assinou.",
            field="text",
        )
    if evidence.said_at > timezone.now() + CLOCK_SKEW:
        raise DomainError(
            "evidence_in_future",
            "A data da evidência está no futuro. Confira o dia e a hora.",
            field="obtained_at",
        )


def _check_refusals(contact: Contact, evidence: Evidence, *, by: Author) -> None:
    refusal = ledger.last_refusal(contact)
    if refusal is not None and evidence.said_at <= refusal.said_at:
        raise NotAllowedError(
            "said_before_refusal",
            "A pessoa recusou depois deste aceite. Só um aceite dado depois da recusa vale.",
            refused_at=refusal.said_at.isoformat(),
        )
    user = user_of(by)
    if user is None or not contact.is_refused or user.has_perm(GRANT_FROM_RED):
        return
    if evidence.kind != EvidenceKind.MESSAGE:
        raise NotAllowedError(
            "supervisor_required",
            "Este contato recusou. Cite uma mensagem dele, posterior à recusa, "
            "ou peça a um supervisor que registre o aceite.",
        )


def _write(
    contact: Contact, after: OptinStatus, *, evidence: Evidence, source: Source, by: Author
) -> None:
    before = OptinStatus(contact.optin_status)
    salt = secrets.token_bytes(SALT_BYTES)
    event = OptinEvent(
        contact=contact,
        before=before,
        after=after,
        source=source,
        evidence_kind=evidence.kind,
        said_at=evidence.said_at,
        digest=trail.digest(salt, evidence.values()),
    )
    entry = trail.record(
        ACTIONS[after],
        by=by,
        obj=contact,
        contact_id=contact.pk,
        changes={} if before == after else {"optin_status": (before, after)},
        covers=merkle.root([leaves.leaf(event)]),
        evidence=described(evidence),
    )
    event.entry_id = entry.pk
    event.save(force_insert=True)
    OptinDetail.objects.create(event=event, salt=salt, values=evidence.values())
    contact.refresh_from_db(fields=WRITTEN_BY_THE_LEDGER)
