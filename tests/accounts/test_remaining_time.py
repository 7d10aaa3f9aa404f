"""What is left of a 24-hour window, as the page says it before the script takes over."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from conecta.accounts.templatetags.ui import remaining

NOW = datetime(2026, 11, 24, 17, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=23, minutes=59, seconds=1), "24:00"),
        (timedelta(hours=3, minutes=12), "03:12"),
        (timedelta(seconds=1), "00:01"),
        (timedelta(0), ""),
        (timedelta(seconds=-1), ""),
    ],
)
def test_minutes_are_rounded_up_until_nothing_is_left(left: timedelta, words: str) -> None:
    with time_machine.travel(NOW, tick=False):
        assert remaining(NOW + left) == words


def test_a_window_that_never_opened_has_nothing_left() -> None:
    assert remaining(None) == ""
