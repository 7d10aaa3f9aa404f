"""Decisions about verifying: one at a time, each with its result in the trail."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import SYSTEM, Author, user_of
from audit.models import Verification, VerificationState
from audit.reports import Report
from conecta.queues import Queue, wake

VERIFY = "audit.verify"
UNDER_WAY = [VerificationState.WAITING, VerificationState.RUNNING]
# Signs of life come every second or two; whoever gives none for so long has died.
SILENCE = timedelta(minutes=5)
# What the trail keeps of a bent one; the verification's own row has them all.
MOST_TOLD = 10


@transaction.atomic
def request(*, by: Author) -> Verification:
    """The one that is under way already, else a new one, which a worker takes up."""
    bury_dead()
    made = Verification(requested_by=user_of(by))
    Verification.objects.bulk_create([made], ignore_conflicts=True)
    transaction.on_commit(lambda: wake(VERIFY, queue=Queue.MAINTENANCE))
    # One that stood in the way of ours may have ended this moment: then it is the newest.
    under_way = Verification.objects.filter(state__in=UNDER_WAY).first()
    return under_way or Verification.objects.latest("pk")


@transaction.atomic
def claim() -> Verification | None:
    """The one that waits, now running; None when none does, or another worker has it."""
    bury_dead()
    waiting = Verification.objects.filter(state=VerificationState.WAITING)
    found = waiting.select_for_update(of=("self",), skip_locked=True, no_key=True).first()
    if found is not None:
        found.state = VerificationState.RUNNING
        found.started_at = found.seen_at = timezone.now()
        found.save(update_fields=["state", "started_at", "seen_at"])
    return found


def note_progress(verification: Verification, done: int, total: int) -> None:
    _running(verification).update(done_count=done, total_count=total, seen_at=timezone.now())


@transaction.atomic
def finish(verification: Verification, report: Report) -> bool:
    """False, and nothing written, when it had been given up meanwhile."""
    changed = _running(verification).update(
        state=VerificationState.FINISHED,
        finished_at=timezone.now(),
        done_count=report.entries,
        total_count=report.entries,
        is_whole=report.is_whole,
        result=report.as_json(),
    )
    if not changed:
        return False
    trail.record(
        Action.TRAIL_VERIFIED,
        by=verification.requested_by or SYSTEM,
        obj=verification,
        is_whole=report.is_whole,
        counts={"entries": report.entries, "seals": report.seals, "lines": report.lines},
        problems=[problem.text for problem in report.problems[:MOST_TOLD]] or None,
    )
    return True


def fail(verification: Verification, reason: str) -> None:
    _running(verification).update(
        state=VerificationState.FAILED, finished_at=timezone.now(), failure=reason
    )


def bury_dead() -> None:
    """Those whose worker has not been heard of: somebody may ask anew."""
    Verification.objects.filter(
        state=VerificationState.RUNNING, seen_at__lt=timezone.now() - SILENCE
    ).update(
        state=VerificationState.FAILED,
        finished_at=timezone.now(),
        failure="O processo que conferia parou no meio.",
    )


def _running(verification: Verification) -> QuerySet[Verification]:
    return Verification.objects.filter(pk=verification.pk, state=VerificationState.RUNNING)
