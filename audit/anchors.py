"""Seals kept outside the database: one JSON line each, in a file that only grows.

Whoever can write the database cannot take its last seals away unseen: the file still names them.
After a dump was restored the first line of the new segment (a bridge) stands for those that were
lost with it: see `audit.anchor_check`.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypedDict, get_type_hints

from django.conf import settings

from audit.models import Seal, SealKind
from audit.sealed_form import microseconds

CHUNK = 1000
# A line is some 350 bytes; the last two fit in it many times.
TAIL_BYTES = 4096


class Anchor(TypedDict):
    """`sealed_at` in µs; digest and signature in hex."""

    number: int
    kind: str
    digest: str
    entry_count: int
    sealed_at: int
    signature: str


def path() -> Path:
    return Path(settings.CONECTA_DATA_DIR) / "audit" / "anchors.jsonl"


def anchor_of(seal: Seal) -> Anchor:
    return Anchor(
        number=seal.number,
        kind=str(seal.kind),
        digest=bytes(seal.digest).hex(),
        entry_count=seal.entry_count,
        sealed_at=microseconds(seal.sealed_at),
        signature=bytes(seal.signature).hex(),
    )


def append_missing() -> int:
    """Write down every seal that the file does not have yet; returns how many.

    Safe to repeat and to run twice at once. A line that a crash cut short is written again.
    """
    with _opened_alone() as file:
        last = _last(file)
        count = 0
        for seals in _chunks(_first_missing(file, last)):
            file.write(b"".join(_line(anchor_of(seal)) for seal in seals))
            count += len(seals)
        file.flush()
        os.fsync(file.fileno())
    return count


def read(lines: Iterable[bytes]) -> Iterator[Anchor | None]:
    """One by one; None for a line that is no anchor."""
    for line in lines:
        try:
            found = json.loads(line)
        except ValueError:
            yield None
        else:
            yield found if _is_anchor(found) else None


def _is_anchor(found: Any) -> bool:
    return isinstance(found, dict) and all(
        isinstance(found.get(name), kind) for name, kind in get_type_hints(Anchor).items()
    )


@contextmanager
def opened() -> Iterator[BinaryIO]:
    """To read from its beginning, while nobody is in the middle of writing a line."""
    with path().open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield file


def _line(anchor: Anchor) -> bytes:
    return json.dumps(anchor, separators=(",", ":")).encode() + b"\n"


@contextmanager
def _opened_alone() -> Iterator[BinaryIO]:
    """At its end, with no other process writing; made, with its folder, if it is not there."""
    where = path()
    where.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    with where.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        _cut_unfinished(file)
        yield file


def _cut_unfinished(file: BinaryIO) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL_BYTES))
    tail = file.read()
    if tail and not tail.endswith(b"\n"):
        file.truncate(size - len(tail) + tail.rfind(b"\n") + 1)
        file.seek(0, os.SEEK_END)


def _last(file: BinaryIO) -> Anchor | None:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL_BYTES))
    lines = file.read().splitlines()
    return next(read(lines[-1:]), None)


def _first_missing(file: BinaryIO, last: Anchor | None) -> int:
    """After the last one in the file; or the bridge, when it leads away from what the file has."""
    if last is None:
        return 1
    known = Seal.objects.filter(number=last["number"]).values_list("digest", flat=True).first()
    bridge = Seal.objects.filter(kind=SealKind.BRIDGE).order_by("number").last()
    is_ours = known is not None and bytes(known).hex() == last["digest"]
    if is_ours or bridge is None or bridge.number > last["number"] + 1:
        return last["number"] + 1
    file.seek(0)
    digest = bytes(bridge.digest).hex()
    has_bridge = any(it is not None and it["digest"] == digest for it in read(file))
    file.seek(0, os.SEEK_END)
    return last["number"] + 1 if has_bridge else bridge.number


def _chunks(first: int) -> Iterator[list[Seal]]:
    while True:
        waiting = Seal.objects.filter(number__gte=first).order_by("number").defer("index")
        seals = list(waiting[:CHUNK])
        if not seals:
            return
        yield seals
        first = seals[-1].number + 1
