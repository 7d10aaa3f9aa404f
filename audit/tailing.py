"""What no seal holds yet: how many entries, and how old the oldest of them is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils import timezone

from audit.models import Entry, Seal

BEAT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    count: int
    oldest_at: datetime | None

    @property
    def is_fresh(self) -> bool:
        """Whether the next beat of the sealer is still to come for all of it."""
        return self.oldest_at is not None and timezone.now() - self.oldest_at < BEAT


def tail(last: Seal | None) -> Tail:
    """Beyond the horizon of the newest seal; everything when there is none."""
    entries = Entry.objects.all()
    if last is not None:
        entries = entries.filter(xid__gte=last.to_xid, pk__gt=last.after_id)
    found = entries.order_by().aggregate(count=Count("pk"), oldest_at=Min("at"))
    return Tail(count=found["count"], oldest_at=found["oldest_at"])
