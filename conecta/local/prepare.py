"""Before anything starts: migrations, static files, and the demonstration data once.

Run by the launcher as a process of its own, so that it keeps no connection and no Django itself.
"""

import os
from hashlib import sha256

import django
from django.core.management import call_command

from conecta.local import environment, folder


def main() -> None:
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    _load_demonstration()


def _load_demonstration() -> None:
    """Once for each database: what a person deletes from it afterwards stays deleted."""
    done = folder.chosen().path / f"demo-{_database_name()}"
    if not done.exists():
        call_command("load_demo")
        done.touch()


def _database_name() -> str:
    """The embedded database moves from port to port and stays the same; another is its address."""
    address = os.environ["DATABASE_URL"]
    if address == environment.read(folder.chosen()).get("DATABASE_URL"):
        return "embedded"
    return sha256(address.encode()).hexdigest()[:12]


if __name__ == "__main__":
    main()
