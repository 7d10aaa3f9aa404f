"""Entries as the database has them now, read for checking: many at a time, no cursor kept open."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection, transaction

from audit.sealed_form import BEFORE_ALL_IDS, ENTRY_TEXT_SQL, leaf


class Stored(NamedTuple):
    """`at` in µs, `text` what is proved; `salt` and `detail` (JSON) None without a detail row."""

    id: int
    xid: int
    at: int
    text: str
    digest: "memoryview[int]"
    salt: "memoryview[int] | None"
    detail: str | None

    @property
    def leaf(self) -> bytes:
        return leaf(self.text)


# A date that is none (infinity) reads as 0, long before everything.
COLUMNS = f"""
SELECT e.id, e.xid::text::bigint,
    CASE WHEN pg_catalog.isfinite(e.at)
        THEN (extract(epoch FROM e.at) * 1000000)::bigint ELSE 0 END,
    {ENTRY_TEXT_SQL}, e.digest, d.salt, d."values"::text
FROM audit_entry e LEFT JOIN audit_entrydetail d ON d.entry_id = e.id
"""  # noqa: S608 - our own text


def of_blocks(*, from_xid: int, to_xid: int, after_id: int, up_to_id: int) -> list[Stored]:
    """Whose transactions lie in [from_xid, to_xid), by rising id."""
    where = "e.xid >= %s::text::xid8 AND e.xid < %s::text::xid8 AND e.id > %s AND e.id <= %s"
    return _read(f"{where} ORDER BY e.id", [from_xid, to_xid, after_id, up_to_id])


def of_bridge(*, from_xid: int, sealed_id: int, after_id: int, up_to_id: int) -> list[Stored]:
    """What a segment had left open: from a transaction on, or beyond its highest sealed id."""
    where = "(e.xid >= %s::text::xid8 OR e.id > %s) AND e.id > %s AND e.id <= %s"
    return _read(f"{where} ORDER BY e.id", [from_xid, sealed_id, after_id, up_to_id])


def of_tail(*, from_xid: int, after_id: int, page: int) -> Iterator[list[Stored]]:
    """From a transaction on, in pages by transaction and id."""
    place = (from_xid, BEFORE_ALL_IDS)
    where = "e.xid >= %s::text::xid8 AND (e.xid, e.id) > (%s::text::xid8, %s) AND e.id > %s"
    while True:
        rows = _read(f"{where} ORDER BY e.xid, e.id LIMIT %s", [place[0], *place, after_id, page])
        if rows:
            yield rows
        if len(rows) < page:
            return
        place = (rows[-1].xid, rows[-1].id)


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Everything read inside is of one moment; within a transaction, of that transaction."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@transaction.atomic
def _read(where: str, values: Sequence[Any]) -> list[Stored]:
    """Built-in functions first, whatever the role's search path says; rows found by index.

    A few thousand rows are joined with millions: a plan that reads the whole table, which stale
    statistics may suggest, would make the cost of a verification quadratic.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT set_config('search_path', 'pg_catalog, '
                       || replace(current_setting('search_path'), 'pg_catalog, ', ''), true),
                   set_config('enable_hashjoin', 'off', true),
                   set_config('enable_mergejoin', 'off', true),
                   set_config('enable_seqscan', 'off', true),
                   set_config('jit', 'off', true)"""
        )
        cursor.execute(f"{COLUMNS} WHERE {where}", values)
        rows = cursor.fetchall()
    return [Stored._make(row) for row in rows]
