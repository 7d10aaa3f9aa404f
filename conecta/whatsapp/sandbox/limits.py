"""Meta's two send limits: messages a second of a number, and messages to one person."""

from collections import deque

SECOND = 1.0
# Meta does not count to the instant: a tenth above the rate passes within one second.
TOLERANCE = 10
PAIR_SECONDS = 6.0
PAIR_BURST = 45
# Pairs whose debt is paid are forgotten when so many have gathered.
PAIRS_KEPT = 100_000


class Throughput:
    """Counts the messages of one number, both directions, within the last second."""

    __slots__ = ("_times", "peak")

    def __init__(self) -> None:
        self._times: deque[float] = deque()
        self.peak = 0

    def has_room(self, now: float, rate: int) -> bool:
        times = self._times
        while times and times[0] <= now - SECOND:
            times.popleft()
        return len(times) < rate + rate // TOLERANCE

    def count(self, now: float) -> None:
        self._times.append(now)
        if len(self._times) > self.peak:
            self.peak = len(self._times)


class PairLimit:
    """One message in six seconds; up to 45 within six seconds are borrowed and paid back after."""

    __slots__ = ("_bursts",)

    def __init__(self) -> None:
        # (number, person) -> (start of the burst, messages sent since)
        self._bursts: dict[tuple[str, str], tuple[float, int]] = {}

    def has_room(self, pair: tuple[str, str], now: float) -> bool:
        started, sent = self._bursts.get(pair, (now, 0))
        return now >= _paid_at(started, sent) or (
            now - started < PAIR_SECONDS and sent < PAIR_BURST
        )

    def count(self, pair: tuple[str, str], now: float) -> None:
        started, sent = self._bursts.get(pair, (now, 0))
        if now >= _paid_at(started, sent):
            started, sent = now, 0
        self._bursts[pair] = (started, sent + 1)
        if len(self._bursts) > PAIRS_KEPT:
            self._forget_paid(now)

    def _forget_paid(self, now: float) -> None:
        kept = self._bursts.items()
        self._bursts = {pair: burst for pair, burst in kept if _paid_at(*burst) > now}


def _paid_at(started: float, sent: int) -> float:
    """Counted, not added up: the sum of many sixes to an odd second falls short of them."""
    return started + sent * PAIR_SECONDS
