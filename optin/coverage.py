"""The ledger as the verification of the trail reads it: each line with what proves it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from audit import merkle
from audit.coverage import Ledger, Line
from optin.leaves import EVENT_JSON

PAGE = 5000

# Times and words as they stand; what is hashed is hashed by us.
SQL = f"""
SELECT e.entry_id, e.id, {EVENT_JSON}, e.at, e.digest, d.salt, d."values"::text
FROM optin_optinevent e LEFT JOIN optin_optindetail d ON d.event_id = e.id
WHERE e.entry_id > %s AND e.entry_id <= %s AND (e.entry_id, e.id) > (%s, %s)
ORDER BY e.entry_id, e.id LIMIT %s
"""  # noqa: S608 - our own text


def lines(after: int, up_to: int) -> Iterator[Line]:
    place = (after, 0)
    while True:
        rows = _page(after, up_to, place)
        yield from map(_line, rows)
        if len(rows) < PAGE:
            return
        place = rows[-1][:2]


def _page(after: int, up_to: int, place: tuple[Any, ...]) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(SQL, [after, up_to, *place, PAGE])
        return list(cursor.fetchall())


def _line(row: tuple[Any, ...]) -> Line:
    entry_id, line_id, text, at, digest, salt, values = row
    return Line(
        entry_id=entry_id,
        line_id=line_id,
        leaf=merkle.leaf(text.encode()),
        at=at,
        digest=bytes(digest),
        salt=None if salt is None else bytes(salt),
        values=values,
    )


LEDGER = Ledger(name="Evento de opt-in", detail_type="optin.optindetail", lines=lines)
