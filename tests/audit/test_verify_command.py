"""`manage.py verify_audit`: its exit code and its first words."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from audit import packages
from audit.models import Entry
from tests.audit import sealed

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def test_a_whole_trail() -> None:
    sealed.block(3)
    sealed.entries(1)

    code, said = run()

    assert code == 0
    assert said.startswith("Trilha íntegra. Registros: 4. Selos: 1. Linhas provadas: 0.\n")


def test_a_bent_trail_names_the_first_bad_entry() -> None:
    made = sealed.block(3)
    sealed.forge("UPDATE audit_entry SET contact_id = 8 WHERE id > %s", [made[0].pk])

    code, said = run()

    assert code == 1
    assert said.startswith(f"TRILHA ALTERADA: Registro {made[1].pk} alterado no selo 1, de ")
    assert f"Registro {made[2].pk} alterado" in said


def test_a_package(tmp_path: Path) -> None:
    sealed.block(3)
    file = tmp_path / "pacote.jsonl"
    file.write_text("".join(packages.lines(Entry.objects.all(), asked_for="tudo")))

    whole = run("--package", str(file))
    file.write_text(file.read_text().replace('"contact_id":7', '"contact_id":8', 1))
    bent = run("--package", str(file))

    assert (whole[0], bent[0]) == (0, 1)
    assert whole[1].startswith("Pacote íntegro. Registros: 3. ")
    assert "alterado depois do selo 1" in bent[1]
