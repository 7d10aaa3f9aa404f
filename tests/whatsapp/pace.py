"""Small words for the tests of the pace."""

import time
from collections.abc import Sequence

from redis import Redis

from conecta.whatsapp.throttle import ChannelLimits, Claimant, Grant, Throttle, Ticket, Verdict

PORTFOLIO = "portfolio-1"
PLACES_KEY = "conecta:wa:{portfolio-1}:places"
ENOUGH_TOKENS = 100


def channel(
    key: str = "channel-1", *, rate: float = 10_000, limit: int | None = None
) -> ChannelLimits:
    """Fast, so that tokens are never what a test waits for, unless it says so."""
    return ChannelLimits(
        key=key, rate_per_second=rate, portfolio_key=PORTFOLIO, portfolio_limit=limit
    )


def bulk(*people: str) -> list[Claimant]:
    return [Claimant(person_key=person, bulk=True, needs_place=True) for person in people]


def replies(*people: str) -> list[Claimant]:
    return [Claimant(person_key=person, bulk=False, needs_place=False) for person in people]


def ready(throttle: Throttle, limits: ChannelLimits) -> None:
    """Wait until the bucket, which starts empty, is full, or has tokens enough for any test."""
    throttle.take(limits, [])
    brim = max(1.0, limits.rate_per_second * 0.1)
    time.sleep(min(brim, ENOUGH_TOKENS) / limits.rate_per_second + 0.01)


def verdicts(grant: Grant) -> list[Verdict]:
    return [answer.verdict for answer in grant.answers]


def tickets(grant: Grant) -> list[Ticket]:
    return [answer.ticket for answer in grant.answers if answer.ticket is not None]


def granted(throttle: Throttle, limits: ChannelLimits, wanted: Sequence[Claimant]) -> list[Ticket]:
    """The tickets of claimants that must all be granted."""
    grant = throttle.take(limits, wanted)
    assert verdicts(grant) == [Verdict.GRANTED] * len(wanted)
    return tickets(grant)


def grow_older(redis: Redis, limits: ChannelLimits, person: str, *, seconds: float) -> None:
    """As if what is remembered of the person had happened so much earlier."""
    key = f"conecta:wa:{{{PORTFOLIO}}}:channel:{limits.key}:{person}"
    stored = redis.get(key)
    assert isinstance(stored, bytes)
    moments = [int(moment) - round(seconds * 1_000_000) for moment in stored.split()]
    redis.set(key, " ".join(str(max(moment, 0)) for moment in moments))
