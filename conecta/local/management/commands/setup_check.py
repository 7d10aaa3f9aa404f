"""`manage.py setup_check`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from conecta.local import readiness


class Command(BaseCommand):
    help = "Diz o que falta para enviar de verdade: token, permissões, webhook, número, HSM."

    def handle(self, *_args: Any, **_options: Any) -> None:
        missing = 0
        for finding in readiness.check():
            sign = "falta" if finding.is_missing else "ok   "
            self.stdout.write(f"{sign}  {finding.about}: {finding.fact}")
            if finding.is_missing:
                missing += 1
                self.stdout.write(f"       {finding.cure}")
        if missing:
            self.stdout.write(f"\nFalta resolver {missing}.")
            sys.exit(1)
        self.stdout.write("\nTudo pronto para enviar.")
