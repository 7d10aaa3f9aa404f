"""The numbers of the Painel: what left today, how people consent, what needs a person."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, Q
from django.utils import timezone

from messaging.models import Direction, Message, MessageStatus
from optin.figures import colours

CONFIRMED = (
    MessageStatus.ACCEPTED,
    MessageStatus.SENT,
    MessageStatus.DELIVERED,
    MessageStatus.READ,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A count, its part of a whole in percent, and where its piece of the bar begins."""

    count: int
    percent: float
    start: float = 0.0

    @property
    def width(self) -> str:
        return f"{self.percent:.2f}%"

    @property
    def x(self) -> str:
        return f"{self.start:.2f}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Outbound, since midnight: total = sent + pending + unknown + failed + skipped."""

    total: int
    sent: Share
    delivered: Share
    read: Share
    pending: int
    unknown: int
    failed: int
    skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """`opted_in` by the person; `by_term`: green by the company's term alone."""

    total: int
    opted_in: Share
    by_term: Share
    undefined: Share
    opted_out: Share


def today() -> Today:
    """Since midnight in TIME_ZONE (index message_created)."""
    midnight = datetime.combine(
        timezone.localdate(), time.min, tzinfo=timezone.get_current_timezone()
    )
    found = Message.objects.filter(
        created_at__gte=midnight, direction=Direction.OUTBOUND
    ).aggregate(
        total=Count("id"),
        sent=Count("id", filter=Q(status__in=CONFIRMED)),
        delivered=Count("id", filter=Q(status__in=CONFIRMED[2:])),
        read=Count("id", filter=Q(status=MessageStatus.READ)),
        pending=Count("id", filter=Q(status__lt=MessageStatus.UNKNOWN)),
        unknown=Count("id", filter=Q(status=MessageStatus.UNKNOWN)),
        failed=Count("id", filter=Q(status=MessageStatus.FAILED)),
        skipped=Count("id", filter=Q(status=MessageStatus.SKIPPED)),
    )
    sent = found["sent"]
    return Today(
        total=found["total"],
        sent=share(sent, sent),
        delivered=share(found["delivered"], sent),
        read=share(found["read"], sent),
        pending=found["pending"],
        unknown=found["unknown"],
        failed=found["failed"],
        skipped=found["skipped"],
    )


def consent() -> Consent:
    """Living contacts by the colour of their consent."""
    found = colours()
    counts = {
        "opted_in": found.by_person,
        "by_term": found.by_term,
        "undefined": found.undefined,
        "opted_out": found.opted_out,
    }
    shares: dict[str, Share] = {}
    start = 0.0
    for name, count in counts.items():
        shares[name] = share(count, found.total, start=start)
        start += shares[name].percent
    return Consent(total=found.total, **shares)


def share(count: int, total: int, *, start: float = 0.0) -> Share:
    return Share(count=count, percent=100 * count / total if total else 0.0, start=start)
