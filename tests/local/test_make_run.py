"""The launcher itself: whole starts on free ports, with a data folder of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import psutil
import pytest

from conecta.local import ports
from conecta.local.folder import PROJECT, DataFolder

pytestmark = pytest.mark.chaos

READY = "Ctrl-C encerra tudo."
PATIENCE_SECONDS = 30


class Launcher:
    def __init__(self, folder: DataFolder) -> None:
        self.environment = os.environ | {
            "CONECTA_DATA_DIR": str(folder.path),
            "DJANGO_SETTINGS_MODULE": "conecta.settings.local",
            "PORT": str(ports.pick()),
            "SANDBOX_PORT": str(ports.pick()),
        }
        self._log = folder.path.with_name("launcher.log")
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        with self._log.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "conecta.local", "run", "--with-parent"],
                cwd=PROJECT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._started.append(process)
        return process

    def start_ready(self) -> subprocess.Popen[bytes]:
        process = self.start()
        deadline = time.monotonic() + PATIENCE_SECONDS * 2
        while READY not in self.output:
            assert process.poll() is None, self.output
            assert time.monotonic() < deadline, self.output
            time.sleep(0.1)
        return process

    @property
    def output(self) -> str:
        return self._log.read_text()

    def end(self) -> None:
        for process in self._started:
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()


@pytest.fixture
def launcher(folder: DataFolder) -> Iterator[Launcher]:
    launcher = Launcher(folder)
    yield launcher
    launcher.end()
    assert _left_behind(folder) == []


def _left_behind(folder: DataFolder) -> list[str]:
    """Names of the processes that still work on the folder, after they had time to end."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (names := _at_work(folder)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return names


def _at_work(folder: DataFolder) -> list[str]:
    names = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if _works_on(folder, process):
                names.append(process.name())
    return names


def _works_on(folder: DataFolder, process: psutil.Process) -> bool:
    """The crew carries the folder in its environment; the servers work inside it."""
    path = str(folder.path)
    return process.environ().get("CONECTA_DATA_DIR") == path or process.cwd().startswith(path)


def test_a_killed_launcher_keeps_nothing_from_the_next_which_ctrl_c_ends_whole(
    launcher: Launcher, folder: DataFolder
) -> None:
    launcher.start_ready().kill()

    process = launcher.start_ready()
    os.killpg(process.pid, signal.SIGINT)

    assert process.wait(PATIENCE_SECONDS) == 0
    assert _left_behind(folder) == []
    assert "agente@conecta.local" in launcher.output
    assert "Traceback" not in launcher.output


def test_a_taken_port_is_a_sentence_and_nothing_is_left_running(
    launcher: Launcher, folder: DataFolder
) -> None:
    taken = int(launcher.environment["PORT"])
    with socket.create_server((ports.LOOPBACK, taken)):
        process = launcher.start()

        assert process.wait(PATIENCE_SECONDS) == 1

    assert "está ocupada por outro programa" in launcher.output
    assert "Traceback" not in launcher.output
    assert _left_behind(folder) == []


def test_one_port_for_both_servers_is_a_sentence(launcher: Launcher) -> None:
    launcher.environment["SANDBOX_PORT"] = launcher.environment["PORT"]

    assert launcher.start().wait(PATIENCE_SECONDS) == 1

    assert "são a mesma porta" in launcher.output
    assert "Traceback" not in launcher.output
