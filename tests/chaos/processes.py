"""Real processes of Conecta, for one test: started with its database, ended whatever happens."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psutil
import requests
from celery import Celery
from django.conf import settings
from django.db import connection

from conecta.local import leash
from conecta.queues import Queue
from tests.sandbox.server import ROOT, put_first

# How long anything may take on a machine that has other work to do.
PATIENCE = 60.0
END_SECONDS = 15.0
POLL_SECONDS = 0.02
# Connecting and reading may take this long each.
WHATSAPP_TIMEOUT = 1.0
# Beat itself asks every five seconds.
BEAT_SECONDS = 0.25
SWEEPS = {"messaging.sweep": Queue.INTERACTIVE, "messaging.drain_inbox": Queue.INBOX}


class TooLateError(AssertionError):
    """What a test waited for has not come."""


def wait_for(
    what: str,
    happened: Callable[[], object],
    *,
    seconds: float = PATIENCE,
    every: float = POLL_SECONDS,
) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            raise TooLateError(f"after {seconds:.0f} s still not: {what}")
        time.sleep(every)


@dataclass(frozen=True, slots=True)
class Worker:
    process: psutil.Process
    log: Path

    def kill(self) -> None:
        """With -9: it learns nothing of it."""
        with contextlib.suppress(psutil.NoSuchProcess):
            self.process.kill()
        self.process.wait(END_SECONDS)

    def halt(self) -> None:
        """It stands still, holding what it holds."""
        self.process.suspend()
        wait_for("standing still", lambda: self.process.status() == psutil.STATUS_STOPPED)

    def resume(self) -> None:
        self.process.resume()

    def finish(self) -> None:
        """Asked to end; it first finishes what it does. TimeoutExpired when it does not."""
        self.process.terminate()
        self.process.wait(PATIENCE)


@dataclass(slots=True)
class Crew:
    """Starts workers and servers; whoever is still alive at the end is killed."""

    folder: Path
    whatsapp_api_url: str
    redis_url: str
    workers: list[Worker] = field(default_factory=list)
    servers: list[subprocess.Popen[str]] = field(default_factory=list)
    _nursery: subprocess.Popen[str] | None = None
    _hints: Celery | None = None
    _next_beat: float = 0.0

    def worker(self, *, queues: str = "interactive", threads: int = 4) -> Worker:
        name = f"{queues.replace(',', '-')}{len(self.workers)}"
        log = self.folder / f"{name}.log"
        number = self._born(f"{name} {queues} {threads} {log}")
        worker = Worker(psutil.Process(number), log)
        self.workers.append(worker)
        return worker

    def web(self, port: int) -> None:
        """The doors, as granian serves them; they answer when this returns."""
        where = ("--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "4")
        how = ("-m", "granian", "conecta.wsgi:application", "--interface", "wsgi", "--no-ws")
        server = self._start("web", *how, *where, "--log-level", "warning")
        wait_for("the server answering", lambda: _answers(server, port))

    def beat(self) -> None:
        """What beat asks of the workers, asked more often: call it while waiting."""
        if time.monotonic() < self._next_beat:
            return
        self._next_beat = time.monotonic() + BEAT_SECONDS
        for task, queue in SWEEPS.items():
            self._broker().send_task(task, queue=queue, expires=BEAT_SECONDS, ignore_result=True)

    def end(self) -> None:
        for worker in self.workers:
            worker.kill()
        for server in self.servers:
            _end(server)

    def _born(self, line: str) -> int:
        if self._nursery is None:
            self._nursery = self._start("nursery", "-m", "tests.chaos.hurried_worker")
        nursery = self._nursery
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        nursery.stdin.write(f"{line}\n")
        nursery.stdin.flush()
        return int(nursery.stdout.readline())

    def _start(self, name: str, *arguments: str) -> subprocess.Popen[str]:
        with (self.folder / f"{name}.log").open("w") as errors:
            server = subprocess.Popen(
                leash.leashed([sys.executable, *arguments], end=signal.SIGTERM),
                cwd=ROOT,
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        put_first(server.pid)
        self.servers.append(server)
        return server

    def _broker(self) -> Celery:
        if self._hints is None:
            self._hints = Celery("hints", broker=self.redis_url)
            self._hints.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        return self._hints

    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "conecta.settings.test",
            "PYTHONWARNINGS": "ignore",
            "REDIS_URL": self.redis_url,
            "WHATSAPP_API_URL": self.whatsapp_api_url,
            "WHATSAPP_TIMEOUT": str(WHATSAPP_TIMEOUT),
        }


@contextlib.contextmanager
def crew(folder: Path, *, whatsapp_api_url: str, redis_url: str = "") -> Iterator[Crew]:
    made = Crew(folder, whatsapp_api_url, redis_url or settings.REDIS_URL)
    try:
        yield made
    finally:
        made.end()


def database_url() -> str:
    """Of the tests' own database, whose name only pytest-django knows."""
    it = connection.settings_dict
    login = f"{quote(it['USER'])}:{quote(it['PASSWORD'])}"
    return f"postgres://{login}@{it['HOST']}:{it['PORT']}/{quote(it['NAME'])}"


def _end(server: subprocess.Popen[str]) -> None:
    """With its children, which would outlive a parent that is killed."""
    family = psutil.Process(server.pid).children(recursive=True)
    server.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(END_SECONDS)
    server.kill()
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    server.communicate()


def _answers(server: subprocess.Popen[str], port: int) -> bool:
    assert server.poll() is None, "the server ended"
    with contextlib.suppress(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{port}/webhooks/whatsapp/", timeout=PATIENCE)
        return True
    return False
