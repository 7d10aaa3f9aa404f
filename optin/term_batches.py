"""Moving contacts by the term: leased batches by rising id, each one short transaction.

A batch writes lines, entry, counters and cursor together, so a worker that dies leaves whole
batches; whoever comes after its lease goes on from the cursor.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from audit.actors import SYSTEM, Author
from conecta.queues import Queue, wake
from optin import term_lines
from optin.models import TermAcceptance, TermState
from optin.terms import ADVANCE

# So long must other writers of a contact wait: a quarter of a second, where an opt-out has two.
BATCH = 2000
# Longer than a batch that waits for somebody's long transaction.
LEASE = timedelta(minutes=1)
# Then the worker's thread is given to what waits behind.
RUN_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The right to move contacts by this acceptance until `until`, which also tells whose it is."""

    acceptance_id: int
    until: datetime


def run(*, batch: int = BATCH, seconds: float = RUN_SECONDS) -> int:
    """Batch after batch until nothing is left, somebody else has the lease, or time is up; how many
    contacts were moved."""
    claim = try_claim()
    ends, moved = time.monotonic() + seconds, 0
    while claim is not None:
        claim, count = advance(claim, batch=batch)
        moved += count
        if claim is not None and time.monotonic() >= ends:
            release(claim)
            break
    return moved


@transaction.atomic
def try_claim() -> Claim | None:
    """None when no acceptance has work, or a worker that still answers is at it."""
    now = timezone.now()
    rows = TermAcceptance.objects.due(now).select_for_update(no_key=True, skip_locked=True)
    acceptance = rows.first()
    return _renew(acceptance, now) if acceptance else None


@transaction.atomic
def advance(claim: Claim, *, batch: int = BATCH) -> tuple[Claim | None, int]:
    """One batch: the claim to the next one, or None when there is none, and how many were moved."""
    acceptance = _held(claim)
    if acceptance is None:
        return None, 0
    move, by = _direction(acceptance)
    ids = term_lines.candidates(move, after_id=acceptance.cursor_id, limit=batch)
    if ids:
        term_lines.write(acceptance, ids, move=move, by=by)
        acceptance.cursor_id = ids[-1]
    if move is term_lines.GRANT:
        acceptance.granted_count += len(ids)
    else:
        acceptance.returned_count += len(ids)
    if len(ids) == batch:
        return _renew(acceptance, timezone.now()), len(ids)
    _finish(acceptance)
    return None, len(ids)


@transaction.atomic
def release(claim: Claim) -> None:
    """Give the rest to the next run, and wake it."""
    held = TermAcceptance.objects.filter(pk=claim.acceptance_id, lease_expires_at=claim.until)
    held.update(lease_expires_at=None)
    transaction.on_commit(lambda: wake(ADVANCE, queue=Queue.BULK))


def _held(claim: Claim) -> TermAcceptance | None:
    """Locked; None when it was withdrawn meanwhile or another worker has taken it over."""
    rows = TermAcceptance.objects.select_for_update(no_key=True, of=("self",))
    rows = rows.select_related("term", "accepted_by", "withdrawn_by")
    return rows.filter(pk=claim.acceptance_id, lease_expires_at=claim.until).first()


def _direction(acceptance: TermAcceptance) -> tuple[term_lines.Move, Author]:
    if acceptance.state == TermState.APPLYING:
        return term_lines.GRANT, acceptance.accepted_by
    return term_lines.UNDO, acceptance.withdrawn_by or SYSTEM


def _renew(acceptance: TermAcceptance, now: datetime) -> Claim:
    acceptance.lease_expires_at = now + LEASE
    acceptance.save()
    return Claim(acceptance_id=acceptance.pk, until=acceptance.lease_expires_at)


def _finish(acceptance: TermAcceptance) -> None:
    is_granted = acceptance.state == TermState.APPLYING
    acceptance.state = TermState.IN_FORCE if is_granted else TermState.WITHDRAWN
    acceptance.lease_expires_at, acceptance.finished_at = None, timezone.now()
    acceptance.save()
