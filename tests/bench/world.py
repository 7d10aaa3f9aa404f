"""What the benches share: servers of their own, a migrated database, one line a figure."""

import os
import shutil
import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / ".data-bench" / str(os.getpid())


@contextmanager
def ground() -> Iterator[None]:
    """A new database as durable as in production, Redis, and Django set up on them."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "conecta.settings.test"
    from conecta.local import servers  # noqa: PLC0415 - nothing of Django before the settings
    from conecta.local.folder import DataFolder  # noqa: PLC0415

    FOLDER.mkdir(parents=True)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, FOLDER, ignore_errors=True)
        addresses = stack.enter_context(servers.running(DataFolder(path=FOLDER), durable=True))
        os.environ |= addresses
        import django  # noqa: PLC0415 - after the addresses are known
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        yield


def let_triggers_rest() -> None:
    """The role may take the replication role, as the tests' own may: for what is bare of triggers
    and for emptying tables of evidence between rounds."""
    from conecta.local import cluster  # noqa: PLC0415 - as above
    from conecta.local.folder import DataFolder  # noqa: PLC0415

    cluster.prepare(DataFolder(path=FOLDER), durable=True).ensure_database(scratch=True)


def figure(name: str, value: float, unit: str, ratio: float) -> None:
    """One line of `make bench`: name, value, unit, ratio to the limit measured in the same run."""
    print(f"{name} {value:.1f} {unit} {ratio:.3f}", flush=True)


def median_ratio(subject: Sequence[float], limit: Sequence[float]) -> float:
    return statistics.median(subject) / statistics.median(limit)
