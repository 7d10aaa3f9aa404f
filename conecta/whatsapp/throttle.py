"""The pace that Meta allows, shared by all workers: tokens, pairs and places, kept in Redis.

One script (`throttle.lua`) on Redis's own clock. When Redis is lost, buckets start empty and the
places of a portfolio are unknown, hence refused, until `rebuild_portfolio` has read them back.
redis.exceptions.RedisError reaches the caller: without Redis nothing may leave.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any

from redis import Redis

SCRIPT = Path(__file__).with_name("throttle.lua").read_text()
PREFIX = "conecta:wa:"
MICROSECONDS = 1_000_000
# Longer than a call can last (connecting and reading have a time-out each).
LEASE_SECONDS = 90.0
REBUILD_BATCH = 1000


class Verdict(StrEnum):
    """Only GRANTED may be sent. The others cost neither a token nor a place."""

    GRANTED = "granted"
    NO_TOKEN = "no_token"  # noqa: S105 - a token of the bucket, not a password
    PAIR_WAIT = "pair_wait"
    IN_FLIGHT = "in_flight"
    PORTFOLIO_FULL = "portfolio_full"
    PORTFOLIO_UNKNOWN = "portfolio_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelLimits:
    """`portfolio_limit`: people in any 24 h, None for no limit."""

    key: str
    rate_per_second: float
    portfolio_key: str
    portfolio_limit: int | None

    def __post_init__(self) -> None:
        if self.rate_per_second <= 0:
            raise ValueError("a channel needs a rate above zero")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """One message that wants to leave. `needs_place`: outside the person's 24 h window."""

    person_key: str
    bulk: bool
    needs_place: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A granted send, to be handed to `finish`; `mark` is Redis's time of the grant, in µs."""

    person_key: str
    mark: int
    reserved_place: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`ticket` when granted. Else the wait: for IN_FLIGHT what is left of the lease at most."""

    verdict: Verdict
    retry_after_seconds: float
    ticket: Ticket | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One answer a claimant, in order; `wait_seconds` until the bucket has a token again."""

    answers: tuple[Answer, ...]
    tokens_left: int
    wait_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """`failed`: definitely, so that the place goes back. `hold_seconds`: Meta said 131056."""

    ticket: Ticket
    failed: bool = False
    hold_seconds: float = 0.0


class Throttle:
    """Cheap to make; shared by threads as the Redis client is."""

    def __init__(self, redis: Redis, *, lease_seconds: float = LEASE_SECONDS) -> None:
        self._redis = redis
        self._lease = round(lease_seconds * MICROSECONDS)
        self._script = redis.register_script(SCRIPT)

    def take(self, channel: ChannelLimits, wanted: Sequence[Claimant]) -> Grant:
        """Grant as many as may leave now, in order, in one round trip; none wanted: just look."""
        limit = -1 if channel.portfolio_limit is None else channel.portfolio_limit
        args: list[Any] = ["take", channel.rate_per_second, limit, self._lease]
        for claimant in wanted:
            args += (claimant.person_key, _flags(claimant))
        keys = _keys(channel, [claimant.person_key for claimant in wanted])
        wait, tokens_left, mark, rows = self._script(keys=keys, args=args)
        answers = (_answer(claimant, mark, row) for claimant, row in zip(wanted, rows, strict=True))
        return Grant(
            answers=tuple(answers), tokens_left=tokens_left, wait_seconds=wait / MICROSECONDS
        )

    def finish(self, channel: ChannelLimits, finished: Sequence[Finished]) -> None:
        """Let the next message to each person go; a ticket whose lease has expired changes none."""
        if not finished:
            return
        args: list[Any] = ["finish"]
        for item in finished:
            gives_back = item.failed and item.ticket.reserved_place
            hold = round(item.hold_seconds * MICROSECONDS)
            args += (item.ticket.person_key, item.ticket.mark, int(gives_back), hold)
        keys = _keys(channel, [item.ticket.person_key for item in finished])
        self._script(keys=keys, args=args)

    def spend(self, channel: ChannelLimits, tokens: int) -> None:
        """Incoming messages count against the same rate; they borrow one second of it at most."""
        self._script(keys=_keys(channel, ()), args=["spend", channel.rate_per_second, tokens])

    def pause(self, channel: ChannelLimits, seconds: float) -> None:
        """Meta said slow down: the bucket stays shut so long, and opens empty."""
        self._script(keys=_keys(channel, ()), args=["pause", round(seconds * MICROSECONDS)])

    def portfolio_known(self, portfolio_key: str) -> bool:
        return bool(self._redis.exists(_generation(portfolio_key)))

    def rebuild_portfolio(self, portfolio_key: str, people: Iterable[tuple[str, datetime]]) -> None:
        """Take back who was written to in the last 24 h, and when; later times already here win."""
        waiting = iter(people)
        while batch := list(islice(waiting, REBUILD_BATCH)):
            scores = {person: round(at.timestamp() * MICROSECONDS) for person, at in batch}
            self._redis.zadd(_places(portfolio_key), scores, gt=True)
        self._redis.set(_generation(portfolio_key), "1")


def _flags(claimant: Claimant) -> str:
    return ("b" if claimant.bulk else "") + ("p" if claimant.needs_place else "")


def _answer(claimant: Claimant, mark: int, row: Sequence[Any]) -> Answer:
    verdict = Verdict(row[0].decode() if isinstance(row[0], bytes) else row[0])
    ticket = Ticket(person_key=claimant.person_key, mark=mark, reserved_place=row[2] == 1)
    return Answer(
        verdict=verdict,
        retry_after_seconds=row[1] / MICROSECONDS,
        ticket=ticket if verdict is Verdict.GRANTED else None,
    )


def _keys(channel: ChannelLimits, people: Sequence[str]) -> list[str]:
    """In the order of the script: bucket, places, generation, one state a person."""
    bucket = f"{_tag(channel.portfolio_key)}channel:{channel.key}"
    shared = [bucket, _places(channel.portfolio_key), _generation(channel.portfolio_key)]
    return shared + [f"{bucket}:{person}" for person in people]


def _places(portfolio_key: str) -> str:
    return f"{_tag(portfolio_key)}places"


def _generation(portfolio_key: str) -> str:
    return f"{_tag(portfolio_key)}known"


def _tag(portfolio_key: str) -> str:
    """The braces keep all keys of a portfolio on one slot of a cluster."""
    return f"{PREFIX}{{{portfolio_key}}}:"
