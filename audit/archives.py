"""Blocks whose entries left the database for a file: the decision, and what they held."""

import json
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import lru_cache

from django.db import connection, models, transaction

from audit import merkle, sealed_form, trail
from audit.actions import Action
from audit.actors import Author
from audit.coverage import Ledger, Line
from audit.models import Archive, Seal

PAGE = 500
KEPT_INDEXES = 16


class Archived:
    """As it stood when it was made; the ids of a block are read only when somebody asks."""

    def __init__(self) -> None:
        rows = Archive.objects.order_by("first_seal").values_list("first_seal", "last_seal")
        self._ranges = list(rows)
        self._ids = lru_cache(maxsize=KEPT_INDEXES)(_ids_of)
        self._bounds: list[tuple[int, int, int]] | None = None

    def has(self, number: int) -> bool:
        """Whether the seal of that number is archived."""
        return any(first <= number <= last for first, last in self._ranges)

    def holding(self, entry_ids: Collection[int]) -> set[int]:
        """Those of the entries that lie in an archived block."""
        if not self._ranges or not entry_ids:
            return set()
        if self._bounds is None:
            self._bounds = [_bounds(number) for number in self._numbers()]
        return {entry_id for entry_id in entry_ids if self._holds(entry_id)}

    def _numbers(self) -> Iterator[int]:
        for first, last in self._ranges:
            yield from range(first, last + 1)

    def _holds(self, entry_id: int) -> bool:
        return any(
            first <= entry_id <= last and _has(self._ids(number), entry_id)
            for first, last, number in self._bounds or ()
        )


@transaction.atomic
def withdraw(archive: Archive, *, by: Author) -> Archive:
    """Its entries and their details leave the database; the file that holds them is written.

    The trigger lets go exactly those that the seals of the archive name.
    """
    entry = trail.record(
        Action.TRAIL_ARCHIVED,
        by=by,
        covers=merkle.root([leaf(archive)]),
        label=str(archive),
        counts={"entries": archive.entry_count},
        file_sha256=bytes(archive.file_sha256).hex(),
    )
    archive.entry = entry
    archive.save(force_insert=True)
    with connection.cursor() as cursor:
        # Of this transaction's archives: the one above.
        cursor.execute("DELETE FROM audit_entrydetail WHERE entry_id IN (SELECT audit_archiving())")
        cursor.execute("DELETE FROM audit_entry WHERE id IN (SELECT audit_archiving())")
        if cursor.rowcount != archive.entry_count:
            raise RuntimeError(f"{cursor.rowcount} entries, {archive.entry_count} in the seals")
    return archive


def leaf(archive: Archive) -> bytes:
    """What the entry of an archiving proves: which blocks went, and the file that they went to."""
    told = [archive.first_seal, archive.last_seal, archive.entry_count]
    text = json.dumps([*told, archive.file_name, bytes(archive.file_sha256).hex()])
    return merkle.leaf(text.encode())


def lines(after: int, up_to: int) -> Iterator[Line]:
    rest = models.Q(entry_id__gt=after)
    ours = Archive.objects.filter(entry_id__lte=up_to).order_by("entry_id", "pk")
    while rows := list(ours.filter(rest)[:PAGE]):
        for row in rows:
            yield Line(entry_id=row.entry_id, line_id=row.pk, leaf=leaf(row))
        last = rows[-1]
        rest = models.Q(entry_id__gt=last.entry_id)
        rest |= models.Q(entry_id=last.entry_id, pk__gt=last.pk)


LEDGER = Ledger(name="Arquivamento", detail_type="", lines=lines)


def _ids_of(number: int) -> list[int]:
    index = Seal.objects.values_list("index", flat=True).get(number=number)
    return [entry_id for entry_id, _ in sealed_form.unpack(bytes(index))]


def _bounds(number: int) -> tuple[int, int, int]:
    """The first and the last id that a seal names, without reading its whole index."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT substring("index" FOR 8), substring("index" FROM octet_length("index") - 39
                   FOR 8) FROM audit_seal WHERE number = %s""",
            [number],
        )
        first, last = (int.from_bytes(bytes(it), signed=True) for it in cursor.fetchone())
    return first, last, number


def _has(ids: list[int], entry_id: int) -> bool:
    place = bisect_left(ids, entry_id)
    return place < len(ids) and ids[place] == entry_id
