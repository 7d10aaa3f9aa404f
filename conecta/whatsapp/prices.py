"""What Meta charges for a message: the line of the rate card that holds on a day; what is free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.utils import timezone
from django.utils.formats import number_format

# Meta: charged by message, on delivery, since this day; before it, by conversation.
FIRST_DAY = date(2025, 7, 1)
TOO_EARLY = f"A Meta cobra por mensagem desde {FIRST_DAY:%d/%m/%Y}: confira o ano."
# Meta (whatsapp-platform 8): until then free text, and utility templates inside the 24 h window,
# cost nothing.
WINDOW_CHARGED_FROM = date(2026, 10, 1)
# No market costs a tenth of it: what is more has lost its comma.
MOST = Decimal(10)
PLACES = 6
CENTS = Decimal("0.01")
SYMBOLS = {"BRL": "R$", "USD": "US$"}


class RateCategory(models.TextChoices):
    """The template categories, and Meta's "service": free text inside the window."""

    MARKETING = "MARKETING", "Marketing"
    UTILITY = "UTILITY", "Utilidade"
    AUTHENTICATION = "AUTHENTICATION", "Autenticação"
    SERVICE = "SERVICE", "Texto livre"


class Currency(models.TextChoices):
    BRL = "BRL", "Real (R$)"
    USD = "USD", "Dólar (US$)"


class Standing(models.TextChoices):
    FUTURE = "future", "Futura"
    IN_FORCE = "in_force", "Em vigor"
    ENDED = "ended", "Encerrada"
    CORRECTED = "corrected", "Corrigida"


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """An amount of money, of one message or of many."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        """ "R$ 0,0325", "US$ 1.234,50": two decimals or as many as it has, never broken in two."""
        digits = self.amount.normalize().as_tuple().exponent
        places = max(2, -digits) if isinstance(digits, int) else 2
        number = number_format(self.amount, decimal_pos=places, force_grouping=True)
        return f"{SYMBOLS.get(self.currency, self.currency)}\u00a0{number}"

    def times(self, count: int) -> "Price":
        """What so many messages cost, in whole cents."""
        total = (self.amount * count).quantize(CENTS, ROUND_HALF_UP)
        return Price(amount=total, currency=self.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A price from `valid_from` on, until the next line of its category."""

    id: int
    category: str
    valid_from: date
    price: Price


@dataclass(frozen=True, slots=True, kw_only=True)
class RateCard:
    """Every line that no other corrects, in any order."""

    lines: Sequence[Line]

    def line(self, category: str, day: date) -> Line | None:
        """The newest that had begun by that day; None when none had."""
        begun = (it for it in self.lines if it.category == category and it.valid_from <= day)
        return max(begun, key=lambda it: it.valid_from, default=None)

    def price(self, category: str, day: date) -> Price | None:
        found = self.line(category, day)
        return found.price if found else None

    def estimate(self, category: str, at: datetime, *, in_window: bool = False) -> Price | None:
        """What a message sent then costs at the most; None without a rate.

        Not known here, and so not deducted: volume tiers, the free service messages of a month and
        the 72 h after an advertisement.
        """
        day = timezone.localdate(at)
        price = self.price(category, day)
        if _is_free(category, day, in_window=in_window):
            return Price(amount=Decimal(0), currency=price.currency if price else Currency.BRL)
        return price

    def standing(self, line: Line, today: date) -> Standing:
        """Of a line of this card."""
        if line.valid_from > today:
            return Standing.FUTURE
        return Standing.IN_FORCE if self.line(line.category, today) == line else Standing.ENDED


def _is_free(category: str, day: date, *, in_window: bool) -> bool:
    if day >= WINDOW_CHARGED_FROM:
        return False
    return category == RateCategory.SERVICE or (category == RateCategory.UTILITY and in_window)
