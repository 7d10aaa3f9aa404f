"""A trail with seals, and the hands of somebody who owns the database."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from django.db import connection, transaction

from audit import sealing, seals, trail
from audit.actions import Action
from audit.actors import SYSTEM
from audit.models import Entry, Seal

# Another worker's open transaction holds the horizon of the whole cluster back until it ends.
PATIENCE = 120.0


@transaction.atomic
def entries(count: int = 1, **detail: Any) -> list[Entry]:
    """As many entries, in one transaction."""
    return [
        trail.record(Action.CONTACT_CREATED, by=SYSTEM, contact_id=7, **detail)
        for _ in range(count)
    ]


def seal_all() -> Seal:
    """Seal every entry that there is now, those not sealed yet in one block; the newest seal."""
    newest = Entry.objects.order_by("xid").last()
    assert newest is not None
    _wait_for_horizon(int(newest.xid))
    sealing.run()
    seal = Seal.objects.order_by("number").last()
    assert seal is not None
    assert int(seal.to_xid) > int(newest.xid) or seal.after_id >= newest.pk
    return seal


def _wait_for_horizon(xid: int) -> None:
    # A sealer that runs before would put what stands before the horizon in a block of its own.
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            if cursor.fetchone()[0] > xid:
                return
        time.sleep(0.05)
    raise AssertionError("a transaction of this cluster has been open for two minutes")


@contextmanager
def another_cluster() -> Iterator[None]:
    """What is sealed inside was sealed where a dump came from that was restored here."""
    here = seals._moment
    with patch.object(seals, "_moment", lambda: replace(here(), cluster_id="outro/1/2")):
        yield


def block(count: int = 3, **detail: Any) -> list[Entry]:
    """Entries that have just been sealed."""
    made = entries(count, **detail)
    seal_all()
    return made


@contextmanager
def owner() -> Iterator[None]:
    """Everything inside runs with the triggers at rest, as only a superuser can."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("RESET session_replication_role")


def forge(sql: str, values: Sequence[Any] = ()) -> int:
    """One statement as the database's superuser; returns how many rows it touched."""
    with owner(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)
