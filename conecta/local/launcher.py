"""Everything of one machine, from an empty folder to a running Conecta and back to silence."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from types import FrameType

from honcho.manager import SIGNALS, Manager

from conecta.local import crew, environment, leash, leftovers, ports, servers
from conecta.local.environment import Addresses
from conecta.local.errors import LocalError
from conecta.local.folder import DataFolder, FolderBusyError
from conecta.local.herald import Herald, say

# A launcher that lost its terminal needs about this long to stop everything.
STOPPING_SECONDS = 10.0
ASKED_TO_STOP = {known["rc"] for known in SIGNALS.values()}


def run(folder: DataFolder) -> int:
    """Start everything, wait until told to stop, stop everything; the exit status of the whole."""
    since = time.monotonic()
    addresses = Addresses.read()
    with _stopped_by_signals(), folder.hold(patience=STOPPING_SECONDS) as lock:
        _clear_the_way(folder, addresses)
        say("Iniciando PostgreSQL e Redis…")
        with servers.running(folder) as started:
            variables = environment.compose(folder, started, addresses)
            say("Preparando o banco de dados…")
            _prepare(variables)
            try:
                return _supervise(folder, addresses, variables, lock=lock, since=since)
            finally:
                leftovers.end_crew(folder)


def execute(folder: DataFolder, argv: Sequence[str]) -> int:
    """One command with the same environment, on the servers of `make run` or on its own start."""
    addresses = Addresses.read()
    try:
        with _stopped_by_signals(), folder.hold(), servers.running(folder) as started:
            return _call(argv, environment.compose(folder, started, addresses))
    except FolderBusyError:
        return _call(argv, environment.read(folder) | os.environ)


def _call(argv: Sequence[str], variables: dict[str, str]) -> int:
    return subprocess.run(argv, env=variables, check=False).returncode


def _clear_the_way(folder: DataFolder, addresses: Addresses) -> None:
    if ended := leftovers.end_crew(folder):
        say(f"Encerrados {ended} processos de uma execução interrompida.")
    ports.require_free(addresses.port, name="PORT", purpose="das páginas")
    if addresses.has_sandbox:
        ports.require_different(addresses.port, addresses.sandbox_port)
        ports.require_free(addresses.sandbox_port, name="SANDBOX_PORT", purpose="do simulador")


def _prepare(variables: dict[str, str]) -> None:
    result = _call([sys.executable, "-m", "conecta.local.prepare"], variables)
    if result != 0:
        raise LocalError("O banco de dados não pôde ser preparado. As linhas acima dizem por quê.")


def _supervise(
    folder: DataFolder,
    addresses: Addresses,
    variables: dict[str, str],
    *,
    lock: int,
    since: float,
) -> int:
    # Forked, because honcho's runners must share its queue, and only a fork inherits the leash.
    multiprocessing.set_start_method("fork", force=True)
    os.register_at_fork(after_in_child=partial(leash.end_with_parent, signal.SIGKILL))
    os.register_at_fork(after_in_child=partial(os.close, lock))
    members = crew.members(folder, addresses)
    workers = [member.name for member in members if member.is_worker]
    manager = Manager(Herald(addresses, workers, since=since))
    for member in members:
        mark = {leftovers.CREW_MARK: member.name}
        manager.add_process(member.name, member.command, env=variables | mark)
    manager.loop()
    if manager.returncode in ASKED_TO_STOP:
        say("Conecta encerrado.")
        return 0
    say("Um dos processos terminou sozinho e os outros foram encerrados. Veja as linhas acima.")
    return 1


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let the blocks around the launcher end in order, whichever way it is told to stop."""

    def stop(number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt(signal.Signals(number).name)

    former = {sign: signal.signal(sign, stop) for sign in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for sign, handler in former.items():
            signal.signal(sign, handler)
