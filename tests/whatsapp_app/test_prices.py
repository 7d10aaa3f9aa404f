"""Which price holds at a moment, what is free, and how money is written."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from conecta.whatsapp.prices import Line, Price, RateCard, Standing

SAO_PAULO = ZoneInfo("America/Sao_Paulo")


def price(amount: str, currency: str = "BRL") -> Price:
    return Price(amount=Decimal(amount), currency=currency)


def line(id: int, category: str, valid_from: date, amount: str) -> Line:
    return Line(id=id, category=category, valid_from=valid_from, price=price(amount))


OLD = line(1, "UTILITY", date(2025, 7, 1), "0.03")
NOW = line(2, "UTILITY", date(2026, 10, 1), "0.035")
NEXT = line(3, "UTILITY", date(2027, 1, 1), "0.04")
CARD = RateCard(
    lines=[
        NEXT,
        OLD,
        NOW,
        line(4, "MARKETING", date(2026, 10, 1), "0.3217"),
        line(5, "SERVICE", date(2026, 10, 1), "0.035"),
    ]
)


@pytest.mark.parametrize(
    ("category", "at", "in_window", "expected"),
    [
        # a line ends when the next one begins, at midnight in São Paulo
        ("UTILITY", "2026-12-31 23:59:59", False, "0.035"),
        ("UTILITY", "2027-01-01 00:00:00", False, "0.04"),
        ("UTILITY", "2026-09-30 23:59:59", False, "0.03"),
        ("UTILITY", "2026-10-01 00:00:00", False, "0.035"),
        # nothing before the first
        ("UTILITY", "2025-06-30 23:59:59", False, None),
        ("MARKETING", "2026-09-30 23:59:59", False, None),
        ("AUTHENTICATION", "2026-11-24 12:00:00", False, None),
        # the window made utility free until October 2026, and nothing else
        ("UTILITY", "2026-09-30 23:59:59", True, "0"),
        ("UTILITY", "2026-10-01 00:00:00", True, "0.035"),
        ("MARKETING", "2026-11-24 12:00:00", True, "0.3217"),
        # free text, which is always inside it
        ("SERVICE", "2026-09-30 23:59:59", True, "0"),
        ("SERVICE", "2026-10-01 00:00:00", True, "0.035"),
    ],
)
def test_an_estimate_follows_the_card_and_the_window(
    category: str, at: str, in_window: bool, expected: str | None
) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=SAO_PAULO)

    found = CARD.estimate(category, moment, in_window=in_window)

    assert found == (None if expected is None else price(expected))


def test_lines_are_ended_in_force_or_to_come() -> None:
    today = date(2026, 12, 31)

    assert [CARD.standing(it, today) for it in (OLD, NOW, NEXT)] == [
        Standing.ENDED,
        Standing.IN_FORCE,
        Standing.FUTURE,
    ]
    assert CARD.standing(NEXT, date(2027, 1, 1)) == Standing.IN_FORCE


@pytest.mark.parametrize(
    ("money", "written"),
    [
        (price("0.035000"), "R$ 0,035"),
        (price("0.35"), "R$ 0,35"),
        (price("0.3"), "R$ 0,30"),
        (price("0"), "R$ 0,00"),
        (price("100"), "R$ 100,00"),
        (price("0.0068", "USD"), "US$ 0,0068"),
        (price("0.3125").times(1_240), "R$ 387,50"),
        (price("0.035").times(1_240), "R$ 43,40"),
        (price("0.3217").times(10_000), "R$ 3.217,00"),
        (price("0.035").times(1), "R$ 0,04"),
    ],
)
def test_money_is_written_as_people_write_it(money: Price, written: str) -> None:
    assert str(money) == written.replace(" ", "\u00a0")
