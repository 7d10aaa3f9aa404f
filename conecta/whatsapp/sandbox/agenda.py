"""What must happen later: one heap and one timer, however many things wait."""

import asyncio
import heapq
import itertools
from collections.abc import Callable

Action = Callable[[], None]


class Agenda:
    """Runs actions when they fall due, in the order of their times, on the running loop."""

    __slots__ = ("_heap", "_order", "_timer")

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Action]] = []
        self._order = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    def after(self, seconds: float, action: Action) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + seconds
        is_first = not self._heap or due < self._heap[0][0]
        heapq.heappush(self._heap, (due, next(self._order), action))
        if is_first:
            self._arm(loop, due)

    def clear(self) -> None:
        self._heap.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_at(due, self._run_due)

    def _run_due(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer = None
        now = loop.time()
        try:
            while self._heap and self._heap[0][0] <= now:
                heapq.heappop(self._heap)[2]()
        finally:
            # An action that breaks must not stop what comes after it.
            if self._heap:
                self._arm(loop, self._heap[0][0])
