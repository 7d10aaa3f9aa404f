"""Decisions about reading an account's templates at Meta: asked, under way, done."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypedDict

from django.db import transaction
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import SYSTEM, Author, user_of
from conecta.queues import Queue, wake
from conecta.whatsapp.models import BusinessAccount
from hsm_templates.models import AccountSync

SYNC = "hsm_templates.sync"
# Longer than the listing of 6,000 templates; a dead worker's account waits so long.
LEASE = timedelta(minutes=10)
MOST_PROBLEMS = 50
MOST_RESULTS = 200


class Result(TypedDict):
    """What came of one template; `id` is Meta's, `outcome` a mirror.Outcome or "deleted"."""

    id: str
    name: str
    language: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """How a reading went. `failure` is empty when Meta's list was read to its end."""

    counts: Counter[str]
    problems: Sequence[str]
    failure: str = ""
    results: Sequence[Result] = ()


@transaction.atomic
def request(account: BusinessAccount, *, by: Author) -> AccountSync:
    """Ask for a reading; one that is already waiting serves everybody who asked."""
    sync, _created = AccountSync.objects.update_or_create(
        account=account,
        defaults={"due_at": timezone.now(), "asked_by": user_of(by), "read_count": 0},
    )
    transaction.on_commit(lambda: wake(SYNC, account.pk, queue=Queue.MAINTENANCE))
    return sync


@transaction.atomic
def claim(account_id: int | None = None) -> AccountSync | None:
    """The reading that is due, leased: of this account, or of any; None when none is."""
    now = timezone.now()
    due = AccountSync.objects.filter(due_at__lte=now).select_related("account", "asked_by")
    if account_id is not None:
        due = due.filter(account_id=account_id)
    rows = due.order_by("due_at", "account_id")
    sync = rows.select_for_update(no_key=True, skip_locked=True, of=("self",)).first()
    if sync is not None:
        sync.due_at = now + LEASE
        sync.save(update_fields=["due_at"])
    return sync


def advance(sync: AccountSync, *, read: int) -> None:
    """How far the reading has come; who reads long keeps the lease."""
    AccountSync.objects.filter(pk=sync.pk, due_at__isnull=False).update(
        read_count=read, due_at=timezone.now() + LEASE
    )


@transaction.atomic
def finish(sync: AccountSync, report: SyncReport) -> AccountSync:
    sync.due_at, sync.finished_at = None, timezone.now()
    sync.failure, sync.problems = report.failure[:500], list(report.problems[:MOST_PROBLEMS])
    sync.counts, sync.results = dict(report.counts), list(report.results[:MOST_RESULTS])
    sync.read_count = report.counts["read"]
    sync.save()
    trail.record(
        Action.TEMPLATES_SYNCED,
        by=sync.asked_by or SYSTEM,
        obj=sync.account,
        counts=dict(report.counts),
        problems=sync.problems,
        failure=sync.failure or None,
    )
    return sync
