"""Decisions about the rate card: add a dated price, take back one that has not begun."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import Author, user_of
from conecta.errors import ConflictError, DomainError
from conecta.whatsapp.models import Rate
from conecta.whatsapp.prices import RateCard


@dataclass(frozen=True, slots=True, kw_only=True)
class RateData:
    category: str
    amount: Decimal
    currency: str
    valid_from: date


def card() -> RateCard:
    return RateCard(lines=[rate.line for rate in Rate.objects.filter(correction__isnull=True)])


@transaction.atomic
def add(data: RateData, *, by: Author) -> Rate:
    """A line of the card; where its category has one of the same day, it corrects that one.

    Raises ConflictError `duplicate` (extra: id) for a price that holds from that day already.
    """
    corrected = _holder(data)
    rate = Rate(
        category=data.category,
        amount=data.amount,
        currency=data.currency,
        valid_from=data.valid_from,
        corrects=corrected,
        created_by=user_of(by),
    )
    if corrected is not None and corrected.price == rate.price:
        raise _duplicate(corrected)
    _save_new(rate)
    changes = {
        "category": (None, rate.category),
        "price": (str(corrected.price) if corrected else None, str(rate.price)),
        "valid_from": (None, rate.valid_from),
    }
    trail.record(Action.RATE_ADDED, by=by, obj=rate, changes=changes)
    return rate


@transaction.atomic
def remove(rate: Rate, *, by: Author) -> None:
    """Only what has not begun goes; a line that it corrected holds again.

    Raises DomainError `rate_begun` or `rate_corrected`.
    """
    locked = Rate.objects.select_for_update(no_key=True).get(pk=rate.pk)
    if locked.valid_from <= timezone.localdate():
        raise DomainError(
            "rate_begun",
            "Esta tarifa já começou a valer, e o que passou não muda. Para corrigir, cadastre "
            "outra com a mesma data.",
        )
    if Rate.objects.filter(corrects=locked).exists():
        raise DomainError("rate_corrected", "Esta tarifa já foi corrigida por outra.")
    changes = {
        "category": (locked.category, None),
        "price": (str(locked.price), None),
        "valid_from": (locked.valid_from, None),
    }
    trail.record(Action.RATE_REMOVED, by=by, obj=locked, changes=changes)
    locked.delete()


def _holder(data: RateData) -> Rate | None:
    """The line of that day that stands, locked so that nobody takes it away meanwhile."""
    rows = Rate.objects.filter(
        category=data.category, valid_from=data.valid_from, correction__isnull=True
    )
    return rows.select_for_update(no_key=True, of=("self",)).first()


def _save_new(rate: Rate) -> None:
    try:
        with transaction.atomic():
            rate.save()
    except IntegrityError as error:
        other = Rate.objects.filter(category=rate.category, valid_from=rate.valid_from).first()
        if other is None:
            raise
        raise _duplicate(other) from error


def _duplicate(other: Rate) -> ConflictError:
    return ConflictError(
        "duplicate", f"Já está cadastrada: {other}.", id=other.pk, field="valid_from"
    )
