"""What a launcher killed with -9 left running: found by proof that it is ours, then ended."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

from conecta.local.folder import DataFolder

# Members of the crew carry both names in their environment; nothing else carries the first.
CREW_MARK = "CONECTA_CREW"
FOLDER_MARK = "CONECTA_DATA_DIR"
GRACE_SECONDS = 5.0
POLL_SECONDS = 0.05


def end_crew(folder: DataFolder) -> int:
    """End what an earlier launcher of this folder left; return how many processes that was."""
    crew = [process for process in psutil.process_iter() if _is_crew(process, folder)]
    _end(crew, signal.SIGTERM)
    return len(crew)


def end_server(pid_file: Path, *, program: str, data: Path, end: signal.Signals) -> None:
    """End the server that the file names, if it is that program and works in that folder.

    The file is removed: a number that now belongs to another process keeps a server from starting.
    """
    _end(list(_server(pid_file, program=program, data=data)), end)
    pid_file.unlink(missing_ok=True)


def _is_crew(process: psutil.Process, folder: DataFolder) -> bool:
    if process.pid == os.getpid():
        return False
    try:
        environment = process.environ()
    except (psutil.Error, OSError):
        return False
    return CREW_MARK in environment and environment.get(FOLDER_MARK) == str(folder.path)


def _server(pid_file: Path, *, program: str, data: Path) -> Iterator[psutil.Process]:
    try:
        first_line = pid_file.read_text().partition("\n")[0].strip()
        process = psutil.Process(int(first_line))
        if process.name() == program and Path(process.cwd()) == data:
            yield process
    except (FileNotFoundError, ValueError, psutil.Error):
        return


def _end(processes: list[psutil.Process], end: signal.Signals) -> None:
    """Ask, wait a little, insist."""
    alive = processes
    for ask in (end, signal.SIGKILL):
        for process in alive:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(ask)
        deadline = time.monotonic() + GRACE_SECONDS
        while (alive := [it for it in alive if _is_alive(it)]) and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)


def _is_alive(process: psutil.Process) -> bool:
    """A zombie is not: in a container nobody may ever reap it."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
