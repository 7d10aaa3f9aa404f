"""Making files: whole or not at all, by one worker at a time, whoever dies on the way."""

import stat
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from conecta.accounts.models import User
from conecta.errors import DomainError
from conecta.exports import files, leases, making, registry, writing
from conecta.exports.leases import LostLeaseError
from conecta.exports.models import Export, ExportState
from conecta.exports.registry import Kind, Parameters, Row
from tests import rivals
from tests.exports.conftest import KIND, ask

pytestmark = pytest.mark.django_db


def breaking(error: Exception) -> Kind:
    def rows(_asked: Parameters) -> Iterator[Row]:
        yield (1,)
        raise error

    return Kind(
        name=KIND, label="Números", permission="audit.export_entry", columns=("Nº",), rows=rows
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*"))


@pytest.mark.parametrize(
    ("format", "beginning"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("jsonl", b"0\n1\n2\n")]
)
def test_a_file_is_made_whole(camila: User, folder: Path, format: str, beginning: bytes) -> None:
    export = ask(camila, format=format)

    assert making.make_due() == 1

    export.refresh_from_db()
    path = files.path_of(export.stored_name)
    assert (export.state, export.done_count, export.total_count) == (ExportState.DONE, 3, 3)
    assert path.read_bytes().startswith(beginning)
    assert export.size == path.stat().st_size
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(folder) == [export.stored_name]


def test_an_archive_holds_its_members(camila: User) -> None:
    export = ask(camila, format="zip", count=2)
    making.make_due()
    export.refresh_from_db()

    with zipfile.ZipFile(files.path_of(export.stored_name)) as archive:
        assert archive.namelist() == ["parte-0.txt", "parte-1.txt"]
        assert archive.read("parte-1.txt") == b"um dois"


def test_progress_is_told_while_rows_are_written(
    camila: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = ask(camila, count=7)
    told: list[tuple[int, int | None]] = []
    real = leases.keep

    def keep(held: Export, *, done_count: int, total_count: int | None) -> None:
        real(held, done_count=done_count, total_count=total_count)
        stored = Export.objects.get(pk=export.pk)
        told.append((stored.done_count, stored.percent))

    monkeypatch.setattr(leases, "keep", keep)
    monkeypatch.setattr(writing, "EVERY", 3)
    making.make_due()

    assert told == [(0, 0), (3, 42), (6, 85)]


def test_what_a_dead_worker_held_is_made_by_another_from_the_beginning(
    camila: User, folder: Path
) -> None:
    export = ask(camila)
    dead = leases.claim()
    assert dead is not None
    assert making.make_due() == 0

    with time_machine.travel(timezone.now() + leases.LEASE + timedelta(seconds=1), tick=False):
        assert making.make_due() == 1

    export.refresh_from_db()
    assert (export.state, export.attempt) == (ExportState.DONE, 2)
    with pytest.raises(LostLeaseError):
        leases.keep(dead, done_count=2, total_count=3)
    with files.draft() as (name, target):
        target.write(b"from the grave")
    with pytest.raises(LostLeaseError):
        leases.finish(dead, stored_name=name, count=3)
    assert names(folder) == [export.stored_name]


def test_a_file_that_breaks_every_worker_is_given_up_in_words(
    camila: User, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry._kinds, KIND, breaking(ZeroDivisionError()))
    export, now = ask(camila), timezone.now()
    for number in range(leases.MAX_ATTEMPTS):
        with (
            time_machine.travel(now + number * (leases.LEASE + timedelta(seconds=9)), tick=False),
            pytest.raises(ZeroDivisionError),
        ):
            making.make_due()

    with time_machine.travel(now + timedelta(hours=1), tick=False):
        assert making.make_due() == 0

    export.refresh_from_db()
    assert (export.state, export.failure) == (ExportState.FAILED, leases.BROKEN_OFF)
    assert names(folder) == []


def test_an_expected_failure_is_told_tried_again_and_then_final(
    camila: User, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry._kinds, KIND, breaking(DomainError("x", "Não deu.")))
    export, now = ask(camila), timezone.now()
    states = []
    for number in range(leases.MAX_ATTEMPTS):
        with time_machine.travel(now + timedelta(minutes=number * 5), tick=False):
            making.make_due()
        export.refresh_from_db()
        states.append((export.state, export.failure))

    assert states == [("queued", "Não deu."), ("queued", "Não deu."), ("failed", "Não deu.")]
    assert names(folder) == []


def test_after_seven_days_the_file_is_gone(camila: User, folder: Path) -> None:
    export = ask(camila)
    making.make_due()

    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        making.sweep()

    export.refresh_from_db()
    assert (export.state, export.stored_name, export.is_ready) == ("expired", "", False)
    assert export.parameters == {}
    assert names(folder) == []


def test_what_killed_workers_left_is_swept_a_day_later(camila: User, folder: Path) -> None:
    export = ask(camila)
    making.make_due()
    export.refresh_from_db()
    left = files.path_of("abandoned" + files.PART)
    left.write_bytes(b"half")

    making.sweep()
    assert left.exists()
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        making.sweep()

    assert names(folder) == [export.stored_name]


@pytest.mark.django_db(transaction=True)
def test_of_workers_that_claim_at_once_each_gets_another(camila: User) -> None:
    first, second = ask(camila), ask(camila)

    outcomes = rivals.together(*[leases.claim] * 3)

    claimed = [outcome.result.pk for outcome in outcomes if outcome.result]
    assert sorted(claimed) == [first.pk, second.pk]


@pytest.mark.django_db(transaction=True)
def test_an_export_discarded_while_it_is_made_ends_without_a_file(
    camila: User, folder: Path
) -> None:
    export = ask(camila, contact_id=7)
    held = leases.claim()
    assert held is not None
    Export.objects.filter(pk=export.pk).update(state="expired", due_at=None, lease_token=None)

    assert making.make(held) is False

    assert names(folder) == []
    export.refresh_from_db()
    assert export.state == ExportState.EXPIRED
