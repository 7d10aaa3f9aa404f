"""The report of consent: how many accepted, refused or went back to grey, set-based.

A line that changes no colour (a refusal said again, an acceptance over the term's) is no movement.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import TruncDate

from contacts.models import OptinStatus
from optin.models import OptinEvent, Source
from optin.periods import Period

ERASED = "Evidência apagada"
NO_CHANNEL = "Sem canal"
HEADER = ("Dia", "Movimento", "Origem", "Canal", "Contatos")
CHANNEL = KeyTextTransform("channel", F("detail__values"))
IS_ERASED = ExpressionWrapper(Q(detail__isnull=True), output_field=BooleanField())
MOVES = {
    OptinStatus.OPTED_IN: "Aceitaram",
    OptinStatus.OPTED_OUT: "Recusaram",
    OptinStatus.UNDEFINED: "Voltaram a Indefinido",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    accepted: int = 0
    refused: int = 0
    returned: int = 0

    @property
    def total(self) -> int:
        return self.accepted + self.refused + self.returned

    def plus(self, after: str, count: int) -> "Moves":
        if after == OptinStatus.OPTED_IN:
            return replace(self, accepted=self.accepted + count)
        if after == OptinStatus.OPTED_OUT:
            return replace(self, refused=self.refused + count)
        return replace(self, returned=self.returned + count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The movements under one label: a source or a channel."""

    label: str
    moves: Moves


def of(period: Period) -> QuerySet[OptinEvent]:
    """The lines that moved a colour (index optin_by_time)."""
    inside = OptinEvent.objects.filter(at__gte=period.start, at__lt=period.end)
    return inside.exclude(before=F("after")).order_by()


def by_day(period: Period) -> dict[date, Moves]:
    """Every day of the period, those without movements too."""
    rows = of(period).values_list(TruncDate("at"), "after").annotate(Count("id"))
    found = dict.fromkeys(period.days, Moves())
    for day, after, count in rows:
        found[day] = found[day].plus(after, count)
    return found


def by_source(period: Period) -> list[Share]:
    rows = of(period).values_list("source", "after").annotate(Count("id"))
    return _shares((Source(source).label, after, count) for source, after, count in rows)


def by_channel(period: Period) -> list[Share]:
    """By the channel that the evidence names; erased evidence names none."""
    rows = of(period).values_list(CHANNEL, IS_ERASED, "after").annotate(Count("id"))
    return _shares(
        (_channel(channel, is_erased), after, count) for channel, is_erased, after, count in rows
    )


def total(days: Iterable[Moves]) -> Moves:
    found = Moves()
    for moves in days:
        found = Moves(
            accepted=found.accepted + moves.accepted,
            refused=found.refused + moves.refused,
            returned=found.returned + moves.returned,
        )
    return found


def report_rows(period: Period) -> Iterator[tuple[date, str, str, str, int]]:
    """One line for each day, movement, source and channel, under HEADER, oldest day first."""
    keys = (TruncDate("at"), "after", "source", CHANNEL, IS_ERASED)
    rows = of(period).values_list(*keys).annotate(Count("id")).order_by(*keys)
    for day, after, source, channel, is_erased, count in rows.iterator():
        labels = (MOVES[OptinStatus(after)], Source(source).label, _channel(channel, is_erased))
        yield day, *labels, count


def _channel(name: str | None, is_erased: bool) -> str:  # noqa: FBT001 - a column
    return ERASED if is_erased else name or NO_CHANNEL


def _shares(rows: Iterable[tuple[str, str, int]]) -> list[Share]:
    """Those that moved most first."""
    found: dict[str, Moves] = {}
    for label, after, count in rows:
        found[label] = found.get(label, Moves()).plus(after, count)
    shares = [Share(label=label, moves=moves) for label, moves in found.items()]
    return sorted(shares, key=lambda share: (-share.moves.total, share.label))
