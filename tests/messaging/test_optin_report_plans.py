"""The report reads a period by its indexes, however long the ledger is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.models import Contact, ContactOrigin, OptinStatus
from messaging import optout_rates
from messaging.models import Message
from optin import movements, periods
from optin.models import EvidenceKind, OptinEvent, Source
from tests import factories
from tests.chaos import crowd

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _long_ledger() -> None:
    """Enough for statistics; reading it all is made dear, as it is with a million lines."""
    people = Contact.objects.bulk_create(
        Contact(name="Ana", name_key="ana", origin=ContactOrigin.IMPORT) for _ in range(2000)
    )
    now = timezone.now()
    OptinEvent.objects.bulk_create(
        OptinEvent(
            contact=contact,
            before=OptinStatus.UNDEFINED,
            after=OptinStatus.OPTED_OUT,
            source=Source.KEYWORD,
            evidence_kind=EvidenceKind.MESSAGE,
            said_at=now - timedelta(days=number),
            entry_id=1,
            digest=bytes(32),
        )
        for number, contact in enumerate(people)
    )
    channel = factories.channel()
    crowd.queue(channel, factories.template(account=channel.account), people[:500])
    Message.objects.update(sending_at=now - timedelta(days=400))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE optin_optinevent SET at = said_at")
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("ANALYZE optin_optinevent; ANALYZE messaging_message")
        cursor.execute("SET LOCAL enable_seqscan = off")


def test_movements_are_read_by_time() -> None:
    plan = movements.of(periods.chosen(None, None)).explain()

    assert "optin_by_time" in plan


def test_refusals_by_template_are_read_by_time_on_both_sides() -> None:
    with CaptureQueriesContext(connection) as queries:
        optout_rates.by_template(periods.chosen(None, None))
    [asked] = [query["sql"] for query in queries if "refusals" in query["sql"]]

    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + asked.replace("%", "%%"))
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "optin_by_time" in plan
    assert "message_left" in plan
