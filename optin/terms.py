"""Decisions about the company's adhesion term: publish, accept, withdraw, and cover who is new."""

import hashlib
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import SYSTEM
from conecta.accounts.models import User
from conecta.errors import ConflictError, DomainError
from conecta.queues import Queue, wake
from contacts.models import Contact
from optin import figures, term_lines
from optin.models import LegalBasis, Term, TermAcceptance, TermState
from optin.querysets import IN_FORCE

ADVANCE = "optin.advance_term"
# Above it, withdrawing asks for typed words (ui/DESIGN.md, "Confirmação").
TYPED_ABOVE = 1000
# FOR KEY SHARE: a withdrawal waits for those who are about to grant by it, a batch does not.
COVERING = """
SELECT id FROM optin_termacceptance WHERE state = ANY(%s) AND covers_new FOR KEY SHARE
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking:
    """What the company declares when it accepts; `confirmation` is what the person typed."""

    legal_basis: LegalBasis
    justification: str
    covers_new: bool
    confirmation: str


def words_to_accept(term: Term) -> str:
    return f"ACEITAR VERSÃO {term.version}"


def words_to_withdraw(term: Term) -> str:
    return f"RETIRAR VERSÃO {term.version}"


def is_typed(typed: str, wanted: str) -> bool:
    """In any case and spacing."""
    return " ".join(typed.split()).upper() == wanted


@transaction.atomic
def publish(text: str, *, by: User) -> Term:
    """The next version. Raises DomainError `term_unchanged`, ConflictError `term_published` when
    somebody was faster."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise DomainError("term_empty", "Escreva o texto do termo.", field="text")
    newest = Term.objects.first()
    if newest is not None and newest.text == text:
        raise DomainError("term_unchanged", "O texto é igual ao da última versão.", field="text")
    term = Term(
        version=newest.version + 1 if newest else 1,
        text=text,
        sha256=hashlib.sha256(text.encode()).digest(),
        published_by=by,
    )
    try:
        with transaction.atomic():
            term.save(force_insert=True)
    except IntegrityError as error:
        message = "Outra pessoa publicou uma versão agora. Confira-a antes de publicar a sua."
        raise ConflictError("term_published", message) from error
    digest = term.sha256.hex()
    trail.record(Action.TERM_PUBLISHED, by=by, obj=term, version=term.version, sha256=digest)
    return term


@transaction.atomic
def accept(term: Term, said: Undertaking, *, by: User) -> TermAcceptance:
    """Put the term in force, and wake the work that turns grey contacts green by it.

    Raises ConflictError `term_old` when a newer version is published, `term_standing` while another
    acceptance is not withdrawn to its end; DomainError for what is missing in the undertaking.
    """
    _check(term, said)
    newest = Term.objects.first()
    if newest is None or newest.pk != term.pk:
        raise ConflictError(
            "term_old", "Há uma versão mais nova do termo. Leia-a antes de aceitar."
        )
    acceptance = TermAcceptance(
        term=term,
        accepted_by=by,
        legal_basis=said.legal_basis,
        justification=said.justification.strip(),
        covers_new=said.covers_new,
        expected_count=figures.colours().undefined,
    )
    try:
        with transaction.atomic():
            acceptance.save(force_insert=True)
    except IntegrityError as error:
        message = "Já há um termo em vigor ou sendo retirado. Só depois dá para aceitar outro."
        raise ConflictError("term_standing", message) from error
    trail.record(
        Action.TERM_ACCEPTED,
        by=by,
        obj=acceptance,
        version=term.version,
        sha256=bytes(term.sha256).hex(),
        legal_basis=said.legal_basis,
        justification=acceptance.justification,
        covers_new=said.covers_new,
        expected_count=acceptance.expected_count,
    )
    wake_on_commit()
    return acceptance


@transaction.atomic
def withdraw(acceptance: TermAcceptance, *, confirmation: str, by: User) -> TermAcceptance:
    """From the commit on nobody is granted by it, and its work turns round: the untouched go grey.

    Already withdrawn: nothing is written. Raises DomainError `confirmation_mismatch`.
    """
    count = figures.colours().by_term
    if count > TYPED_ABOVE:
        _check_typed(confirmation, words_to_withdraw(acceptance.term))
    # FOR UPDATE, for once: only it waits for the FOR KEY SHARE of those who grant by the term.
    rows = TermAcceptance.objects.select_for_update(of=("self",)).select_related("term")
    locked = rows.get(pk=acceptance.pk)
    if locked.state not in IN_FORCE:
        return locked
    before, locked.state = locked.state, TermState.WITHDRAWING
    locked.withdrawn_by, locked.withdrawn_at = by, timezone.now()
    locked.cursor_id, locked.lease_expires_at, locked.finished_at = 0, None, None
    locked.save()
    trail.record(
        Action.TERM_WITHDRAWN,
        by=by,
        obj=locked,
        changes={"state": (before, locked.state)},
        version=locked.term.version,
        count=count,
    )
    wake_on_commit()
    return locked


@transaction.atomic(savepoint=False)
def cover_new(contact: Contact) -> bool:
    """A contact just created starts green by the term in force, if that was declared and nothing
    made it red; False when it stays as it is."""
    with connection.cursor() as cursor:
        cursor.execute(COVERING, [list(IN_FORCE)])
        found = cursor.fetchone()
    if found is None:
        return False
    if not Contact.objects.filter(term_lines.GRANT.candidates, pk=contact.pk).exists():
        return False
    acceptance = TermAcceptance.objects.select_related("term").get(pk=found[0])
    term_lines.write(acceptance, [contact.pk], move=term_lines.GRANT, by=SYSTEM)
    return True


def wake_on_commit() -> None:
    transaction.on_commit(lambda: wake(ADVANCE, queue=Queue.BULK))


def _check(term: Term, said: Undertaking) -> None:
    if said.legal_basis not in LegalBasis.values:
        raise DomainError("legal_basis_missing", "Escolha a base legal.", field="legal_basis")
    if not said.justification.strip():
        message = "Justifique por que esta base legal vale para estes contatos."
        raise DomainError("justification_missing", message, field="justification")
    _check_typed(said.confirmation, words_to_accept(term))


def _check_typed(typed: str, wanted: str) -> None:
    if not is_typed(typed, wanted):
        message = f"Digite {wanted} para confirmar."
        raise DomainError("confirmation_mismatch", message, field="confirmation")
