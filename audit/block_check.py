"""The chain of seals, and each block recomputed from the entries that the database has now."""

import struct
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from audit import merkle, sealed_form, seals, signatures, signing, stored
from audit.archives import Archived
from audit.chain import form_of
from audit.comparing import compare
from audit.entry_check import check_dates, check_details, when
from audit.models import Seal, SealKind
from audit.reports import Findings
from audit.sealed_form import NO_PREVIOUS, microseconds
from audit.signatures import Purpose
from audit.stored import Stored

# Sealed every minute, most blocks hold a few entries: they are read together.
GROUP_ENTRIES = 20_000
GROUP_SEALS = 1000
ABOVE_ALL_IDS = 2**63 - 1


@dataclass(slots=True)
class Dates:
    """From when on the entries of a transaction can be, by the seals that came before it."""

    earliest: int | None = None
    waiting: deque[tuple[int, int]] = field(default_factory=deque)

    def note(self, seal: Seal) -> None:
        if seal.kind == SealKind.BRIDGE:
            self.waiting.clear()
        self.waiting.append((int(seal.next_xid), microseconds(seal.sealed_at)))

    def of(self, from_xid: int) -> int | None:
        while self.waiting and self.waiting[0][0] <= from_xid:
            self.earliest = self.waiting.popleft()[1]
        return self.earliest


@dataclass(slots=True, kw_only=True)
class Walk:
    """Where the check stands on its way along the chain."""

    findings: Findings
    archived: Archived
    public_key: str
    dates: Dates = field(default_factory=Dates)
    last: Seal | None = None
    # Of the segment under way: its highest sealed id, and the last id before the next segment.
    segment: int = 0
    sealed_id: int = ABOVE_ALL_IDS
    up_to_id: int = ABOVE_ALL_IDS


def check_blocks(findings: Findings, archived: Archived) -> Walk:
    """Every seal and every sealed entry; the walk at its end says where the tail begins."""
    walk = Walk(findings=findings, archived=archived, public_key=signing.public_key())
    for group in _groups():
        is_bridge = group[0].kind == SealKind.BRIDGE
        _enter_segment(walk, group[0].segment - is_bridge)
        sound = [seal for seal in group if _check_link(walk, seal)]
        if not sound:
            continue
        if is_bridge:
            _check_bridge(walk, sound[0])
        else:
            _check_group(walk, sound)
    return walk


def _place(seal: Seal) -> str:
    return f"selo {seal.number}, de {when(microseconds(seal.sealed_at))}"


def _groups() -> Iterator[list[Seal]]:
    """Blocks of one segment that are small enough to be read at once; a bridge by itself."""
    number = -1
    while True:
        ahead = Seal.objects.filter(number__gt=number).order_by("number")
        rows = list(ahead.values_list("number", "kind", "segment", "entry_count")[:GROUP_SEALS])
        if not rows:
            return
        taken = _first_group(rows)
        yield list(ahead.filter(number__lte=taken))
        number = taken


def _first_group(rows: Sequence[tuple[int, str, int, int]]) -> int:
    """The number of its last seal."""
    taken, entries = rows[0][0], rows[0][3]
    for number, kind, segment, count in rows[1:]:
        entries += count
        alone = SealKind.BRIDGE in (kind, rows[0][1])
        if alone or segment != rows[0][2] or entries > GROUP_ENTRIES:
            break
        taken = number
    return taken


def _check_link(walk: Walk, seal: Seal) -> bool:
    """Whether the seal is as it was signed; also that none is missing before it."""
    findings, last = walk.findings, walk.last
    number, previous = (last.number, bytes(last.digest)) if last else (0, NO_PREVIOUS)
    if seal.number != number + 1:
        findings.complain(_missing(number + 1, seal.number - 1), seal=number + 1)
    elif bytes(seal.previous) != previous:
        findings.complain(f"O {_place(seal)}, não segue o selo {number}", seal=seal.number)
    walk.last = seal
    findings.seals += 1
    findings.segments = max(findings.segments, seal.segment)
    digest, signature = form_of(seal).digest(), bytes(seal.signature)
    is_signed = signatures.is_signed(walk.public_key, Purpose.SEAL, digest, signature)
    if digest != bytes(seal.digest) or not is_signed or not _is_rooted(seal):
        findings.complain(f"Selo alterado: {_place(seal)}", seal=seal.number)
        return False
    return True


