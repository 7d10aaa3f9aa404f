"""The decision to close a block: what is decided and visible is sealed, chained and signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from audit import merkle, sealed_form, signing, trail
from audit.actions import Action
from audit.actors import SYSTEM
from audit.chain import form_of
from audit.models import Seal, SealKind
from audit.sealed_form import BEFORE_ALL_IDS, ENTRY_TEXT_SQL, NO_PREVIOUS
from audit.signatures import Purpose

# One sealer at a time; the number only has to differ from other advisory locks of this database.
LOCK = 0x5EA1
# Small enough to hold in memory, large enough that a million entries are a hundred seals.
BLOCK = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Everything below `horizon` is committed or gone; `at` is when that was seen."""

    horizon: int
    at: datetime
    cluster_id: str


@transaction.atomic
def seal_next() -> Seal | None:
    """Close the next block; None when there is nothing new, or another sealer is at it.

    The horizon is read in one statement and the entries in a later one (READ COMMITTED), so that
    whatever lies below it is decided and seen; ids become visible out of order, horizons do not.
    """
    if not _lock():
        return None
    last = Seal.objects.order_by("number").last()
    now = _moment()
    if last is not None and last.cluster_id != now.cluster_id:
        return _open_segment(last, now)
    after_id = last.after_id if last else BEFORE_ALL_IDS
    from_xid = int(last.to_xid) if last else 0
    to_xid = _end_of_block(after_id, from_xid, now.horizon)
    if to_xid is None:
        return None
    bounds = "xid >= %s::text::xid8 AND xid < %s::text::xid8 AND id > %s"
    return _write(
        Seal(
            number=last.number + 1 if last else 1,
            segment=last.segment if last else 1,
            after_id=after_id,
            from_xid=from_xid,
            to_xid=to_xid,
            next_xid=_own_xid() + 1,
            previous=last.digest if last else NO_PREVIOUS,
            cluster_id=now.cluster_id,
            sealed_at=now.at,
        ),
        _records(bounds, [from_xid, to_xid, after_id]),
    )


def _open_segment(last: Seal, now: Moment) -> Seal:
    """A dump was restored: close what was open, with nobody writing, and count from there on."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE audit_entry IN SHARE ROW EXCLUSIVE MODE")
    trail.record(
        Action.SEGMENT_OPENED,
        by=SYSTEM,
        obj=last,
        changes={"cluster_id": (last.cluster_id, now.cluster_id)},
    )
    highest = _value("SELECT max(id) FROM audit_entry")
    bounds = "(xid >= %s::text::xid8 OR id > %s) AND id > %s"
    return _write(
        Seal(
            number=last.number + 1,
            kind=SealKind.BRIDGE,
            segment=last.segment + 1,
            after_id=highest,
            from_xid=last.to_xid,
            to_xid=0,
            next_xid=0,
            previous=last.digest,
            cluster_id=now.cluster_id,
            sealed_at=_moment().at,
        ),
        _records(bounds, [int(last.to_xid), highest_sealed_id(last.segment), last.after_id]),
    )


def highest_sealed_id(segment: int) -> int:
    """Of its blocks, from the last record of each index."""
    found = _value(
        """SELECT max(('x' || encode(substring("index" FROM octet_length("index") - 39 FOR 8),
                  'hex'))::bit(64)::bigint)
           FROM audit_seal WHERE segment = %s AND kind = %s""",
        [segment, SealKind.BLOCK],
    )
    return BEFORE_ALL_IDS if found is None else int(found)


def _write(seal: Seal, records: Sequence[tuple[int, bytes]]) -> Seal:
    seal.entry_count = len(records)
    seal.root = merkle.root([leaf for _, leaf in records])
    seal.index = sealed_form.pack(records)
    seal.digest = form_of(seal).digest()
    seal.signature = signing.sign(Purpose.SEAL, seal.digest)
    seal.save(force_insert=True)
    return seal


def _records(bounds: str, values: Sequence[Any]) -> list[tuple[int, bytes]]:
    """(id, leaf) of the entries within, by rising id."""
    sql = f"SELECT e.id, {ENTRY_TEXT_SQL} FROM audit_entry e WHERE {bounds} ORDER BY e.id"  # noqa: S608 - our own text
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [(entry_id, sealed_form.leaf(text)) for entry_id, text in cursor.fetchall()]


def _end_of_block(after_id: int, from_xid: int, horizon: int) -> int | None:
    """The xid that a block from `from_xid` may reach; None when it would be empty.

    The horizon, or the end of the transaction in which the block is full: a transaction is never
    cut in two.
    """
    count, newest = _row(
        """SELECT count(*), max(xid)::text FROM (
               SELECT xid FROM audit_entry
               WHERE xid >= %s::text::xid8 AND xid < %s::text::xid8 AND id > %s
               ORDER BY xid LIMIT %s
           ) AS block""",
        [from_xid, horizon, after_id, BLOCK],
    )
    if count == 0:
        return None
    return horizon if count < BLOCK else int(newest) + 1


def _moment() -> Moment:
    """The cluster is named by server, database and table: a restored dump changes one of them."""
    horizon, at, cluster_id = _row(
        """SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, clock_timestamp(),
               concat_ws('/', (SELECT system_identifier FROM pg_control_system()),
                   (SELECT oid FROM pg_database WHERE datname = current_database()),
                   'audit_entry'::regclass::oid)"""
    )
    return Moment(horizon=horizon, at=at, cluster_id=cluster_id)


def _own_xid() -> int:
    """Ours: every transaction with a higher id began later than this."""
    return int(_value("SELECT pg_current_xact_id()::text"))


def _lock() -> bool:
    return bool(_value("SELECT pg_try_advisory_xact_lock(%s)", [LOCK]))


def _value(sql: str, values: Sequence[Any] = ()) -> Any:
    return _row(sql, values)[0]


def _row(sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(cursor.fetchone())
