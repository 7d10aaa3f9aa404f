"""The work of moving old blocks to a file: write, check what was written, only then withdraw."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import Max, QuerySet, Sum

from audit import archives, package_check, packages, sealed_form, seals, signing
from audit.actors import Author
from audit.models import Archive, Entry, Seal, SealKind
from audit.package_check import Finding
from conecta.errors import DomainError


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """Seals in a row of one segment, and all that they hold."""

    first: Seal
    last: Seal
    entries: QuerySet[Entry]
    entry_count: int


def archive(path: Path, *, before: datetime, by: Author) -> Archive:
    """Whole blocks that were sealed before that moment, from the oldest that is still here.

    As far as the end of their segment: what a restored dump parted goes into files of its own. The
    file holds personal values, so only its owner may read it. Raises OSError, and DomainError
    `nothing_to_archive`, or `archive_unsound` when the entries are not those that were sealed: then
    the file stays, for whoever wants to know, and the database as it was.
    """
    blocks = _choose(before)
    _write(path, blocks)
    finding, _ = _read(path)
    if not finding.is_whole or finding.entries != blocks.entry_count or finding.unsealed:
        first = next(iter(finding.problems), "há registros a mais ou a menos")
        raise DomainError(
            "archive_unsound",
            f"Nada foi arquivado: os blocos não estão como foram selados. {first}",
        )
    made = Archive(
        first_seal=blocks.first.number,
        last_seal=blocks.last.number,
        entry_count=blocks.entry_count,
        file_name=path.name,
        file_sha256=bytes.fromhex(finding.sha256),
    )
    return archives.withdraw(made, by=by)


def problems_of(path: Path) -> list[str]:
    """What is wrong with the file of an archive, held against the seals that stayed here."""
    finding, codes = _read(path)
    known = Archive.objects.filter(file_sha256=bytes.fromhex(finding.sha256)).first()
    problems = list(finding.problems)
    if known is None:
        problems.append("O arquivo não é nenhum dos que a trilha registrou ao arquivar.")
    digests = Seal.objects.filter(number__in=codes).values_list("number", "digest")
    here = {number: bytes(digest).hex() for number, digest in digests}
    problems += [
        f"Selo {number}: o código no arquivo não é o do banco."
        for number, code in sorted(codes.items())
        if here.get(number) != code
    ]
    return problems


def _choose(before: datetime) -> Blocks:
    done = Archive.objects.aggregate(last=Max("last_seal"))["last"] or 0
    old = Seal.objects.filter(number__gt=done, sealed_at__lt=before).order_by("number")
    first = old.first()
    if first is None:
        raise DomainError("nothing_to_archive", "Nenhum bloco inteiro foi selado antes dessa data.")
    if first.kind == SealKind.BRIDGE:
        ids = [entry_id for entry_id, _ in sealed_form.unpack(bytes(first.index))]
        held = Entry.objects.filter(pk__in=ids)
        return Blocks(first=first, last=first, entries=held, entry_count=first.entry_count)
    blocks = old.filter(segment=first.segment, kind=SealKind.BLOCK)
    last = blocks.defer("index").last() or first
    counts = blocks.aggregate(count=Sum("entry_count"))
    held = Entry.objects.filter(
        xid__gte=first.from_xid,
        xid__lt=last.to_xid,
        pk__gt=first.after_id,
        # Beyond it only a bridge holds what has such a transaction.
        pk__lte=seals.highest_sealed_id(first.segment),
    )
    return Blocks(first=first, last=last, entries=held, entry_count=counts["count"])


def _write(path: Path, blocks: Blocks) -> None:
    numbers = f"selos {blocks.first.number} a {blocks.last.number}"
    with path.open("x", encoding="utf-8", newline="\n") as file:
        os.fchmod(file.fileno(), 0o600)
        file.writelines(packages.lines(blocks.entries, asked_for=f"Arquivamento: {numbers}"))
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> tuple[Finding, dict[int, str]]:
    with path.open("rb") as lines:
        return package_check.check_blocks(lines, public_key=signing.public_key())
