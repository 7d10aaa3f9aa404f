"""Who makes which export: claimed for a time, kept while rows are written, finished or failed."""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from conecta.exports import files
from conecta.exports.models import Export, ExportState
from conecta.exports.querysets import ExportQuerySet

# A worker that dies leaves its export to another after this long; each progress extends it.
LEASE = timedelta(minutes=5)
KEPT = timedelta(days=7)
MAX_ATTEMPTS = 3
BACKOFF = timedelta(seconds=30)
BROKEN_OFF = "O processo que a fazia parou no meio, mais de uma vez. Peça de novo com menos dados."


class LostLeaseError(Exception):
    """Another worker has it, or it was discarded meanwhile."""


@transaction.atomic
def claim() -> Export | None:
    """The next one, for LEASE; what died too often is failed on the way."""
    now = timezone.now()
    due = Export.objects.due(now).select_for_update(no_key=True, skip_locked=True)
    # One row at a time: those that are only looked at would be locked for the other workers.
    while (export := due.first()) is not None:
        if export.attempt < MAX_ATTEMPTS:
            return _take(export)
        _end(export, state=ExportState.FAILED, failure=BROKEN_OFF)
    return None


def keep(export: Export, *, done_count: int, total_count: int | None) -> None:
    """Tell how far it is and go on. Raises LostLeaseError."""
    changed = _ours(export).update(
        done_count=done_count, total_count=total_count, due_at=timezone.now() + LEASE
    )
    if not changed:
        raise LostLeaseError(export.pk)


def finish(export: Export, *, stored_name: str, count: int) -> None:
    """The file stands. Raises LostLeaseError, and then the file is gone again."""
    now = timezone.now()
    changed = _ours(export).update(
        state=ExportState.DONE,
        stored_name=stored_name,
        size=files.path_of(stored_name).stat().st_size,
        done_count=count,
        total_count=count,
        finished_at=now,
        expires_at=now + KEPT,
        due_at=None,
        lease_token=None,
        failure="",
    )
    if not changed:
        files.remove(stored_name)
        raise LostLeaseError(export.pk)


@transaction.atomic
def give_up(export: Export, *, failure: str) -> None:
    """Once more, later; for good after MAX_ATTEMPTS."""
    held = _ours(export).select_for_update(no_key=True).first()
    if held is None:
        return
    if held.attempt >= MAX_ATTEMPTS:
        _end(held, state=ExportState.FAILED, failure=failure)
    else:
        held.state, held.due_at, held.lease_token = (
            ExportState.QUEUED,
            timezone.now() + BACKOFF * held.attempt,
            None,
        )
        held.failure = failure
        held.save(update_fields=["state", "due_at", "lease_token", "failure"])


def expire() -> int:
    """Files whose days are over are deleted; how many."""
    outdated = list(Export.objects.outdated(timezone.now())[:500])
    for export in outdated:
        files.remove(export.stored_name)
    Export.objects.filter(pk__in=[export.pk for export in outdated]).update(
        state=ExportState.EXPIRED, stored_name="", parameters={}
    )
    return len(outdated)


def _take(export: Export) -> Export:
    export.state, export.attempt = ExportState.RUNNING, export.attempt + 1
    export.due_at, export.lease_token = timezone.now() + LEASE, uuid4()
    export.done_count = 0
    export.save(update_fields=["state", "attempt", "due_at", "lease_token", "done_count"])
    return export


def _ours(export: Export) -> ExportQuerySet:
    return Export.objects.filter(
        pk=export.pk, lease_token=export.lease_token, state=ExportState.RUNNING
    )


def _end(export: Export, *, state: ExportState, failure: str) -> None:
    export.state, export.failure = state, failure
    export.due_at, export.lease_token, export.finished_at = None, None, timezone.now()
    export.save(update_fields=["state", "failure", "due_at", "lease_token", "finished_at"])
