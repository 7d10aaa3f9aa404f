"""One bucket a channel: an even stream, no burst after rest, shared by everyone."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis

from conecta.whatsapp.throttle import ChannelLimits, Throttle, Verdict
from tests.whatsapp.pace import bulk, channel, ready, replies, tickets, verdicts

RATE = 80


def drain(throttle: Throttle, limits: ChannelLimits, *, seconds: float, name: str = "p") -> int:
    """How many messages to ever new people leave in that time."""
    end, left, asked = time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        people = [f"{name}-{asked}-{number}" for number in range(20)]
        left += len(tickets(throttle.take(limits, bulk(*people))))
        asked += 1
        time.sleep(0.005)
    return left


def test_a_bucket_starts_empty_and_says_when_to_come_back(throttle: Throttle) -> None:
    grant = throttle.take(channel(rate=10), bulk("ana"))

    assert verdicts(grant) == [Verdict.NO_TOKEN]
    assert (grant.tokens_left, grant.wait_seconds) == (0, 0.1)


def test_a_stream_is_as_fast_as_the_channel_and_no_faster(throttle: Throttle) -> None:
    started = time.monotonic()

    left = drain(throttle, channel(rate=RATE), seconds=0.4)

    assert 0.4 * RATE * 0.3 <= left <= (time.monotonic() - started) * RATE + 1


def test_what_rest_saves_up_is_a_tenth_of_a_second(throttle: Throttle) -> None:
    limits = channel(rate=RATE)
    throttle.take(limits, [])
    time.sleep(0.4)

    grant = throttle.take(limits, bulk(*map(str, range(20))))

    assert len(tickets(grant)) == 8
    assert verdicts(grant)[8:] == [Verdict.NO_TOKEN] * 12
    assert 0 < grant.wait_seconds <= 1 / RATE


def test_a_slow_channel_still_saves_one_token(throttle: Throttle) -> None:
    limits = channel(rate=4)
    throttle.take(limits, [])
    time.sleep(0.3)

    assert verdicts(throttle.take(limits, bulk("ana", "bia"))) == [
        Verdict.GRANTED,
        Verdict.NO_TOKEN,
    ]


def test_looking_takes_nothing(throttle: Throttle) -> None:
    limits = channel(rate=RATE)
    ready(throttle, limits)

    assert [throttle.take(limits, []).tokens_left for _ in range(3)] == [8, 8, 8]


def test_workers_share_the_channels_tokens(redis: Redis) -> None:
    limits = channel(rate=RATE)
    started = time.monotonic()

    with ThreadPoolExecutor(3) as pool:
        runs = [
            pool.submit(drain, Throttle(redis), limits, seconds=0.4, name=name) for name in "abc"
        ]
        left = sum(run.result() for run in runs)

    assert 0.4 * RATE * 0.3 <= left <= (time.monotonic() - started) * RATE + 1


def test_channels_have_buckets_of_their_own(throttle: Throttle) -> None:
    one, other = channel("one", rate=RATE), channel("other", rate=RATE)
    ready(throttle, one)
    ready(throttle, other)

    throttle.take(one, bulk(*map(str, range(8))))

    assert throttle.take(other, []).tokens_left == 8


def test_incoming_messages_take_tokens_too(throttle: Throttle) -> None:
    """Slowly: a busy machine needs more than the 12 ms after which the fast channel has another."""
    limits = channel(rate=20)
    ready(throttle, limits)

    throttle.spend(limits, 1)

    assert len(tickets(throttle.take(limits, replies("ana", "bia")))) == 1


def test_a_flood_of_incoming_messages_borrows_one_second_at_most(throttle: Throttle) -> None:
    limits = channel(rate=RATE)
    ready(throttle, limits)

    throttle.spend(limits, 100_000)

    wait = throttle.take(limits, []).wait_seconds
    assert 0.5 <= wait <= 1 + 1 / RATE


def test_a_channel_without_a_rate_cannot_be(throttle: Throttle) -> None:
    with pytest.raises(ValueError, match="rate above zero"):
        channel(rate=0)
