"""One message in flight a person, with a lease in case nobody comes back."""

import time

import pytest
from redis import Redis

from conecta.whatsapp.throttle import Finished, Throttle, Ticket, Verdict
from tests.whatsapp.pace import channel, granted, ready, replies, verdicts

FAST = channel(rate=10_000)


@pytest.fixture(autouse=True)
def _full_bucket(throttle: Throttle) -> None:
    ready(throttle, FAST)


def test_the_next_message_waits_for_the_one_in_flight(throttle: Throttle) -> None:
    granted(throttle, FAST, replies("ana"))

    [answer] = throttle.take(FAST, replies("ana")).answers

    assert answer.verdict is Verdict.IN_FLIGHT
    assert 89 < answer.retry_after_seconds <= 90


def test_of_one_batch_only_the_first_to_a_person_leaves(throttle: Throttle) -> None:
    grant = throttle.take(FAST, replies("ana", "bia", "ana"))

    assert verdicts(grant) == [Verdict.GRANTED, Verdict.GRANTED, Verdict.IN_FLIGHT]


def test_finishing_lets_the_next_one_go(throttle: Throttle) -> None:
    tickets = granted(throttle, FAST, replies("ana", "bia"))

    throttle.finish(FAST, [Finished(ticket=ticket) for ticket in tickets])

    granted(throttle, FAST, replies("ana", "bia"))


def test_a_lease_that_nobody_ends_expires(redis: Redis) -> None:
    throttle = Throttle(redis, lease_seconds=0.1)
    granted(throttle, FAST, replies("ana"))
    time.sleep(0.12)

    granted(throttle, FAST, replies("ana"))


def test_who_comes_back_after_the_lease_ends_nobody_elses(redis: Redis) -> None:
    short, throttle = Throttle(redis, lease_seconds=0.1), Throttle(redis)
    [late] = granted(short, FAST, replies("ana"))
    time.sleep(0.12)
    granted(throttle, FAST, replies("ana"))

    short.finish(FAST, [Finished(ticket=late)])

    assert verdicts(throttle.take(FAST, replies("ana"))) == [Verdict.IN_FLIGHT]


def test_finishing_what_redis_has_forgotten_does_nothing(redis: Redis, throttle: Throttle) -> None:
    forgotten = Ticket(person_key="ana", mark=1, reserved_place=True)

    throttle.finish(FAST, [Finished(ticket=forgotten, failed=True)])
    throttle.finish(FAST, [])

    assert redis.keys("*ana*") == []
