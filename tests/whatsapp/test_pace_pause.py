"""When Meta says slow down, the whole channel waits."""

import time

from conecta.whatsapp.throttle import Throttle, Verdict
from tests.whatsapp.pace import bulk, channel, ready, tickets, verdicts


def test_a_paused_channel_is_shut_for_that_time(throttle: Throttle) -> None:
    limits = channel()
    ready(throttle, limits)

    throttle.pause(limits, 5)

    grant = throttle.take(limits, bulk("ana"))
    assert verdicts(grant) == [Verdict.NO_TOKEN]
    assert grant.tokens_left == 0
    assert 4.5 < grant.wait_seconds <= 5.01


def test_it_opens_by_itself_and_empty(throttle: Throttle) -> None:
    limits = channel(rate=20)
    ready(throttle, limits)
    started = time.monotonic()
    throttle.pause(limits, 0.1)

    while not tickets(throttle.take(limits, bulk("ana"))):
        time.sleep(0.002)

    assert 0.1 + 1 / 20 <= time.monotonic() - started < 5


def test_asking_in_the_meantime_does_not_fill_it(throttle: Throttle) -> None:
    limits = channel()
    throttle.pause(limits, 5)

    for _ in range(3):
        time.sleep(0.01)
        assert throttle.take(limits, []).tokens_left == 0


def test_a_shorter_pause_does_not_shorten_a_longer_one(throttle: Throttle) -> None:
    limits = channel()

    throttle.pause(limits, 5)
    throttle.pause(limits, 1)

    assert throttle.take(limits, []).wait_seconds > 4


def test_other_channels_go_on(throttle: Throttle) -> None:
    other = channel("other")
    throttle.pause(channel("one"), 5)
    ready(throttle, other)

    assert verdicts(throttle.take(other, bulk("ana"))) == [Verdict.GRANTED]
