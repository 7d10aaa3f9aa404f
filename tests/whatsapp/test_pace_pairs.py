"""The pair limit: one person is not written to faster than Meta allows."""

import pytest
from redis import Redis

from conecta.whatsapp.throttle import Finished, Grant, Throttle, Verdict
from tests.whatsapp.pace import bulk, channel, granted, grow_older, ready, replies, verdicts

FAST = channel(rate=10_000)


@pytest.fixture(autouse=True)
def _full_bucket(throttle: Throttle) -> None:
    ready(throttle, FAST)


def reply(throttle: Throttle, person: str) -> Grant:
    """One message of a conversation, finished at once."""
    grant = throttle.take(FAST, replies(person))
    throttle.finish(FAST, [Finished(ticket=it.ticket) for it in grant.answers if it.ticket])
    return grant


def test_bulk_to_one_person_is_six_seconds_apart(throttle: Throttle) -> None:
    [ticket] = granted(throttle, FAST, bulk("ana"))
    throttle.finish(FAST, [Finished(ticket=ticket)])

    [answer] = throttle.take(FAST, bulk("ana")).answers

    assert answer.verdict is Verdict.PAIR_WAIT
    assert 5.5 < answer.retry_after_seconds <= 6


def test_a_conversation_may_borrow_45_messages_from_the_future(throttle: Throttle) -> None:
    grants = [reply(throttle, "ana") for _ in range(46)]

    assert [verdicts(grant)[0] for grant in grants[:45]] == [Verdict.GRANTED] * 45
    assert verdicts(grants[45]) == [Verdict.PAIR_WAIT]
    assert 44 * 6 < grants[45].answers[0].retry_after_seconds <= 45 * 6


def test_a_burst_is_paid_back_before_the_conversation_goes_on(
    throttle: Throttle, redis: Redis
) -> None:
    for _ in range(3):
        reply(throttle, "ana")
    grow_older(redis, FAST, "ana", seconds=7)

    [answer] = throttle.take(FAST, replies("ana")).answers

    assert answer.verdict is Verdict.PAIR_WAIT
    assert 10 < answer.retry_after_seconds <= 11


def test_who_writes_every_six_seconds_never_waits(throttle: Throttle, redis: Redis) -> None:
    for _ in range(3):
        assert verdicts(reply(throttle, "ana")) == [Verdict.GRANTED]
        grow_older(redis, FAST, "ana", seconds=6.1)


def test_bulk_waits_until_the_conversation_has_paid_back(throttle: Throttle) -> None:
    for _ in range(3):
        reply(throttle, "ana")

    [answer] = throttle.take(FAST, bulk("ana")).answers

    assert answer.verdict is Verdict.PAIR_WAIT
    assert 17 < answer.retry_after_seconds <= 18


def test_a_conversation_goes_on_after_a_bulk_message(throttle: Throttle) -> None:
    [ticket] = granted(throttle, FAST, bulk("ana"))
    throttle.finish(FAST, [Finished(ticket=ticket)])

    granted(throttle, FAST, replies("ana"))


def test_who_waits_takes_no_token_and_stops_nobody(throttle: Throttle) -> None:
    slow = channel("slow", rate=80)
    ready(throttle, slow)
    [ticket] = granted(throttle, slow, bulk("ana"))
    throttle.finish(slow, [Finished(ticket=ticket)])
    ready(throttle, slow)

    grant = throttle.take(slow, bulk("ana", "bia"))

    assert verdicts(grant) == [Verdict.PAIR_WAIT, Verdict.GRANTED]
    assert grant.tokens_left == 7


def test_the_pair_is_of_one_channel_and_one_person(throttle: Throttle) -> None:
    other = channel("other", rate=10_000)
    ready(throttle, other)
    granted(throttle, FAST, bulk("ana"))

    granted(throttle, other, bulk("ana"))
    granted(throttle, FAST, bulk("bia"))


def test_who_meta_asks_to_spare_is_spared_in_conversations_too(throttle: Throttle) -> None:
    [ticket] = granted(throttle, FAST, replies("ana"))

    throttle.finish(FAST, [Finished(ticket=ticket, hold_seconds=64)])

    [answer] = throttle.take(FAST, replies("ana")).answers
    assert answer.verdict is Verdict.PAIR_WAIT
    assert 63 < answer.retry_after_seconds <= 64
