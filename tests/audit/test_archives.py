"""Old blocks leave for a file: the trail still verifies, and so does the file."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from audit import archiving, erasures, package_check, verification
from audit.actors import SYSTEM
from audit.models import Archive, Entry, EntryDetail, Seal
from conecta.errors import DomainError
from tests import factories
from tests.audit import sealed

pytestmark = pytest.mark.django_db(transaction=True)

A_DAY = timedelta(days=1)


@pytest.fixture
def trail() -> list[Entry]:
    """Three blocks of three, of which the first two count as old."""
    return [*sealed.block(3), *sealed.block(3), *sealed.block(3)]


def archive(tmp_path: Path, *, seals: int, name: str = "antigos.jsonl") -> Path:
    """Those up to that seal."""
    file = tmp_path / name
    before = Seal.objects.get(number=seals).sealed_at + timedelta(microseconds=1)
    archiving.archive(file, before=before, by=SYSTEM)
    return file


def texts() -> list[str]:
    return [problem.text for problem in verification.run().problems]


def test_archived_blocks_leave_and_everything_still_verifies(
    trail: list[Entry], tmp_path: Path
) -> None:
    file = archive(tmp_path, seals=2)

    assert not Entry.objects.filter(pk__in=[entry.pk for entry in trail[:6]]).exists()
    assert EntryDetail.objects.filter(entry_id__lte=trail[5].pk).count() == 0
    report = verification.run()
    assert report.problems == ()
    assert (report.archived, report.entries, report.seals) == (6, 4, 3)
    assert archiving.problems_of(file) == []
    with file.open("rb") as lines:
        assert package_check.check(lines).entries == 6


def test_what_follows_is_archived_next(trail: list[Entry], tmp_path: Path) -> None:
    archive(tmp_path, seals=1, name="a")
    archive(tmp_path, seals=2, name="b")

    assert list(Archive.objects.order_by("pk").values_list("first_seal", "last_seal")) == [
        (1, 1),
        (2, 2),
    ]
    assert texts() == []


def test_ledger_lines_of_archived_entries_are_still_accounted_for(tmp_path: Path) -> None:
    factories.red(factories.contact())
    erasures.erase(EntryDetail.objects.all(), by=SYSTEM)
    sealed.seal_all()
    sealed.block(1)

    archive(tmp_path, seals=1)

    assert texts() == []


def test_blocks_of_two_segments_go_into_files_of_their_own(tmp_path: Path) -> None:
    with sealed.another_cluster():
        sealed.block(2)
    sealed.block(2)
    sealed.block(2)

    files = [archive(tmp_path, seals=3, name=name) for name in ("a", "b", "c")]

    assert Archive.objects.count() == 3
    assert texts() == []
    assert [archiving.problems_of(file) for file in files] == [[], [], []]


def test_a_bent_block_is_not_archived(trail: list[Entry], tmp_path: Path) -> None:
    sealed.forge("UPDATE audit_entry SET contact_id = 8 WHERE id = %s", [trail[1].pk])

    with pytest.raises(DomainError, match="alterado depois do selo 1"):
        archive(tmp_path, seals=2)

    assert Entry.objects.filter(pk=trail[0].pk).exists()
    assert not Archive.objects.exists()


def test_a_block_that_misses_an_entry_is_not_archived(trail: list[Entry], tmp_path: Path) -> None:
    sealed.forge("DELETE FROM audit_entrydetail WHERE entry_id = %s", [trail[1].pk])
    sealed.forge("DELETE FROM audit_entry WHERE id = %s", [trail[1].pk])

    with pytest.raises(DomainError, match="Faltam registros do selo 1"):
        archive(tmp_path, seals=2)


def test_an_altered_file_is_found(trail: list[Entry], tmp_path: Path) -> None:
    file = archive(tmp_path, seals=2)
    file.write_text(file.read_text().replace('"contact_id":7', '"contact_id":8', 1))

    problems = archiving.problems_of(file)

    assert f"Registro {trail[0].pk}: alterado depois do selo 1." in problems
    assert "O arquivo não é nenhum dos que a trilha registrou ao arquivar." in problems


def test_an_archive_without_its_entry_is_found(trail: list[Entry]) -> None:
    """The forger deletes a block and says that it was archived."""
    sealed.forge("DELETE FROM audit_entrydetail WHERE entry_id <= %s", [trail[2].pk])
    sealed.forge("DELETE FROM audit_entry WHERE id <= %s", [trail[2].pk])
    sealed.forge(
        """INSERT INTO audit_archive (entry_id, first_seal, last_seal, entry_count, file_name,
               file_sha256) VALUES (%s, 1, 1, 3, 'x', '')""",
        [trail[4].pk],
    )

    assert texts() == [
        f"Arquivamento {Archive.objects.get().pk}: o registro {trail[4].pk}, que o provaria, "
        "não o prova"
    ]


def test_nothing_old_enough(trail: list[Entry], tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="Nenhum bloco inteiro"):
        archiving.archive(tmp_path / "x", before=timezone.now() - A_DAY, by=SYSTEM)

    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("table", ["audit_entry", "audit_entrydetail"])
def test_nothing_is_deleted_without_an_archive(trail: list[Entry], table: str) -> None:
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def test_nothing_but_the_archived_blocks_is_let_go(trail: list[Entry]) -> None:
    """The archive names the first block, the deletion a detail of the second."""

    def withdraw() -> None:
        entry = sealed.entries(1)[0]
        Archive.objects.create(
            entry=entry, first_seal=1, last_seal=1, entry_count=3, file_name="x", file_sha256=b""
        )
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM audit_entrydetail WHERE entry_id = %s", [trail[4].pk])

    with pytest.raises(IntegrityError, match=f"detail {trail[4].pk} "), transaction.atomic():
        withdraw()


def test_the_command(trail: list[Entry], tmp_path: Path) -> None:
    file, out = tmp_path / "antigos.jsonl", StringIO()
    tomorrow = f"{timezone.localtime() + A_DAY:%Y-%m-%d}"

    call_command("archive_audit", "--before", tomorrow, str(file), stdout=out)
    call_command("verify_audit", "--archive", str(file), stdout=out)

    assert out.getvalue().startswith("9 registros dos selos 1 a 3 estão em ")
    assert f"Arquivo {file}: íntegro." in out.getvalue()
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    sealed.block(1)
    with pytest.raises(CommandError, match="já existe"):
        call_command("archive_audit", "--before", tomorrow, str(file))
