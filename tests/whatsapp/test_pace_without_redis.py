"""Redis lost and empty: sending goes on within the limits, once the places are read back."""

from datetime import UTC, datetime, timedelta

from redis import Redis

from conecta.whatsapp.throttle import Throttle, Verdict
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


def test_a_script_that_redis_forgot_is_loaded_again(redis: Redis, throttle: Throttle) -> None:
    ready(throttle, LIMITED)

    redis.script_flush()

    granted(throttle, LIMITED, replies("ana"))


def test_a_bucket_that_was_lost_starts_empty(redis: Redis, throttle: Throttle) -> None:
    ready(throttle, LIMITED)

    redis.flushdb()

    assert throttle.take(LIMITED, []).tokens_left == 0


def test_no_place_is_given_while_the_portfolio_is_unknown(throttle: Throttle) -> None:
    ready(throttle, LIMITED)

    assert throttle.portfolio_known(PORTFOLIO) is False
    assert verdicts(throttle.take(LIMITED, bulk("ana"))) == [Verdict.PORTFOLIO_UNKNOWN]
    granted(throttle, LIMITED, replies("ana"))


def test_places_that_were_read_back_count(throttle: Throttle) -> None:
    ready(throttle, LIMITED)
    yesterday = datetime.now(UTC) - timedelta(hours=20)

    throttle.rebuild_portfolio(PORTFOLIO, [("ana", yesterday), ("bia", yesterday)])

    assert throttle.portfolio_known(PORTFOLIO) is True
    assert verdicts(throttle.take(LIMITED, bulk("caio", "ana"))) == [
        Verdict.PORTFOLIO_FULL,
        Verdict.GRANTED,
    ]


def test_reading_back_twice_never_makes_a_place_older(redis: Redis, throttle: Throttle) -> None:
    now = datetime.now(UTC)

    throttle.rebuild_portfolio(PORTFOLIO, [("ana", now)])
    throttle.rebuild_portfolio(PORTFOLIO, [("ana", now - timedelta(hours=5))])

    [place] = redis.zrange(PLACES_KEY, 0, -1, withscores=True)
    assert place[1] == round(now.timestamp() * 1_000_000)


def test_many_people_are_read_back(redis: Redis, throttle: Throttle) -> None:
    now = datetime.now(UTC)

    throttle.rebuild_portfolio(PORTFOLIO, ((f"p{number}", now) for number in range(2500)))

    assert redis.zcard(PLACES_KEY) == 2500


def test_all_keys_of_a_portfolio_live_on_one_slot_and_people_expire(
    redis: Redis, throttle: Throttle
) -> None:
    ready(throttle, LIMITED)
    throttle.rebuild_portfolio(PORTFOLIO, [])
    granted(throttle, LIMITED, bulk("ana"))

    assert set(redis.keys()) == {
        b"conecta:wa:{portfolio-1}:known",
        b"conecta:wa:{portfolio-1}:places",
        b"conecta:wa:{portfolio-1}:channel:channel-1",
        b"conecta:wa:{portfolio-1}:channel:channel-1:ana",
    }
    assert 0 < redis.pttl("conecta:wa:{portfolio-1}:channel:channel-1:ana") <= 90_000
