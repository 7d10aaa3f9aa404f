"""Two acts at the same time, in an order that a test can rely on."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

# In seconds. The rest of the suite has the same cores, and some of it goes first.
PATIENCE = 60.0
# Other workers of the suite wait for locks of their own in the same cluster.
BLOCKED_BY_US = """SELECT count(*) FROM pg_locks
    WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """What became of an act: its result or its error, and whether it had to wait."""

    result: Any
    error: BaseException | None
    waited: bool = False


def overtake(
    first: Callable[[], object],
    second: Callable[[], object],
    *,
    meanwhile: Callable[[], object] = lambda: None,
) -> Rival:
    """Begin `second` after `first` has acted and before it commits. For transactional tests.

    `meanwhile` is the end of what `first` began: it is done once `second` waits, or is over.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction.atomic():
            first()
            future = pool.submit(_run, second)
            waited = _is_waiting(future)
            meanwhile()
        return _rival(future, waited=waited)


def together(*acts: Callable[[], object]) -> list[Rival]:
    """Begin all at the same moment; their order is the scheduler's."""
    gate = threading.Barrier(len(acts))

    def enter(act: Callable[[], object]) -> object:
        gate.wait(PATIENCE)
        return _run(act)

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        return [_rival(future) for future in [pool.submit(enter, act) for act in acts]]


def _run(act: Callable[[], object]) -> object:
    try:
        return act()
    finally:
        connection.close()


def _rival(future: Future[object], *, waited: bool = False) -> Rival:
    error = future.exception(PATIENCE)
    return Rival(result=None if error else future.result(), error=error, waited=waited)


def _is_waiting(future: Future[object]) -> bool:
    """Until the other is stopped by a lock of ours (true), or done (false)."""
    end = time.monotonic() + PATIENCE
    while not future.done() and time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(BLOCKED_BY_US)
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.01)
    return False
