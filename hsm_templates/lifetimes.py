"""How long Meta tries to deliver a message of a template, by category."""

from collections.abc import Mapping
from dataclasses import dataclass

THIRTY_DAYS = 2_592_000
NO_LIMIT = -1  # Meta's word for 30 days


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """Seconds, and `told` in words; `default` is None where Meta does not tell it."""

    fewest: int
    most: int
    default: int | None
    may_be_endless: bool
    told: str


LIFETIMES: Mapping[str, Lifetime] = {
    "AUTHENTICATION": Lifetime(
        fewest=30,
        most=900,
        default=600,
        may_be_endless=True,
        told="de 30 segundos a 15 minutos, ou 30 dias",
    ),
    "UTILITY": Lifetime(
        fewest=30,
        most=43_200,
        default=THIRTY_DAYS,
        may_be_endless=True,
        told="de 30 segundos a 12 horas, ou 30 dias",
    ),
    "MARKETING": Lifetime(
        fewest=43_200,
        most=THIRTY_DAYS,
        default=None,
        may_be_endless=False,
        told="de 12 horas a 30 dias",
    ),
}


def is_allowed(category: str, seconds: int) -> bool:
    """Whether Meta takes it; any number for a category that we do not know."""
    lifetime = LIFETIMES.get(category.upper())
    if lifetime is None:
        return True
    if seconds == NO_LIMIT:
        return lifetime.may_be_endless
    return lifetime.fewest <= seconds <= lifetime.most


def bounds(category: str) -> str:
    """In words, such as "de 12 horas a 30 dias"."""
    return LIFETIMES[category.upper()].told


SECONDS, MINUTES, HOURS, DAYS = "s", "min", "h", "d"
UNITS = ((SECONDS, "segundos"), (MINUTES, "minutos"), (HOURS, "horas"), (DAYS, "dias"))
# What the column holds; the check says that Meta takes far less.
MOST_SECONDS = 2**31 - 1
_LONG = {SECONDS: 1, MINUTES: 60, HOURS: 3600, DAYS: 86_400}


def seconds_of(amount: str, unit: str, category: str) -> int | None:
    """What a person typed, in Meta's form; None for nothing, and for what is no number."""
    digits = amount.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 7 or unit not in _LONG:
        return None
    seconds = min(int(digits) * _LONG[unit], MOST_SECONDS)
    lifetime = LIFETIMES.get(category.upper())
    is_endless = seconds == THIRTY_DAYS and lifetime is not None and lifetime.may_be_endless
    return NO_LIMIT if is_endless else seconds


def amount_of(seconds: int | None) -> tuple[str, str]:
    """The same in the largest unit that holds it whole; ("", "h") for Meta's own."""
    if seconds is None:
        return "", HOURS
    whole = THIRTY_DAYS if seconds == NO_LIMIT else seconds
    units = (DAYS, HOURS, MINUTES, SECONDS)
    unit = next(unit for unit in units if whole % _LONG[unit] == 0)
    return str(whole // _LONG[unit]), unit


def told(seconds: int | None) -> str:
    """Such as "10 minutos"; "" for Meta's own."""
    amount, unit = amount_of(seconds)
    word = dict(UNITS)[unit]
    return f"{amount} {word.removesuffix('s') if amount == '1' else word}" if amount else ""
