"""`manage.py demo_tokens`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conecta.accounts import tokens
from conecta.local import demo

DAYS = 30


class Command(BaseCommand):
    help = "Cria e mostra chaves de API, de 30 dias, dos quatro usuários de demonstração."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not demo.is_allowed():
            raise CommandError("Só há usuários de demonstração nesta máquina.")
        people = demo.users()
        if not people:
            raise CommandError("Ainda não há usuários de demonstração: rode load_demo.")
        for person in people:
            self.stdout.write(f"{person.email} {tokens.create(person, days=DAYS, by=None)}")
