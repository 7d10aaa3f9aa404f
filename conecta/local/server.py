"""A server of ours as a child process: started, watched until it answers, stopped."""

import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from conecta.local.errors import LocalError

READY_SECONDS = 60.0
STOP_SECONDS = 20.0
POLL_SECONDS = 0.05
LOG_LINES = 12
# Servers get none of our secrets: they need a path, and plain words in their log.
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"}


def packaged(package: str) -> Path:
    """The folder of an installed package, found without importing it and what it does at import."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise LocalError(f"Falta o pacote {package}: rode make setup.")
    return Path(spec.origin).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    name: str
    process: subprocess.Popen[bytes]
    stop_signal: signal.Signals
    log: Path

    def wait_until(self, answers: Callable[[], bool]) -> bool:
        """True once it answers; False when it ended instead."""
        deadline = time.monotonic() + READY_SECONDS
        while self.process.poll() is None:
            if answers():
                return True
            if time.monotonic() > deadline:
                self.stop()
                raise LocalError(f"O {self.name} não respondeu a tempo.\n{self.last_words()}")
            time.sleep(POLL_SECONDS)
        return False

    def stop(self) -> None:
        if self.process.poll() is not None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-LOG_LINES:]
        return "\n".join([f"Fim de {self.log}:", *lines])


def launch(name: str, argv: Sequence[str], *, stop_signal: signal.Signals, log: Path) -> Server:
    """Start the command away from the terminal, so that Ctrl-C reaches only the launcher."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            argv,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Server(name=name, process=process, stop_signal=stop_signal, log=log)
