"""`manage.py verify_audit`: 0 and a summary when the trail is whole, 1 and where when it is not."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from audit import archiving, package_check, signing, verification
from audit.reports import Report
from audit.wording import counted


class Command(BaseCommand):
    help = "Confere a trilha de auditoria inteira, ou um pacote exportado."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--package",
            metavar="ARQUIVO",
            help="confere só este pacote; python -m audit.package_check faz o mesmo sem o Conecta",
        )

        parser.add_argument(
            "--archive",
            metavar="ARQUIVO",
            action="append",
            default=[],
            help="confere também este arquivo de blocos que saíram do banco; pode repetir",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            if options["package"]:
                self._check_package(Path(options["package"]))
            else:
                self._check_trail([Path(name) for name in options["archive"]])
        except OSError as error:
            raise CommandError(f"Não foi possível ler: {error}.") from error
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error

    def _check_package(self, path: Path) -> None:
        with path.open("rb") as lines:
            finding = package_check.check(lines, public_key=signing.public_key())
        self.stdout.write(package_check.told(finding))
        if not finding.is_whole:
            sys.exit(1)

    def _check_trail(self, archives: list[Path]) -> None:
        report = verification.run(progress=self._show if sys.stderr.isatty() else _silent)
        for line in summary(report):
            self.stdout.write(line)
        problems = {path: archiving.problems_of(path) for path in archives}
        for path, found in problems.items():
            said = f"ALTERADO: {' '.join(found)}" if found else "íntegro."
            self.stdout.write(f"Arquivo {path}: {said}")
        if not report.is_whole or any(problems.values()):
            sys.exit(1)

    def _show(self, done: int, total: int) -> None:
        self.stderr.write(f"\r{done} de {total} registros", ending="")


def summary(report: Report) -> list[str]:
    """For a terminal: the first problem first, or what makes the trail whole."""
    notes = [f"Aviso: {note}." for note in report.notes]
    if not report.is_whole:
        more = report.problem_count - len(report.problems)
        problems = [f"{problem.text}." for problem in report.problems]
        rest = [f"E mais {counted(more)}."] if more else []
        return [f"TRILHA ALTERADA: {problems[0]}", *problems[1:], *rest, *notes]
    speed = report.entries / report.seconds if report.seconds else 0
    return [
        f"Trilha íntegra. Registros: {counted(report.entries)}. Selos: {counted(report.seals)}. "
        f"Linhas provadas: {counted(report.lines)}.",
        f"Ainda não selados: {counted(report.tail)}. Arquivados: {counted(report.archived)}. "
        f"Segmentos: {report.segments}.",
        f"Conferido em {report.seconds:.1f} s ({counted(round(speed))} registros/s).",
        f"Chave pública: {signing.public_key()}",
        *notes,
    ]


def _silent(_done: int, _total: int) -> None:
    """A log needs no progress."""
