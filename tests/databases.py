"""One database is migrated and each worker of the suite works on a copy, which it makes itself.

The controller migrates it while its workers still collect their tests; until it is done it keeps a
door shut, at which a worker waits.
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


class Original:
    """The controller's part. A connection belongs to its thread, so one thread does all."""

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self._blocker = blocker
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._door = self._thread.submit(self._shut_door).result()
        self._made: list[Any] = []
        self._making = self._thread.submit(self._make)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """The workers have ended. Raises what went wrong while it was made."""
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
                self._made = setup_databases(0, interactive=False)
                # What has a connection is not copied.
                connection.close()
        finally:
            self._door.close()

    def _remove(self) -> None:
        with self._blocker.unblock():
            teardown_databases(self._made, 0)


def take_copy(worker: int) -> None:
    """From here on this process means its copy by the default connection.

    One that a killed run left is made anew.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [DOOR])
    connection.close()
    connection.settings_dict["NAME"] = connection.creation.test_db_signature()[-1]
    connection.creation.clone_test_db(str(worker), verbosity=0, autoclobber=True)
    connection.creation.setup_worker_connection(worker)


def give_back() -> None:
    """Nobody else may be connected to the copy any more."""
    connection.creation.destroy_test_db(verbosity=0)
