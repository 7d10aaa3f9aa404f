"""A Redis of the test's own, which it may empty, kill and start again on the same port."""

import contextlib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from conecta.local.redis import PROGRAM
from tests.chaos.processes import wait_for
from tests.sandbox.server import free_port

START_SECONDS = 10.0


@dataclass(slots=True)
class OwnRedis:
    port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Empty, whatever it held before."""
        nothing_kept = ("--save", "", "--appendonly", "no", "--dir", str(self.folder))
        where = ("--bind", "127.0.0.1", "--port", str(self.port))
        self.process = subprocess.Popen(
            [str(PROGRAM), *where, *nothing_kept], stdout=subprocess.DEVNULL
        )
        wait_for("Redis answers", self._answers, seconds=START_SECONDS)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(START_SECONDS)

    def empty(self) -> None:
        with Redis.from_url(self.url) as client:
            client.flushall()

    def _answers(self) -> bool:
        with contextlib.suppress(RedisError), Redis.from_url(self.url) as client:
            return bool(client.ping())
        return False


@contextlib.contextmanager
def running(folder: Path) -> Iterator[OwnRedis]:
    made = OwnRedis(free_port(), folder)
    made.start()
    try:
        yield made
    finally:
        made.kill()
