"""Lines of the ledger as they were written on other days."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from contacts.models import Contact, OptinStatus
from optin.models import EvidenceKind, OptinDetail, OptinEvent, Source


def moved(
    contact: Contact,
    after: str,
    *,
    at: datetime | None = None,
    said_at: datetime | None = None,
    source: str = Source.KEYWORD,
    channel: str | None = "Aurora Cobrança",
) -> OptinEvent:
    """`channel` None: the evidence was erased."""
    contact.refresh_from_db()
    moment = at or timezone.now()
    event = OptinEvent.objects.create(
        contact=contact,
        before=contact.optin_status,
        after=after,
        source=source,
        evidence_kind=EvidenceKind.MESSAGE,
        said_at=said_at or moment,
        entry_id=1,
        digest=bytes(32),
    )
    if at is not None:
        _turn_back(event, at)
    if channel is not None:
        values = {"text": "#OPTOUT", "reference": "", "channel": channel}
        OptinDetail.objects.create(event=event, salt=bytes(16), values=values)
    return event


def _turn_back(event: OptinEvent, at: datetime) -> None:
    """The ledger is dated by the database, and never changed: but for a superuser of the tests."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE optin_optinevent SET at = %s WHERE id = %s", [at, event.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")


ACCEPTED, REFUSED, GREY = OptinStatus.OPTED_IN, OptinStatus.OPTED_OUT, OptinStatus.UNDEFINED
