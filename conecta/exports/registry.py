"""What can be exported: apps register their kinds in `apps.py`, so this app knows no domain."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from conecta.exports.formats import Format

Cell: TypeAlias = str | int | float | bool | datetime | None
Row: TypeAlias = Sequence[Cell]
Parameters: TypeAlias = Mapping[str, Any]
# A file of an archive: its name inside, and its content in pieces.
Member: TypeAlias = tuple[str, Iterator[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`rows` makes tables, `lines` a package of JSON lines (each with its line break), `members`
    an archive of files.

    Each gets the parameters that were asked for and yields in constant memory. `count`: how many
    rows or lines there will be, where that can be told.
    """

    name: str
    label: str
    permission: str
    columns: Sequence[str] = ()
    rows: Callable[[Parameters], Iterator[Row]] | None = None
    lines: Callable[[Parameters], Iterator[str]] | None = None
    members: Callable[[Parameters], Iterator[Member]] | None = None
    count: Callable[[Parameters], int] | None = None

    @property
    def formats(self) -> tuple[Format, ...]:
        tables = (Format.CSV, Format.XLSX) if self.rows else ()
        package = (Format.JSONL,) if self.lines else ()
        return (*tables, *package, *((Format.ZIP,) if self.members else ()))


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Once a process; the same name again replaces it."""
    _kinds[kind.name] = kind


def find(name: str) -> Kind | None:
    return _kinds.get(name)
