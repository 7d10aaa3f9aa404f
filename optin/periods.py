"""A stretch of whole days in the installation's time zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

DEFAULT_DAYS = 30
MOST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """`since` and `until` are both part of it."""

    since: date
    until: date

    @property
    def start(self) -> datetime:
        return _midnight(self.since)

    @property
    def end(self) -> datetime:
        """The midnight after it: readings take start <= at < end."""
        return _midnight(self.until + timedelta(days=1))

    @property
    def length(self) -> int:
        return (self.until - self.since).days + 1

    @property
    def days(self) -> list[date]:
        return [self.since + timedelta(days=number) for number in range(self.length)]


def chosen(since: date | None, until: date | None) -> Period:
    """What is left open is filled in: up to today, thirty days."""
    if until is None:
        today = timezone.localdate()
        until = max(today, since) if since else today
    return Period(since=since or until - timedelta(days=DEFAULT_DAYS - 1), until=until)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
