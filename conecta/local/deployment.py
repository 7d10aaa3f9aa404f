"""Management commands under production settings, with secrets invented for the occasion.

Without arguments: what `make check` asks of a deployment. With arguments: that command, which is
how an image collects its static files before any secret exists.
"""

import os
import subprocess
import sys

from conecta.local import environment
from conecta.local.folder import PROJECT

# Nothing listens there: what is checked needs no server.
NOWHERE = {
    "DATABASE_URL": "postgres://conecta:conecta@127.0.0.1:9/conecta",
    "REDIS_URL": "redis://127.0.0.1:9/0",
    "ALLOWED_HOSTS": "conecta.example",
    "CSRF_TRUSTED_ORIGINS": "https://conecta.example",
    "DJANGO_SETTINGS_MODULE": "conecta.settings.production",
}
COMMANDS = (
    ("check", "--deploy", "--fail-level", "WARNING"),
    # It would like to read the history of migrations, and warns that nobody answers.
    ("makemigrations", "--check", "--dry-run"),
)


def main() -> int:
    commands = (tuple(sys.argv[1:]),) if sys.argv[1:] else COMMANDS
    variables = os.environ | {name: make() for name, make in environment.SECRETS.items()} | NOWHERE
    python = (sys.executable, "-W", "ignore::RuntimeWarning", str(PROJECT / "manage.py"))
    return max(
        subprocess.run([*python, *command], env=variables, check=False).returncode
        for command in commands
    )


if __name__ == "__main__":
    sys.exit(main())
