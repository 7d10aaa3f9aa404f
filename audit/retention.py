"""How long things are kept: each app registers what it deletes, one run a day tells of all."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit import erasures, trail
from audit.actions import Action
from audit.actors import SYSTEM
from audit.models import EntryDetail

BATCH = 1_000
# What is left when the time is up waits for the next run.
RUN_SECONDS = 300.0
ACCESS = (Action.LOGGED_IN, Action.LOGGED_OUT, Action.LOGIN_FAILED)
PASSED = "Passou do prazo de guarda"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """`setting` names the days; `sweep` deletes one batch older than a moment and says how many."""

    label: str
    setting: str
    sweep: Callable[[datetime], int]

    @property
    def before(self) -> datetime:
        return timezone.now() - timedelta(days=getattr(settings, self.setting))


_keepers: dict[str, Keeper] = {}


def register(keeper: Keeper) -> None:
    """Once a process; the same label again replaces it."""
    _keepers[keeper.label] = keeper


def connect() -> None:
    register(
        Keeper(
            label="Detalhes de acessos (entradas e saídas)",
            setting="RETENTION_ACCESS_DAYS",
            sweep=sweep_access,
        )
    )
    register(
        Keeper(label="Detalhes da trilha", setting="RETENTION_EVIDENCE_DAYS", sweep=sweep_details)
    )


def apply() -> Mapping[str, int]:
    """Delete what has passed its time; one entry with the counts, none when nothing was due."""
    ends, counts = time.monotonic() + RUN_SECONDS, dict[str, int]()
    try:
        for keeper in _keepers.values():
            count = _drain(keeper, ends)
            if count:
                counts[keeper.label] = count
    finally:
        if counts:
            _record(counts)
    return counts


@transaction.atomic
def sweep_access(before: datetime) -> int:
    """Who came in, from where: the entry stays, the address and the log-in that was typed go."""
    rows = EntryDetail.objects.filter(entry__action__in=ACCESS, entry__at__lt=before)
    return _erase(rows.order_by("entry__at", "entry_id").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def sweep_details(before: datetime) -> int:
    """The details that still exist begin with the oldest: read by key, ended by time."""
    oldest = EntryDetail.objects.order_by("pk").values_list("pk", "entry__at")[:BATCH]
    return _erase([pk for pk, at in oldest if at < before])


def _erase(ids: Iterable[int]) -> int:
    """Those that nobody else is erasing at this moment."""
    found = EntryDetail.objects.filter(pk__in=list(ids)).order_by("pk")
    held = found.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
    taken = list(held)
    if taken:
        erasures.erase(EntryDetail.objects.filter(pk__in=taken), by=SYSTEM, reason=PASSED)
    return len(taken)


def _drain(keeper: Keeper, ends: float) -> int:
    before, total = keeper.before, 0
    while time.monotonic() < ends:
        count = keeper.sweep(before)
        total += count
        if count == 0:
            break
    return total


@transaction.atomic
def _record(counts: Mapping[str, int]) -> None:
    trail.record(Action.RETENTION_APPLIED, by=SYSTEM, counts=counts)
