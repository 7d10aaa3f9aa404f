"""A package proves its entries to somebody who has nothing of ours but the key."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from audit import erasures, package_check, packages, signing
from audit.actors import SYSTEM
from audit.models import Entry, EntryDetail
from audit.package_check import Finding
from tests.audit import sealed
from tests.source import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


def package(**filters: Any) -> list[dict[str, Any]]:
    lines = packages.lines(Entry.objects.filter(**filters), asked_for="tudo")
    return [json.loads(line) for line in lines]


def check(lines: list[dict[str, Any]], *, public_key: str = "") -> Finding:
    return package_check.check(
        [packages._text(line).encode() for line in lines], public_key=public_key
    )


def of_kind(kind: str, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in lines if line["kind"] == kind]


def test_a_package_of_sealed_and_open_entries_is_whole() -> None:
    sealed.block(5, label="Ana “é”")
    sealed.block(2)
    sealed.entries(1)

    lines = package()

    finding = check(lines, public_key=signing.public_key())
    assert finding.problems == ()
    assert (finding.entries, finding.seals, finding.unsealed, finding.erased) == (8, 2, 1, 0)
    assert [line["entry"]["id"] for line in of_kind("entry", lines)] == sorted(
        Entry.objects.values_list("pk", flat=True)
    )


def test_a_package_brings_only_the_seals_of_what_was_asked_for() -> None:
    sealed.block(2)
    wanted = sealed.block(2)[1]

    lines = package(pk=wanted.pk)

    assert [line["seal"]["number"] for line in of_kind("seal", lines)] == [2]
    assert check(lines).problems == ()


def test_entries_that_a_bridge_holds_are_proved_by_it() -> None:
    with sealed.another_cluster():
        sealed.block(2)
    sealed.block(3)
    sealed.block(2)

    finding = check(package())

    assert finding.problems == ()
    assert (finding.entries, finding.seals, finding.unsealed) == (8, 3, 0)


@pytest.mark.parametrize("field", ["action", "object_id", "at", "covers", "contact_id"])
def test_a_changed_entry_is_named(field: str) -> None:
    made = sealed.block(3)
    lines = package()
    of_kind("entry", lines)[1]["entry"][field] = "1"

    assert f"Registro {made[1].pk}: alterado depois do selo 1." in check(lines).problems


def test_changed_values_are_named() -> None:
    made = sealed.block(2, label="Ana")
    lines = package()
    of_kind("entry", lines)[0]["detail"]["values"]["label"] = "Bia"

    assert (
        f"Registro {made[0].pk}: os valores não são os que foram registrados."
        in check(lines).problems
    )


def test_an_erased_detail_is_told_and_a_lost_one_is_named() -> None:
    erased, lost = sealed.block(2, label="Ana")
    erasures.erase(EntryDetail.objects.filter(entry=erased), by=SYSTEM)
    sealed.forge("DELETE FROM audit_entrydetail WHERE entry_id = %s", [lost.pk])

    finding = check(package())

    assert finding.erased == 2
    assert finding.problems == (
        f"Registro {lost.pk}: detalhe removido sem registro de apagamento.",
    )


def test_a_changed_seal_is_named() -> None:
    sealed.block(2)
    lines = package()
    of_kind("seal", lines)[0]["seal"]["sealed_at"] += 1

    assert "Selo 1: alterado, ou assinado com outra chave." in check(lines).problems


def test_an_entry_left_out_breaks_the_signature() -> None:
    sealed.block(3)
    lines = package()
    lines.remove(of_kind("entry", lines)[1])

    assert check(lines).problems == (
        "O conteúdo do pacote não é o que foi assinado.",
        "Faltam ou sobram linhas no pacote.",
    )


def test_a_package_cut_short_is_incomplete() -> None:
    sealed.block(3)

    assert check(package()[:-1]).problems == ("O pacote está incompleto: falta o fim.",)


def test_a_package_that_is_signed_again_by_another_is_found_by_its_key(
    settings: Any,
) -> None:
    sealed.block(1)
    ours = signing.public_key()
    settings.AUDIT_SIGNING_KEY = "outra chave"

    problems = check(package(), public_key=ours).problems

    assert problems[0].startswith("O pacote foi assinado com outra chave: ")
    assert "Selo 1: alterado, ou assinado com outra chave." in problems


def test_garbage_is_told_and_not_raised() -> None:
    finding = package_check.check([b"{}\n", b"\xff\n", b'{"kind":"seal"}\n'])

    assert not finding.is_whole


def test_the_command_needs_neither_django_nor_the_database(tmp_path: Path) -> None:
    sealed.block(3)
    file = tmp_path / "pacote.jsonl"
    file.write_text("".join(packages.lines(Entry.objects.all(), asked_for="tudo")))
    no_django = "import sys; sys.modules['django'] = None; import runpy; " + (
        "sys.argv[0] = 'x'; runpy.run_module('audit.package_check', run_name='__main__')"
    )

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", no_django, str(file), signing.public_key()],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    whole = run()
    file.write_text(file.read_text().replace("contact_created", "contact_changed", 1))
    altered = run()

    assert (whole.returncode, whole.stdout.splitlines()[0]) == (
        0,
        "Pacote íntegro. Registros: 3. Selos: 1. Ainda não selados: 0. Com dados apagados: 0.",
    )
    assert altered.returncode == 1
    assert "alterado depois do selo 1" in altered.stdout
