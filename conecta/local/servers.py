"""Both servers at once, each only where the environment names none."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from conecta.local import postgres, redis
from conecta.local.folder import DataFolder


@contextmanager
def running(folder: DataFolder, *, durable: bool = True) -> Iterator[dict[str, str]]:
    """The addresses of the servers that we started, by variable; they stop with the block."""
    addresses: dict[str, str] = {}
    with ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            database, addresses["DATABASE_URL"] = postgres.start(folder, durable=durable)
            stack.callback(database.stop)
        if not os.environ.get("REDIS_URL"):
            broker, addresses["REDIS_URL"] = redis.start(folder)
            stack.callback(broker.stop)
        yield addresses
