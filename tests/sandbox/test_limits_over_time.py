import pytest

from conecta.whatsapp.sandbox.limits import PairLimit, Throughput

PAIR = ("200000000000001", "5511987654321")


def test_a_second_later_there_is_room_again() -> None:
    throughput = Throughput()
    throughput.count(10.0)
    throughput.count(10.5)

    assert not throughput.has_room(10.9, 2)
    assert throughput.has_room(11.0, 2)


def test_a_tenth_above_the_rate_passes() -> None:
    throughput = Throughput()
    for _ in range(87):
        throughput.count(10.0)

    assert throughput.has_room(10.0, 80)

    throughput.count(10.0)
    assert not throughput.has_room(10.0, 80)


def test_one_message_in_six_seconds_always_passes() -> None:
    pairs = PairLimit()

    for turn in range(100):
        assert pairs.has_room(PAIR, turn * 6.0)
        pairs.count(PAIR, turn * 6.0)


def test_a_burst_is_paid_back_afterwards() -> None:
    pairs = PairLimit()
    for _ in range(20):
        pairs.count(PAIR, 0.0)

    assert pairs.has_room(PAIR, 5.9)
    assert not pairs.has_room(PAIR, 6.1)
    assert not pairs.has_room(PAIR, 119.9)
    assert pairs.has_room(PAIR, 120.0)


@pytest.mark.parametrize("start", [3943.551, 3954.605, 4073.623])
def test_a_burst_is_of_45_at_any_time_of_the_clock(start: float) -> None:
    pairs = PairLimit()
    for sent in range(45):
        assert pairs.has_room(PAIR, start + sent * 0.01)
        pairs.count(PAIR, start + sent * 0.01)

    assert not pairs.has_room(PAIR, start + 0.5)
