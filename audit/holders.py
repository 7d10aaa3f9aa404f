"""Which seal holds an entry, and the path from the entry up to that seal's root."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db import connection

from audit import merkle, sealed_form
from audit.merkle import Path
from audit.models import Entry, Seal, SealKind
from audit.sealed_form import BEFORE_ALL_IDS

# Trees of ten thousand leaves kept at hand; a package walks the trail by id, nearly seal by seal.
KEPT_TREES = 16


@dataclass(frozen=True)
class Holder:
    """A seal and all that it holds."""

    seal: Seal

    @cached_property
    def places(self) -> dict[int, int]:
        records = sealed_form.unpack(bytes(self.seal.index))
        return {entry_id: place for place, (entry_id, _) in enumerate(records)}

    @cached_property
    def tree(self) -> list[list[bytes]]:
        return merkle.rows([leaf for _, leaf in sealed_form.unpack(bytes(self.seal.index))])

    def path(self, entry_id: int) -> Path:
        return merkle.path_in(self.tree, self.places[entry_id])


class Holders:
    """As the seals stood when it was made; what is sealed later counts as not sealed."""

    def __init__(self) -> None:
        newest = Seal.objects.order_by("number").values_list("number", flat=True).last()
        self._newest = newest or 0
        bridges = Seal.objects.filter(kind=SealKind.BRIDGE, number__lte=self._newest)
        rows = bridges.order_by("number").values_list("segment", "after_id", "number")
        self._bridges = {segment: (after_id, number) for segment, after_id, number in rows}
        self._load = lru_cache(maxsize=KEPT_TREES)(self._read)

    def of(self, entries: Sequence[Entry]) -> dict[int, Holder]:
        """By the entry's id; who is not in it is not sealed yet."""
        found = {}
        for segment in {self._segment(entry.pk) for entry in entries}:
            theirs = [entry for entry in entries if self._segment(entry.pk) == segment]
            blocks = self._blocks(segment, theirs)
            for entry in theirs:
                holder = self._holder(entry.pk, segment, blocks.get(int(entry.xid)))
                if holder is not None:
                    found[entry.pk] = holder
        return found

    def _segment(self, entry_id: int) -> int:
        before = [segment for segment, (after, _) in self._bridges.items() if after < entry_id]
        return max(before, default=1)

    def _blocks(self, segment: int, entries: Sequence[Entry]) -> dict[int, int]:
        """Transaction id to the number of the block that it lies in."""
        xids = sorted({str(entry.xid) for entry in entries})
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT xid::text, (
                       SELECT number FROM audit_seal
                       WHERE segment = %s AND kind = %s AND to_xid > xid AND number <= %s
                       ORDER BY to_xid LIMIT 1
                   ) FROM unnest(%s::text[]::xid8[]) AS xid""",
                [segment, SealKind.BLOCK, self._newest, xids],
            )
            return {int(xid): number for xid, number in cursor.fetchall() if number is not None}

    def _holder(self, entry_id: int, segment: int, block: int | None) -> Holder | None:
        _, bridge = self._bridges.get(segment + 1, (BEFORE_ALL_IDS, None))
        for number in (block, bridge):
            if number is not None and entry_id in (holder := self._load(number)).places:
                return holder
        return None

    def _read(self, number: int) -> Holder:
        return Holder(Seal.objects.get(number=number))
