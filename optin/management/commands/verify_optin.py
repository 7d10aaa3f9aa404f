"""`manage.py verify_optin`: 0 when every colour is the one that the ledger tells, 1 when not."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from optin import replaying


class Command(BaseCommand):
    help = "Refaz as cores de OPTIN pelo registro e aponta os contatos que diferem."

    def handle(self, *args: Any, **options: Any) -> None:
        found = replaying.replay()
        for difference in found.differences:
            self.stdout.write(str(difference))
        said = f"{found.contact_count} contatos, {found.event_count} linhas"
        if found.differences:
            count = len(found.differences)
            differ = "1 contato difere" if count == 1 else f"{count} contatos diferem"
            self.stdout.write(f"{said}: {differ}.")
            sys.exit(1)
        self.stdout.write(f"{said}: todas as cores conferem.")
