"""How long Meta tries to deliver a message of a template, by category."""

from collections.abc import Mapping
from dataclasses import dataclass

THIRTY_DAYS = 2_592_000
NO_LIMIT = -1  # Meta's word for 30 days


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """Seconds; `default` is None where Meta does not tell it."""

    fewest: int
    most: int
    default: int | None
    may_be_endless: bool


LIFETIMES: Mapping[str, Lifetime] = {
    "AUTHENTICATION": Lifetime(fewest=30, most=900, default=600, may_be_endless=True),
    "UTILITY": Lifetime(fewest=30, most=43_200, default=THIRTY_DAYS, may_be_endless=True),
    "MARKETING": Lifetime(fewest=43_200, most=THIRTY_DAYS, default=None, may_be_endless=False),
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
    """In words, such as "de 30 a 900 segundos, ou -1 (30 dias)"."""
    lifetime = LIFETIMES[category.upper()]
    endless = ", ou -1 (30 dias)" if lifetime.may_be_endless else ""
    return f"de {lifetime.fewest} a {lifetime.most} segundos{endless}"
