"""`manage.py archive_audit --before AAAA-MM-DD ARQUIVO`."""

from argparse import ArgumentParser
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from audit import archiving
from audit.actors import SYSTEM
from audit.wording import counted
from conecta.errors import DomainError


class Command(BaseCommand):
    help = "Move para um arquivo os blocos da trilha selados antes de um dia; os selos ficam."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--before", required=True, metavar="AAAA-MM-DD")
        parser.add_argument("file", metavar="ARQUIVO", help="não pode existir ainda")

    def handle(self, *_args: Any, **options: Any) -> None:
        day = parse_date(options["before"])
        if day is None:
            raise CommandError("--before é um dia: AAAA-MM-DD.")
        before = timezone.make_aware(datetime.combine(day, time.min))
        path = Path(options["file"])
        try:
            made = archiving.archive(path, before=before, by=SYSTEM)
        except FileExistsError as error:
            raise CommandError(f"{path} já existe: escolha outro nome.") from error
        except OSError as error:
            raise CommandError(f"Não foi possível gravar {path}: {error.strerror}.") from error
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(
            f"{counted(made.entry_count)} registros dos selos {made.first_seal} a "
            f"{made.last_seal} estão em {path} e saíram do banco.\n"
            "Guarde o arquivo: confira-o com verify_audit --archive."
        )
