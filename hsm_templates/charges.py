"""What a change of category costs, by the rate card: one message before and after, and many."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from conecta.whatsapp import rates
from conecta.whatsapp.prices import Price, RateCard
from hsm_templates.models import Category, Template

ANNOUNCED, REQUESTED = "announced", "requested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What `count` messages cost in each category."""

    count: int
    before: Price
    after: Price

    @property
    def is_dearer(self) -> bool:
        return self.after.amount > self.before.amount

    @property
    def difference(self) -> Price | None:
        """Without a sign; None between two currencies, or when there is none."""
        gap = abs(self.after.amount - self.before.amount)
        if not gap or self.before.currency != self.after.currency:
            return None
        return Price(amount=gap, currency=self.after.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryChange:
    """From one category to another, and the price of one message in each; None without a rate."""

    old: Category
    new: Category
    before: Price | None
    after: Price | None

    @property
    def without_rate(self) -> list[Category]:
        prices = ((self.old, self.before), (self.new, self.after))
        return [category for category, price in prices if price is None]

    def bill(self, count: int) -> Bill | None:
        """None without both rates."""
        if self.before is None or self.after is None:
            return None
        return Bill(count=count, before=self.before.times(count), after=self.after.times(count))


def prices(*, now: datetime) -> dict[Category, Price]:
    """Of one message, by category; those without a rate are absent."""
    card, today = rates.card(), timezone.localdate(now)
    return {it: price for it in Category if (price := card.price(it, today))}


def changes(template: Template, *, now: datetime) -> Mapping[str, CategoryChange]:
    """ANNOUNCED: what Meta will make of it; REQUESTED: what it made of what was asked for.

    Both prices are of one day, that of the change if it is to come, so that the difference is the
    category's alone.
    """
    today, category = timezone.localdate(now), template.category
    found: dict[str, CategoryChange] = {}
    asked, announced = template.requested_category, template.announced_category
    is_changed = bool(asked) and asked != category
    if not (is_changed or announced):
        return found
    card = rates.card()
    if is_changed:
        found[REQUESTED] = _change(card, asked, category, today)
    if announced:
        effective = timezone.localdate(template.announced_for) if template.announced_for else today
        found[ANNOUNCED] = _change(card, category, announced, max(effective, today))
    return found


def _change(card: RateCard, old: str, new: str, day: date) -> CategoryChange:
    return CategoryChange(
        old=Category(old),
        new=Category(new),
        before=card.price(old, day),
        after=card.price(new, day),
    )
