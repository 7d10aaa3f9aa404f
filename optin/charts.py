"""Bars by day as attributes of SVG: acceptances above the line, the others below it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from optin.movements import Moves

# Of a day's place, what its bar takes.
FILLED = 0.72
MOST_LABELS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A rectangle, in percent of the drawing; `tone` is ok, no or idle."""

    tone: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """`zero`: where the line is; `top` and `bottom`: the numbers at the edges."""

    pieces: list[Piece]
    labels: list[date]
    top: int
    bottom: int
    zero: str


def draw(days: Mapping[date, Moves]) -> Chart:
    top = _round_up(max((moves.accepted for moves in days.values()), default=0))
    bottom = _round_up(max((moves.total - moves.accepted for moves in days.values()), default=0))
    whole = max(top + bottom, 1)
    zero = 100 * top / whole
    pieces = [
        piece
        for place, moves in enumerate(days.values())
        for piece in _bar(moves, place=place, count=len(days), zero=zero, unit=100 / whole)
    ]
    return Chart(
        pieces=pieces, labels=_labels(list(days)), top=top, bottom=bottom, zero=_percent(zero)
    )


def _bar(moves: Moves, *, place: int, count: int, zero: float, unit: float) -> list[Piece]:
    width = 100 / count
    x, filled = width * (place + (1 - FILLED) / 2), width * FILLED
    up, down = moves.accepted * unit, moves.refused * unit
    parts = (
        ("ok", zero - up, up),
        ("no", zero, down),
        ("idle", zero + down, moves.returned * unit),
    )
    return [
        Piece(
            tone=tone, x=_percent(x), y=_percent(y), width=_percent(filled), height=_percent(height)
        )
        for tone, y, height in parts
        if height
    ]


def _labels(days: list[date]) -> list[date]:
    """Some of the days, evenly apart, the first and the last among them."""
    if len(days) <= MOST_LABELS:
        return days
    step = (len(days) - 1) / (MOST_LABELS - 1)
    return [days[round(number * step)] for number in range(MOST_LABELS)]


def _round_up(value: int) -> int:
    """To two significant digits, so that the edge bears a number that is easily read."""
    if value < 10:
        return value
    unit: int = 10 ** (len(str(value)) - 2)
    return math.ceil(value / unit) * unit


def _percent(value: float) -> str:
    return f"{value:.3f}%"
