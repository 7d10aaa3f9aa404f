"""What the report and the API can be narrowed down by; all of it in the address."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from audit.actions import Action
from audit.actors import ActorKind
from audit.context import Origin
from audit.models import Entry
from audit.querysets import EntryQuerySet
from audit.wording import name_of_type
from audit.words import OBJECT_TYPES
from conecta.accounts.models import User

# Fewer letters than this match nearly everything, and use no index.
SHORTEST_SEARCH = 3
NOBODY_KINDS = [(kind.value, kind.label) for kind in ActorKind if kind is not ActorKind.PERSON]


class MomentField(forms.CharField):
    """An ISO date (the whole day, in our time zone) or an ISO date and time."""

    def __init__(self, *, end_of_day: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.end_of_day = end_of_day

    def to_python(self, value: Any) -> datetime | None:  # type: ignore[override]  # a text becomes a moment
        text = super().to_python(value)
        if not text:
            return None
        try:
            day = parse_date(text)
            moment = self._edge(day) if day else parse_datetime(text)
        except (ValueError, OverflowError):
            moment = None
        if moment is None:
            raise ValidationError("Use AAAA-MM-DD ou AAAA-MM-DDThh:mm:ss-03:00.", code="invalid")
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)

    def _edge(self, day: date) -> datetime:
        """Midnight at its beginning, or at its end: filters take since <= at < until."""
        return datetime.combine(day + timedelta(days=self.end_of_day), time.min)


class MomentFilter(django_filters.Filter):  # type: ignore[misc]  # the package ships no types
    field_class = MomentField


def actor_choices() -> list[tuple[str, str]]:
    people = User.objects.order_by("name", "id").values_list("pk", "name")
    return [(str(pk), name) for pk, name in people] + NOBODY_KINDS


def type_choices() -> list[tuple[str, str]]:
    return sorted(((name, name_of_type(name)) for name in OBJECT_TYPES), key=lambda it: it[1])


class EntryForm(forms.Form):
    def clean(self) -> dict[str, Any] | None:
        """An object's number means nothing without its type (index audit_by_object)."""
        if self.cleaned_data.get("object_id") and not self.cleaned_data.get("object_type"):
            raise ValidationError("Escolha o tipo do objeto para buscar pelo número.")
        return self.cleaned_data


class EntryFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    """`actor`: a user's id, or contact, meta, system. `object`: "type:id" as the trail names it."""

    search = django_filters.CharFilter(
        method="filter_search", min_length=SHORTEST_SEARCH, max_length=100
    )
    action = django_filters.MultipleChoiceFilter(choices=Action.choices)
    actor = django_filters.MultipleChoiceFilter(choices=actor_choices, method="filter_actor")
    origin = django_filters.MultipleChoiceFilter(choices=Origin.choices)
    contact = django_filters.NumberFilter(method="filter_contact", max_digits=18, decimal_places=0)
    object = django_filters.CharFilter(method="filter_object", max_length=130)
    object_type = django_filters.ChoiceFilter(choices=type_choices)
    object_id = django_filters.CharFilter(max_length=64)
    since = MomentFilter(field_name="at", lookup_expr="gte", end_of_day=False)
    until = MomentFilter(field_name="at", lookup_expr="lt", end_of_day=True)

    class Meta:
        model = Entry
        form = EntryForm
        fields: Sequence[str] = ()

    def filter_search(self, rows: EntryQuerySet, _name: str, value: str) -> QuerySet[Entry]:
        return rows.mentioning(value)

    def filter_actor(self, rows: EntryQuerySet, _name: str, value: list[str]) -> QuerySet[Entry]:
        if not value:
            return rows
        people = [int(choice) for choice in value if choice.isdigit()]
        return rows.by_authors(people=people, kinds=set(value) - {str(pk) for pk in people})

    def filter_contact(self, rows: EntryQuerySet, _name: str, value: int) -> QuerySet[Entry]:
        return rows.about(contact_id=int(value))

    def filter_object(self, rows: EntryQuerySet, _name: str, value: str) -> QuerySet[Entry]:
        object_type, _, object_id = value.partition(":")
        return rows.about_object(object_type, object_id)
