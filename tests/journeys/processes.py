"""Conecta as people use it, in processes of its own: web, worker with its clock, simulator."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from signal import SIGTERM
from urllib.parse import quote

import requests
from django.conf import settings
from django.db import connection
from django.db.models import Q

from conecta.local import leash
from messaging.models import Message, WebhookDelivery
from tests.sandbox.server import ROOT, free_port, running_sandbox
from tests.simulator import Simulator

START_SECONDS = 30.0
END_SECONDS = 10.0
ARRIVAL_SECONDS = 20.0
POLL_SECONDS = 0.05
QUEUES = "interactive,bulk,inbox,maintenance"


class StartError(AssertionError):
    """A process ended, or did not answer in time."""


class TooLateError(AssertionError):
    """What a test waited for has not come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conecta:
    url: str
    simulator: Simulator
    logs: Path

    def finish(self) -> None:
        """Let the worker end what it has begun, before its rows go."""
        deadline = time.monotonic() + END_SECONDS
        while _is_busy():
            if time.monotonic() > deadline:
                raise TooLateError("the worker is still busy")
            time.sleep(POLL_SECONDS)

    @property
    def anchors(self) -> Path:
        """Where the worker writes the seals down."""
        return self.logs / "audit" / "anchors.jsonl"

    def wait_for_messages(self, count: int) -> None:
        """Until the simulator has accepted so many since its last reset."""
        deadline = time.monotonic() + ARRIVAL_SECONDS
        while (found := self.simulator.stats()["messages"]["total"]) < count:
            if time.monotonic() > deadline:
                raise TooLateError(f"{found} of {count} messages arrived")
            time.sleep(POLL_SECONDS)


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Conecta]:
    """The processes, on the tests' own database; they end with the block."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    secret = settings.WHATSAPP_APP_SECRETS[0]
    with running_sandbox(f"{url}/webhooks/whatsapp/", secrets=secret) as simulated:
        environment = _environment(simulated, folder)
        web = _start(folder / "web.log", _web(port), environment)
        worker = _start(folder / "worker.log", _worker(folder), environment)
        try:
            _wait_until_ready(web, url, folder / "web.log")
            yield Conecta(url=url, simulator=Simulator(simulated), logs=folder)
        finally:
            _end(web, worker)


def _is_busy() -> bool:
    owned = Q(due_at__isnull=False) | Q(lease_expires_at__isnull=False)
    return (
        WebhookDelivery.objects.filter(due_at__isnull=False).exists()
        or Message.objects.filter(owned).exists()
    )


def _web(port: int) -> tuple[str, ...]:
    where = ("--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "6")
    how = ("--interface", "wsgi", "--no-ws", "--log-level", "warning")
    return ("-m", "granian", "conecta.wsgi:application", *how, *where)


def _worker(folder: Path) -> tuple[str, ...]:
    what = ("--queues", QUEUES, "--pool", "threads", "--concurrency", "8", "--loglevel", "INFO")
    clock = ("--beat", "--schedule", str(folder / "beat"), "--pidfile=")
    alone = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    return ("-m", "celery", "--quiet", "--app", "conecta.celery", "worker", *what, *clock, *alone)


def _start(
    log: Path, arguments: tuple[str, ...], environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen(
            leash.leashed([sys.executable, *arguments], end=SIGTERM),
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def _end(*processes: subprocess.Popen[bytes]) -> None:
    """All are asked first, then awaited, then killed."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(END_SECONDS)


def _wait_until_ready(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(requests.ConnectionError):
            if requests.get(f"{url}/readyz", timeout=5).ok:
                return
        time.sleep(POLL_SECONDS)
    raise StartError(log.read_text())


def _environment(simulated: str, folder: Path) -> dict[str, str]:
    return os.environ | {
        "CONECTA_DATA_DIR": str(folder),
        "DATABASE_URL": _database_url(),
        "DJANGO_SETTINGS_MODULE": "conecta.settings.test",
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore",
        "REDIS_URL": settings.REDIS_URL,
        "WHATSAPP_API_URL": simulated,
    }


def _database_url() -> str:
    """Of the tests' own database, whose name only pytest-django knows."""
    it = connection.settings_dict
    login = f"{quote(it['USER'])}:{quote(it['PASSWORD'])}"
    return f"postgres://{login}@{it['HOST']}:{it['PORT']}/{quote(it['NAME'])}"
