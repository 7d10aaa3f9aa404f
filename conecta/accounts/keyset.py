"""Pages of a list by key: (sort key, id) of the last row seen, never an offset."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model, Q, QuerySet
from django.http import QueryDict

Row = TypeVar("Row", bound=Model)

PAGE_SIZE = 50
WALK_SIZE = 2_000
# Totals are exact up to here; counting further costs more than anybody reads.
MOST_COUNTED = 10_000
AFTER, BEFORE = "after", "before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    """`previous`, `next`: addresses ("?…") with the filters kept; "" where there is none."""

    rows: Sequence[Row]
    previous: str
    next: str
    total: int

    @property
    def total_label(self) -> str:
        return total_label(self.total)


def count(rows: QuerySet[Row]) -> int:
    """Exact up to MOST_COUNTED; one more when there are more."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


def total_label(total: int) -> str:
    return "mais de 10 mil" if total > MOST_COUNTED else f"{total:,}".replace(",", ".")


def read(
    rows: QuerySet[Row], params: QueryDict, *, order: tuple[str, ...], size: int = PAGE_SIZE
) -> Page[Row]:
    """The page that the address asks for. `order`: fields, all with "-" or none; the last unique.

    A key that cannot be read (an old or a mangled address) shows the first page.
    """
    backward = BEFORE in params
    key = _read_key(rows.model, order, params.get(BEFORE if backward else AFTER, ""))
    backward = backward and key is not None
    steps = _reversed(order) if backward else order
    found = rows.order_by(*steps)
    if key is not None:
        found = found.filter(_beyond(steps, key))
    window = list(found[: size + 1])
    more, shown = len(window) > size, window[:size]
    if backward:
        shown.reverse()
    has_previous, has_next = (more, True) if backward else (key is not None, more)
    return Page(
        rows=shown,
        previous=_address(params, BEFORE, order, shown[:1]) if has_previous else "",
        next=_address(params, AFTER, order, shown[-1:]) if has_next else "",
        total=count(rows),
    )


def walk(
    rows: QuerySet[Row], *, order: tuple[str, ...], size: int = WALK_SIZE
) -> Iterator[list[Row]]:
    """All of it in pieces, each beginning after the last row of the one before."""
    found = rows.order_by(*order)
    piece = list(found[:size])
    while piece:
        yield piece
        last = {name.lstrip("-"): getattr(piece[-1], name.lstrip("-")) for name in order}
        piece = list(found.filter(_beyond(order, last))[:size]) if len(piece) == size else []


def _reversed(order: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def _beyond(order: tuple[str, ...], key: Mapping[str, Any]) -> Q:
    """Rows after the key, written so that the index of the first field bounds the scan."""
    side = "lt" if order[0].startswith("-") else "gt"
    names = [name.lstrip("-") for name in order]
    ties = Q(**{f"{names[-1]}__{side}": key[names[-1]]})
    for name in reversed(names[:-1]):
        ties = Q(**{f"{name}__{side}e": key[name]}) & (Q(**{f"{name}__{side}": key[name]}) | ties)
    return ties


def _address(params: QueryDict, side: str, order: tuple[str, ...], edge: Sequence[Model]) -> str:
    """An empty page has no edge; its neighbour is then the first page."""
    kept = params.copy()
    for name in (AFTER, BEFORE):
        kept.pop(name, None)
    if edge:
        values = [getattr(edge[0], name.lstrip("-")) for name in order]
        written = json.dumps(values, cls=PreciseEncoder, separators=(",", ":"))
        kept[side] = urlsafe_b64encode(written.encode()).decode().rstrip("=")
    return f"?{kept.urlencode()}"


class PreciseEncoder(DjangoJSONEncoder):
    """Django's rounds times to milliseconds, which would skip or repeat rows."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if hasattr(value, "isoformat") else super().default(value)


def _read_key(model: type[Model], order: tuple[str, ...], written: str) -> dict[str, Any] | None:
    names = [name.lstrip("-") for name in order]
    try:
        decoded = urlsafe_b64decode(written + "=" * (-len(written) % 4))
        if rb"\u0000" in decoded:  # PostgreSQL takes no NUL
            return None
        values = json.loads(decoded)
        return {
            name: cast("Field[Any, Any]", model._meta.get_field(name)).to_python(value)
            for name, value in zip(names, values, strict=True)
        }
    except (ValueError, TypeError, ValidationError):
        return None
