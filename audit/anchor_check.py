"""The file outside the database held against the seals: whether one that existed is gone."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.utils import timezone

from audit import anchors, signatures, signing
from audit.anchors import Anchor
from audit.models import Seal, SealKind
from audit.reports import Findings
from audit.signatures import Purpose

CHUNK = 1000
# A seal is anchored right after its commit, or by the next beat.
PATIENCE = timedelta(minutes=10)


def check_anchors(findings: Findings) -> None:
    """Every anchored seal must be in the database with the same code.

    But for those that a declared restoration left behind: the first line of a bridge takes the
    place of all lines before it with its number or a higher one. They are told, as no fault.
    """
    path = anchors.path()
    if not path.exists():
        if Seal.objects.exists():
            findings.complain(
                f"O arquivo de âncoras {path} não está lá: sem ele não se percebe a falta do "
                "último selo"
            )
        return
    bridges = list(_bridges())
    lost: list[int] = []
    newest = 0
    for line, anchor, digest in _beside_seals():
        newest = anchor["number"] if anchor else newest
        if anchor is not None and digest == anchor["digest"]:
            continue
        if anchor is None or not _is_signed(anchor):
            findings.complain(f"Linha {line} do arquivo de âncoras alterada")
        elif _is_superseded(line, anchor, bridges):
            lost.append(anchor["number"])
        else:
            _complain(findings, anchor, is_there=digest is not None)
    findings.notes += _notes(lost, newest)


def _notes(lost: list[int], newest: int) -> Iterator[str]:
    if lost:
        yield (
            f"Selos {min(lost)} a {max(lost)} foram feitos depois da cópia que se restaurou, e se "
            "perderam com o banco anterior"
        )
    waiting = Seal.objects.filter(number__gt=newest, sealed_at__lt=timezone.now() - PATIENCE)
    if count := waiting.count():
        yield f"{count} selos ainda não estão no arquivo de âncoras"


def _complain(findings: Findings, anchor: Anchor, *, is_there: bool) -> None:
    number = anchor["number"]
    fact = "tem outro código no banco" if is_there else "foi removido do banco"
    held = f"{anchor['digest'][:16]}, de {anchor['entry_count']} registros"
    findings.complain(f"Selo {number} {fact}: a âncora guarda {held}", seal=number)


def _bridges() -> Iterator[tuple[int, int]]:
    """(line, number) of the first mention of each."""
    seen = set()
    with anchors.opened() as lines:
        for line, anchor in enumerate(anchors.read(lines), start=1):
            if anchor is None or anchor["kind"] != SealKind.BRIDGE or anchor["digest"] in seen:
                continue
            if _is_signed(anchor) and Seal.objects.filter(
                kind=SealKind.BRIDGE, digest=bytes.fromhex(anchor["digest"])
            ):
                seen.add(anchor["digest"])
                yield line, anchor["number"]


def _is_superseded(line: int, anchor: Anchor, bridges: list[tuple[int, int]]) -> bool:
    return any(at > line and number <= anchor["number"] for at, number in bridges)


def _beside_seals() -> Iterator[tuple[int, Anchor | None, str | None]]:
    """Each line of the file with the code that the seal of its number has in the database."""
    with anchors.opened() as lines:
        rows = enumerate(anchors.read(lines), start=1)
        while chunk := list(islice(rows, CHUNK)):
            numbers = [anchor["number"] for _, anchor in chunk if anchor is not None]
            seals = Seal.objects.filter(number__in=numbers).values_list("number", "digest")
            digests = {number: bytes(digest).hex() for number, digest in seals}
            for line, anchor in chunk:
                yield line, anchor, digests.get(anchor["number"]) if anchor else None


def _is_signed(anchor: Anchor) -> bool:
    try:
        digest, signature = bytes.fromhex(anchor["digest"]), bytes.fromhex(anchor["signature"])
    except (ValueError, TypeError):
        return False
    return signatures.is_signed(signing.public_key(), Purpose.SEAL, digest, signature)
