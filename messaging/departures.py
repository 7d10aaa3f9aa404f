"""What has just left through a channel: the limiter paces what it grants, not when that leaves.

Between the two lies a statement of the database. What a slow one held up would leave together with
what the limiter has meanwhile saved up to grant next.
"""

import math
import time
from collections import deque

# Above the pace, so that it alone sets the pace; below what the limiter's bucket adds to it, which
# leaves that much for threads and the network to be late.
ALLOWANCE = 1.02
SECOND = 1.0


class Departures:
    """No second takes more than `rate_per_second` and a fiftieth. For one dispatcher's run."""

    def __init__(self, rate_per_second: float) -> None:
        self._most = math.ceil(rate_per_second * ALLOWANCE)
        self._left: deque[float] = deque()

    def room(self) -> int:
        """How many may leave now."""
        gone = time.monotonic() - SECOND
        while self._left and self._left[0] <= gone:
            self._left.popleft()
        return self._most - len(self._left)

    def note(self) -> None:
        """One leaves."""
        self._left.append(time.monotonic())
