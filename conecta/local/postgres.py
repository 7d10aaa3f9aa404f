"""PostgreSQL 18 from the wheel, on a loopback port, as an unprivileged user even under root."""

import signal
from collections.abc import Sequence

from conecta.local import cluster, leash, leftovers, ports, server
from conecta.local.cluster import Access
from conecta.local.errors import LocalError
from conecta.local.folder import DataFolder
from conecta.local.server import Server

ATTEMPTS = 4
SETTINGS = {
    "listen_addresses": ports.LOOPBACK,
    # A socket's path may not exceed 107 bytes, and a checkout can lie deep.
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "log_timezone": "UTC",
}
# For data that nobody will miss, the tests' own, whose password is asked for a thousand times.
SCRATCH_SETTINGS = {"fsync": "off", "full_page_writes": "off", "scram_iterations": "1"}


def start(folder: DataFolder, *, durable: bool) -> tuple[Server, str]:
    """The running server and its DATABASE_URL; not durable means fast, for the tests."""
    leftovers.end_server(
        folder.postgres / "postmaster.pid",
        program="postgres",
        data=folder.postgres,
        end=signal.SIGINT,
    )
    access = cluster.prepare(folder, durable=durable)
    for _ in range(ATTEMPTS):
        if not ports.is_free(access.port):
            access = cluster.move(folder, access)
        running = _launch(folder, access, durable=durable)
        if running.wait_until(access.is_answered):
            access.ensure_database(scratch=not durable)
            return running, access.url
    raise LocalError(f"O PostgreSQL não iniciou.\n{running.last_words()}")


def _launch(folder: DataFolder, access: Access, *, durable: bool) -> Server:
    settings = SETTINGS | {"port": str(access.port)} | ({} if durable else SCRATCH_SETTINGS)
    argv = [str(cluster.BIN / "postgres"), "-D", str(folder.postgres), *_as_options(settings)]
    return server.launch(
        "PostgreSQL",
        leash.owned(
            leash.leashed(argv, end=signal.SIGINT),
            leash.owner_for(folder.postgres),
            reach=[cluster.BIN, folder.path],
        ),
        stop_signal=signal.SIGINT,
        log=folder.path / "postgres.log",
    )


def _as_options(settings: dict[str, str]) -> Sequence[str]:
    return [f"--{name}={value}" for name, value in settings.items()]
