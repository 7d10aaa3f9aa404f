"""The processes of one machine: who they are and how each is started.

Three workers, because a queue that waits behind another breaks a promise: what a person clicked
leaves within a second, and a refusal is red within two, however much bulk is on its way. Threads,
because their work is waiting for Meta and PostgreSQL; one process each is what two cores bear.
"""

import os
import shlex
import signal
import sys
from dataclasses import dataclass

from conecta.local import leash, ports
from conecta.local.environment import Addresses
from conecta.local.folder import DataFolder

# More web processes than this serve nobody on a demonstration machine, and each takes memory.
MOST_WEB_PROCESSES = 4
ROOT_WARNING = "You're running the worker with superuser privileges"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    name: str
    argv: tuple[str, ...]

    @property
    def command(self) -> str:
        """For a shell, which the process replaces; it ends when its supervisor does."""
        return "exec " + shlex.join(leash.leashed(self.argv, end=signal.SIGTERM))

    @property
    def is_worker(self) -> bool:
        return "worker" in self.argv


def members(folder: DataFolder, addresses: Addresses) -> list[Member]:
    crew = [
        _web(addresses),
        _worker("interativo", queues="interactive", threads=4),
        _worker("entrada", queues="inbox", threads=2),
        _worker("fundo", queues="bulk,maintenance", threads=4),
        _beat(folder),
    ]
    if addresses.has_sandbox:
        crew.append(_sandbox(addresses))
    return crew


def _web(addresses: Addresses) -> Member:
    cores = os.cpu_count() or 1
    processes, threads = min(cores, MOST_WEB_PROCESSES), cores * 2
    return Member(
        name="web",
        argv=_granian(
            "conecta.wsgi:application",
            interface="wsgi",
            port=addresses.port,
            options=("--workers", str(processes), "--blocking-threads", str(threads)),
        ),
    )


def _sandbox(addresses: Addresses) -> Member:
    return Member(
        name="simulador",
        argv=_granian(
            "conecta.whatsapp.sandbox.app:app", interface="asgi", port=addresses.sandbox_port
        ),
    )


def _granian(
    target: str, *, interface: str, port: int, options: tuple[str, ...] = ()
) -> tuple[str, ...]:
    module = (sys.executable, "-m", "granian", target, "--interface", interface)
    return (*module, "--host", ports.LOOPBACK, "--port", str(port), "--no-ws", *options)


def _worker(name: str, *, queues: str, threads: int) -> Member:
    # One machine has no other workers to gossip with, and asking for them delays the start.
    alone = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    pool = ("--pool", "threads", "--concurrency", str(threads), "--loglevel", "INFO")
    identity = ("--queues", queues, "--hostname", f"{name}@%h")
    return Member(name=name, argv=(*_celery("worker"), *identity, *pool, *alone))


def _beat(folder: DataFolder) -> Member:
    kept = ("--schedule", str(folder.path / "beat"), "--pidfile=", "--loglevel", "WARNING")
    return Member(name="relogio", argv=(*_celery("beat"), *kept))


def _celery(command: str) -> tuple[str, ...]:
    quiet = ("-W", f"ignore:{ROOT_WARNING}", "-m", "celery", "--quiet")
    return (sys.executable, *quiet, "--app", "conecta.celery", command)