def _missing(first: int, last: int) -> str:
    if first == last:
        return f"Selo {first} removido"
    return f"Selos {first} a {last} removidos"


def _is_rooted(seal: Seal) -> bool:
    """Whether the index, which names the entries, is the one under the root."""
    try:
        leaves = [leaf for _, leaf in sealed_form.unpack(bytes(seal.index))]
    except struct.error:
        return False
    return len(leaves) == seal.entry_count and merkle.root(leaves) == bytes(seal.root)


def _enter_segment(walk: Walk, segment: int) -> None:
    if segment == walk.segment:
        return
    following = Seal.objects.filter(kind=SealKind.BRIDGE, segment=segment + 1)
    after_id = following.values_list("after_id", flat=True).first()
    is_open = after_id is None
    walk.segment = segment
    walk.up_to_id = ABOVE_ALL_IDS if after_id is None else after_id
    walk.sealed_id = ABOVE_ALL_IDS if is_open else seals.highest_sealed_id(segment)


def _check_bridge(walk: Walk, seal: Seal) -> None:
    """What the segment before had left open; then the next one begins."""
    former = Seal.objects.filter(number__lt=seal.number, segment=seal.segment - 1)
    after_id = former.values_list("after_id", flat=True).order_by("number").last()
    if after_id is None:
        return
    rows = (
        []
        if walk.archived.has(seal.number)
        else stored.of_bridge(
            from_xid=int(seal.from_xid),
            sealed_id=walk.sealed_id,
            after_id=after_id,
            up_to_id=seal.after_id,
        )
    )
    _check_block(walk, seal, rows)
    check_dates(rows, walk.findings, earliest=None, latest=microseconds(seal.sealed_at))
    check_details(rows, walk.findings)
    walk.dates.note(seal)


def _check_group(walk: Walk, group: Sequence[Seal]) -> None:
    rows = stored.of_blocks(
        from_xid=int(group[0].from_xid),
        to_xid=int(group[-1].to_xid),
        after_id=group[0].after_id,
        up_to_id=min(walk.up_to_id, walk.sealed_id),
    )
    for seal, theirs in zip(group, _dealt(group, rows), strict=True):
        _check_block(walk, seal, theirs)
        earliest = walk.dates.of(int(seal.from_xid))
        check_dates(theirs, walk.findings, earliest=earliest, latest=microseconds(seal.sealed_at))
        walk.dates.note(seal)
    check_details(rows, walk.findings)


def _dealt(group: Sequence[Seal], rows: Sequence[Stored]) -> list[list[Stored]]:
    """To each seal its rows; those between two belong to one that is missing or altered."""
    held: list[list[Stored]] = [[] for _ in group]
    starts, ends = zip(*((int(seal.from_xid), int(seal.to_xid)) for seal in group), strict=True)
    for row in rows:
        place = bisect_right(ends, row.xid)
        if row.xid >= starts[place]:
            held[place].append(row)
    return held


def _check_block(walk: Walk, seal: Seal, rows: Sequence[Stored]) -> None:
    index = bytes(seal.index)
    if not rows and walk.archived.has(seal.number):
        walk.findings.archived += seal.entry_count
    elif sealed_form.pack((row.id, row.leaf) for row in rows) != index:
        _name(walk, seal, index, rows)
    walk.findings.advance(len(rows))


def _name(walk: Walk, seal: Seal, index: bytes, rows: Sequence[Stored]) -> None:
    """Say which entries are not as they were sealed."""
    found = compare(dict(sealed_form.unpack(index)), {row.id: row.text for row in rows})
    complain, where = walk.findings.complain, _place(seal)
    for entry_id in found.altered:
        complain(f"Registro {entry_id} alterado no {where}", entry_id=entry_id, seal=seal.number)
    for one, other in found.swapped:
        text = f"Registros {one} e {other} trocados no {where}"
        complain(text, entry_id=one, seal=seal.number)
    for first, last, count in found.removed:
        text = f"Registro {first} removido do {where}"
        if count > 1:
            text = f"Registros {first} a {last} ({count}) removidos do {where}"
        complain(text, entry_id=first, seal=seal.number)
    for entry_id in found.added:
        text = f"Registro {entry_id} acrescentado depois, com data e lugar do {where}"
        complain(text, entry_id=entry_id, seal=seal.number)
