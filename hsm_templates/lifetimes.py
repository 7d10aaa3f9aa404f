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
        told="de 30 segundos a 15 minutos, ou -1 para 30 dias",
    ),
    "UTILITY": Lifetime(
        fewest=30,
        most=43_200,
        default=THIRTY_DAYS,
        may_be_endless=True,
        told="de 30 segundos a 12 horas, ou -1 para 30 dias",
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
