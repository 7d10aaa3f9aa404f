"""Ledgers whose lines are proved by entries: each app registers its own, audit knows none.

An entry's `covers` is the Merkle root over the leaves of its lines, by their ids.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a ledger. `at` None: it has no time of its own to be held against its entry's.

    `digest` is empty for a line that has no personal values; else `salt` and `values` (JSON) are
    those of its detail row, both None when that row is not there.
    """

    entry_id: int
    line_id: int
    leaf: bytes
    at: datetime | None = None
    digest: bytes = b""
    salt: bytes | None = None
    values: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """`name` is one line's, in Portuguese; `detail_type` its detail rows', as Erasure calls them.

    `lines(after, up_to)` gives those whose entry's id lies in (after, up_to], by the entry's id and
    then their own; it may be asked for any part, and should read it in pieces.
    """

    name: str
    detail_type: str
    lines: Callable[[int, int], Iterator[Line]]


_ledgers: dict[str, Ledger] = {}


def register(ledger: Ledger) -> None:
    """Again under the same name: the newer one counts."""
    _ledgers[ledger.name] = ledger


def ledgers() -> tuple[Ledger, ...]:
    return tuple(_ledgers.values())
