"""Ledgers held against the entries that prove their lines, in windows of entry ids."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db import DataError, NotSupportedError

from audit import erasures, merkle, sealed_form
from audit.archives import Archived
from audit.coverage import Ledger, Line, ledgers
from audit.models import Entry
from audit.reports import Findings
from audit.sealed_form import BEFORE_ALL_IDS
from audit.stored import one_snapshot

WINDOW = 10_000
LAST_ID = 2**63 - 1
# A line is written in its entry's transaction; a large batch takes a while.
TOLERANCE = timedelta(minutes=10)
MOST_NAMED = 5
# Values that no honest writer leaves there, such as a date without end.
UNREADABLE = (DataError, NotSupportedError, OverflowError, ValueError)


@dataclass(frozen=True, slots=True)
class Proof:
    """What an entry says of the lines of a ledger."""

    at: datetime
    covers: bytes


@dataclass(slots=True, kw_only=True)
class Window:
    """Entries that prove something, by id; those are taken off whose lines were found."""

    findings: Findings
    archived: Archived
    proofs: Mapping[int, Proof]
    unclaimed: set[int]


def check_coverage(findings: Findings, archived: Archived) -> None:
    """Each entry's `covers` against the lines of the ledgers, each line against its entry.

    Window by window, each of one moment: an entry and its lines were committed together.
    """
    after, up_to = BEFORE_ALL_IDS, BEFORE_ALL_IDS
    while up_to < LAST_ID:
        up_to = _end_of_window(after)
        try:
            with one_snapshot():
                _check_window(findings, archived, after, up_to)
        except UNREADABLE as error:
            text = f"O que os registros {after + 1} a {up_to} provam não se deixa ler: {error}"
            findings.complain(text.strip())
        after = up_to


def _check_window(findings: Findings, archived: Archived, after: int, up_to: int) -> None:
    proofs = dict(_proofs(after, up_to))
    window = Window(findings=findings, archived=archived, proofs=proofs, unclaimed=set(proofs))
    for ledger in ledgers():
        _check_ledger(window, ledger, ledger.lines(after, up_to))
    for entry_id in sorted(window.unclaimed):
        text = f"Registro {entry_id} prova linhas que não existem mais"
        findings.complain(text, entry_id=entry_id)


def _end_of_window(after: int) -> int:
    ids = Entry.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
    return next(iter(ids[WINDOW - 1 : WINDOW]), LAST_ID)


def _proofs(after: int, up_to: int) -> Iterator[tuple[int, Proof]]:
    rows = Entry.objects.filter(pk__gt=after, pk__lte=up_to, covers__isnull=False)
    for pk, at, covers in rows.order_by().values_list("pk", "at", "covers"):
        yield pk, Proof(at, bytes(covers or b""))


def _check_ledger(window: Window, ledger: Ledger, lines: Iterable[Line]) -> None:
    missing: list[int] = []
    orphans: list[tuple[int, list[Line]]] = []
    for entry_id, group in groupby(lines, key=lambda line: line.entry_id):
        batch = list(group)
        window.findings.lines += len(batch)
        missing += _check_values(window, ledger, batch)
        proof = window.proofs.get(entry_id)
        if proof is None:
            orphans.append((entry_id, batch))
        else:
            window.unclaimed.discard(entry_id)
            _check_batch(window, ledger, batch, proof)
    _name_orphans(window, ledger, orphans)
    for line_id in erasures.unexplained(ledger.detail_type, missing) if missing else ():
        text = f"{ledger.name} {line_id}: detalhe removido sem registro de apagamento"
        window.findings.complain(text)


def _check_batch(window: Window, ledger: Ledger, batch: list[Line], proof: Proof) -> None:
    entry_id = batch[0].entry_id
    if merkle.root([line.leaf for line in batch]) != proof.covers:
        text = f"{_named(ledger, batch)}: não é o que o registro {entry_id} prova"
        window.findings.complain(text, entry_id=entry_id)
    for line in batch:
        if line.at is not None and abs(line.at - proof.at) > TOLERANCE:
            text = f"{ledger.name} {line.line_id} com data longe da de seu registro, o {entry_id}"
            window.findings.complain(text, entry_id=entry_id)


def _check_values(window: Window, ledger: Ledger, batch: list[Line]) -> Iterator[int]:
    """Gives the ids of the lines whose detail is not there."""
    for line in batch:
        if line.salt is None or line.values is None:
            if line.digest:
                yield line.line_id
        elif not sealed_form.is_detail(line.salt, line.values, line.digest):
            text = f"{ledger.name} {line.line_id}: detalhe alterado"
            window.findings.complain(text, entry_id=line.entry_id)


def _name_orphans(window: Window, ledger: Ledger, orphans: list[tuple[int, list[Line]]]) -> None:
    """Lines whose entry proves nothing; unless it went to a file, with its block."""
    if not orphans:
        return
    asked = {entry_id for entry_id, _ in orphans}
    there = set(Entry.objects.filter(pk__in=asked).values_list("pk", flat=True))
    away = window.archived.holding(asked - there)
    for entry_id, batch in orphans:
        if entry_id in away:
            continue
        fact = "não o prova" if entry_id in there else "não existe"
        text = f"{_named(ledger, batch)}: o registro {entry_id}, que o provaria, {fact}"
        window.findings.complain(text, entry_id=entry_id)


def _named(ledger: Ledger, batch: list[Line]) -> str:
    ids = [line.line_id for line in batch]
    if len(ids) > MOST_NAMED:
        return f"{ledger.name} {ids[0]} a {ids[-1]} ({len(ids)})"
    return f"{ledger.name} {', '.join(map(str, ids))}"
