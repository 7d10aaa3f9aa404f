"""`manage.py load_demo`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conecta.local import demo


class Command(BaseCommand):
    help = "Carrega os dados de demonstração; o que já existe fica como está."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not demo.is_allowed():
            raise CommandError("Os dados de demonstração têm senhas públicas: só nesta máquina.")
        demo.load()
        self.stdout.write("Dados de demonstração prontos.")
