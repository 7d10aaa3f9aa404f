"""One database is migrated and each worker of the suite takes a copy, as Django's own runner does.

The controller makes them while its workers still collect their tests; until all are there it keeps
a door shut, at which a worker waits.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker

# Any number that no lock of ours has.
DOOR = 4_951


class Copies:
    """The controller's part. A connection belongs to its thread, so one thread does all."""

    def __init__(self, blocker: DjangoDbBlocker, count: int) -> None:
        self._blocker = blocker
        self._count = count
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._door = self._thread.submit(self._shut_door).result()
        self._made: list[Any] = []
        self._making = self._thread.submit(self._make)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """The workers have ended. Raises what went wrong while the copies were made."""
        self._making.result()
        self._thread.submit(self._remove).result()
        self._thread.shutdown()

    def _shut_door(self) -> BaseDatabaseWrapper:
        door = connections.create_connection(DEFAULT_DB_ALIAS)
        with self._blocker.unblock(), door.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [DOOR])
        return door

    def _make(self) -> None:
        try:
            with self._blocker.unblock():
                self._made = setup_databases(0, interactive=False, parallel=self._count)
        finally:
            self._door.close()

    def _remove(self) -> None:
        with self._blocker.unblock():
            teardown_databases(self._made, 0, parallel=self._count)


def take_copy(number: int) -> None:
    """From here on this process means its copy, counted from 1, by the default connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [DOOR])
    connection.close()
    connection.settings_dict["NAME"] = connection.creation.test_db_signature()[-1]
    connection.creation.setup_worker_connection(number)
