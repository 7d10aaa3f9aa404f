"""What Meta says of a number, in our words; what it does not say stays unsaid."""

import pytest
from django.utils import timezone

from conecta.whatsapp.answers import read_phone_number
from conecta.whatsapp.models import ChannelState, Quality
from conecta.whatsapp.readings import QUALITIES, STATES, ChannelReading, reading_of
from conecta.whatsapp.words import NumberStatus, QualityRating
from tests.whatsapp_app.meta_words import number


def read(**changes: object) -> ChannelReading:
    return reading_of(read_phone_number(number(**changes)), read_at=timezone.now())


def test_every_word_of_meta_has_one_of_ours() -> None:
    assert set(STATES) == set(NumberStatus)
    assert set(QUALITIES) == set(QualityRating)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("CONNECTED", ChannelState.CONNECTED),
        ("FLAGGED", ChannelState.CONNECTED),
        ("PENDING", ChannelState.VERIFYING),
        ("BANNED", ChannelState.DISCONNECTED),
        ("A_WORD_OF_TOMORROW", ChannelState.UNKNOWN),
    ],
)
def test_the_state_of_the_number(word: str, state: ChannelState) -> None:
    assert read(status=word).state is state


def test_quality_throughput_and_the_portfolios_limit() -> None:
    reading = read(quality_rating="YELLOW", throughput={"level": "HIGH"})

    assert (reading.quality, reading.throughput) == (Quality.YELLOW, 1000)
    assert (reading.has_limit, reading.messaging_limit) == (True, 2000)


def test_no_limit_is_not_the_same_as_not_told() -> None:
    unlimited = read(whatsapp_business_manager_messaging_limit="TIER_UNLIMITED")
    untold = read(whatsapp_business_manager_messaging_limit="")

    assert (unlimited.has_limit, unlimited.messaging_limit) == (True, None)
    assert not untold.has_limit


def test_a_level_that_nobody_knows_is_no_throughput() -> None:
    assert read(throughput={"level": "NOT_APPLICABLE"}).throughput is None
