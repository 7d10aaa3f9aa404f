"""An export whose worker is killed in the middle: made whole by another, and nothing is left."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from pytest_django import Settings

from conecta.accounts.roles import Role
from conecta.exports import files, leases, making, registry, requests
from conecta.exports.models import Export, ExportState
from conecta.exports.registry import Kind
from tests import factories
from tests.journeys.processes import _database_url
from tests.sandbox.server import ROOT

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]

KIND = "tests.slow"
SECONDS = 30.0
SLOW_WORKER = """
import time, django
django.setup()
from conecta.exports import making, registry, writing
from conecta.exports.registry import Kind
writing.EVERY = 1
def rows(asked):
    for number in range(1000):
        yield (number,)
        time.sleep(0.05)
registry.register(Kind(name="tests.slow", label="Lenta", permission="audit.export_entry",
    columns=("N",), rows=rows, count=lambda asked: 1000))
making.make_due()
"""


def start(folder: Path) -> "subprocess.Popen[bytes]":
    environment = os.environ | {
        "CONECTA_DATA_DIR": str(folder),
        "DATABASE_URL": _database_url(),
        "DJANGO_SETTINGS_MODULE": "conecta.settings.test",
        "REDIS_URL": settings.REDIS_URL,
    }
    return subprocess.Popen([sys.executable, "-c", SLOW_WORKER], cwd=ROOT, env=environment)


def wait_until_it_writes(export: Export, worker: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + SECONDS
    while Export.objects.get(pk=export.pk).done_count < 3:
        assert worker.poll() is None, "the worker ended by itself"
        assert time.monotonic() < deadline, "the worker wrote nothing"
        time.sleep(0.05)


def test_another_makes_it_whole(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EXPORTS_ROOT = tmp_path / "exports"
    whole = Kind(
        name=KIND,
        label="Lenta",
        permission="audit.export_entry",
        columns=("N",),
        rows=lambda _asked: ((number,) for number in range(1000)),
    )
    monkeypatch.setitem(registry._kinds, KIND, whole)
    export = requests.request(KIND, {}, format="csv", by=factories.user(Role.SUPERVISOR))
    worker = start(tmp_path)
    try:
        wait_until_it_writes(export, worker)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait(SECONDS)
    [left] = files.folder().iterdir()
    assert left.suffix == files.PART
    assert making.make_due() == 0

    with time_machine.travel(timezone.now() + leases.LEASE + timedelta(seconds=1), tick=False):
        assert making.make_due() == 1
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        making.sweep()

    export.refresh_from_db()
    assert (export.state, export.attempt) == (ExportState.DONE, 2)
    assert len(files.path_of(export.stored_name).read_text().splitlines()) == 1001
    assert [path.name for path in files.folder().iterdir()] == [export.stored_name]
