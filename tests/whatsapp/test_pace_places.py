"""The portfolio's limit: so many people in any 24 h, counted once each, whatever the channel."""

from datetime import UTC, datetime, timedelta

import pytest
from redis import Redis

from conecta.whatsapp.throttle import Claimant, Finished, Throttle, Verdict
from tests.whatsapp.pace import (
    PLACES_KEY,
    PORTFOLIO,
    bulk,
    channel,
    granted,
    ready,
    replies,
    verdicts,
)

LIMITED = channel(rate=10_000, limit=2)
OTHER = channel("channel-2", rate=10_000, limit=2)


@pytest.fixture(autouse=True)
def _full_buckets_and_a_known_portfolio(throttle: Throttle) -> None:
    ready(throttle, LIMITED)
    ready(throttle, OTHER)
    throttle.rebuild_portfolio(PORTFOLIO, [])


def ago(**time: float) -> datetime:
    return datetime.now(UTC) - timedelta(**time)


def again(person: str) -> list[Claimant]:
    """An active message outside bulk, which no pair limit holds back."""
    return [Claimant(person_key=person, bulk=False, needs_place=True)]


def test_people_beyond_the_limit_wait_for_the_oldest_place(throttle: Throttle) -> None:
    grant = throttle.take(LIMITED, bulk("ana", "bia", "caio"))

    assert verdicts(grant) == [Verdict.GRANTED, Verdict.GRANTED, Verdict.PORTFOLIO_FULL]
    assert 86_395 < grant.answers[2].retry_after_seconds <= 86_400


def test_channels_of_a_portfolio_share_its_places(throttle: Throttle) -> None:
    granted(throttle, LIMITED, bulk("ana", "bia"))

    assert verdicts(throttle.take(OTHER, bulk("ana", "caio"))) == [
        Verdict.GRANTED,
        Verdict.PORTFOLIO_FULL,
    ]


def test_inside_a_persons_window_no_place_is_needed(throttle: Throttle) -> None:
    granted(throttle, LIMITED, bulk("ana", "bia"))

    granted(throttle, LIMITED, replies("caio"))


def test_who_waits_for_a_place_takes_no_token_and_is_not_in_flight(throttle: Throttle) -> None:
    closed = channel("channel-3", rate=20, limit=0)
    ready(throttle, closed)

    grant = throttle.take(closed, bulk("ana"))

    assert verdicts(grant) == [Verdict.PORTFOLIO_FULL]
    assert grant.tokens_left == 2
    granted(throttle, closed, replies("ana"))


def test_a_definite_failure_gives_the_place_back(throttle: Throttle) -> None:
    ana, _ = granted(throttle, LIMITED, bulk("ana", "bia"))

    throttle.finish(LIMITED, [Finished(ticket=ana, failed=True)])

    granted(throttle, LIMITED, bulk("caio"))


def test_a_success_and_an_unknown_keep_it(throttle: Throttle) -> None:
    sent = granted(throttle, LIMITED, bulk("ana", "bia"))

    throttle.finish(LIMITED, [Finished(ticket=ticket) for ticket in sent])

    assert verdicts(throttle.take(LIMITED, bulk("caio"))) == [Verdict.PORTFOLIO_FULL]


def test_who_found_a_place_taken_cannot_give_it_back(throttle: Throttle) -> None:
    ana, _ = granted(throttle, LIMITED, bulk("ana", "bia"))
    throttle.finish(LIMITED, [Finished(ticket=ana)])
    [second] = granted(throttle, LIMITED, again("ana"))

    throttle.finish(LIMITED, [Finished(ticket=second, failed=True)])

    assert (ana.reserved_place, second.reserved_place) == (True, False)
    assert verdicts(throttle.take(LIMITED, bulk("caio"))) == [Verdict.PORTFOLIO_FULL]


def test_a_place_that_another_message_used_since_stays(throttle: Throttle) -> None:
    ana, _ = granted(throttle, LIMITED, bulk("ana", "bia"))
    granted(throttle, OTHER, bulk("ana"))

    throttle.finish(LIMITED, [Finished(ticket=ana, failed=True)])

    assert verdicts(throttle.take(LIMITED, bulk("caio"))) == [Verdict.PORTFOLIO_FULL]


def test_places_end_24_hours_after_the_last_message(throttle: Throttle) -> None:
    throttle.rebuild_portfolio(
        PORTFOLIO, [("ana", ago(hours=24, seconds=1)), ("bia", ago(hours=23, minutes=59))]
    )

    grant = throttle.take(LIMITED, bulk("caio", "davi"))

    assert verdicts(grant) == [Verdict.GRANTED, Verdict.PORTFOLIO_FULL]
    assert 50 < grant.answers[1].retry_after_seconds <= 60


def test_places_that_have_ended_are_swept_away(redis: Redis, throttle: Throttle) -> None:
    long_ago = [(str(number), ago(hours=25)) for number in range(1500)]
    throttle.rebuild_portfolio(PORTFOLIO, long_ago)

    remaining = []
    for person in ("ana", "bia"):
        granted(throttle, LIMITED, bulk(person))
        remaining.append(redis.zcard(PLACES_KEY))

    assert remaining == [501, 2]


def test_a_new_message_to_the_same_person_prolongs_the_place(throttle: Throttle) -> None:
    throttle.rebuild_portfolio(PORTFOLIO, [("ana", ago(hours=23)), ("bia", ago(hours=22))])
    granted(throttle, LIMITED, bulk("ana"))

    [answer] = throttle.take(LIMITED, bulk("caio")).answers

    assert 7190 < answer.retry_after_seconds <= 7200


def test_without_a_limit_nobody_is_counted(throttle: Throttle) -> None:
    unlimited = channel(rate=10_000)

    assert [ticket.reserved_place for ticket in granted(throttle, unlimited, bulk(*"abcd"))] == [
        False
    ] * 4
    assert throttle.portfolio_known(PORTFOLIO) is False
