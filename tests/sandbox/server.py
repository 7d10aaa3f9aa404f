"""The simulator as a process of its own, on a free port, for tests and benches."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[2]
SECRET = "segredo-dos-testes"
START_SECONDS = 20.0
STOP_SECONDS = 10.0
# In the scale of `nice`.
URGENT = -10


class SandboxStartError(RuntimeError):
    """The simulator did not answer in time."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running_sandbox(
    webhook_url: str, *, secrets: str = SECRET, goes_first: bool = False, **variables: str
) -> Iterator[str]:
    """Yields the address; the process ends with the block. ``variables`` join its environment."""
    port = free_port()
    granian = Path(sys.executable).parent / "granian"
    process = subprocess.Popen(
        [
            str(granian),
            "--interface=asgi",
            "--host=127.0.0.1",
            f"--port={port}",
            "--no-ws",
            "--log-level=warning",
            "conecta.whatsapp.sandbox.app:app",
        ],
        cwd=ROOT,
        env={
            **os.environ,
            "WHATSAPP_APP_SECRETS": secrets,
            "WEBHOOK_URL": webhook_url,
            **variables,
        },
    )
    if goes_first:
        put_first(process.pid)
    try:
        wait_until_ready(process, f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=STOP_SECONDS)


def put_first(pid: int) -> None:
    """Before the rest of the suite, with all that it starts from now on, if the user may say so.

    Who waits for a core does at once what was paced: a bound would tell of the machine's work.
    """
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, pid, URGENT)


@contextlib.contextmanager
def going_first() -> Iterator[None]:
    """This thread, with those that it starts meanwhile, is put first too."""
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    put_first(0)
    try:
        yield
    finally:
        os.setpriority(os.PRIO_PROCESS, 0, usual)


def wait_until_ready(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SandboxStartError(f"the simulator ended with {process.returncode}")
        with contextlib.suppress(requests.ConnectionError):
            requests.get(f"{address}/_sandbox/stats", timeout=2)
            return
        time.sleep(0.05)
    raise SandboxStartError(f"nothing answers at {address}")
