"""The trail takes inserts only, from its owner too, and dates them itself."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import SYSTEM
from audit.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db

REFUSED = (
    "UPDATE audit_entry SET action = 'opted_in'",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry CASCADE",
    "UPDATE audit_entrydetail SET values = '{}'",
    "DELETE FROM audit_entrydetail",
    "TRUNCATE audit_entrydetail",
)


@pytest.fixture
def entry() -> Entry:
    entry = trail.record(Action.CONTACT_CREATED, by=SYSTEM, contact_id=7, number="5511")
    connection.check_constraints()  # nothing pending may stand before the refusal
    return entry


@pytest.mark.parametrize("statement", REFUSED)
def test_the_tables_owner_is_refused(entry: Entry, statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Entry.objects.get().action == Action.CONTACT_CREATED
    assert Entry.objects.get().detail.values["number"] == "5511"


def test_the_statements_come_from_the_owner_of_the_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE tablename IN ('audit_entry', 'audit_entrydetail')"
            " AND tableowner = current_user"
        )
        assert cursor.fetchone() == (2,)


def test_an_entry_is_dated_by_the_database_whatever_its_writer_says() -> None:
    before = timezone.now()
    Entry.objects.create(
        at=datetime(2001, 1, 1, tzinfo=UTC),
        xid=1,
        actor_kind="system",
        action=Action.LOGGED_IN,
        origin="system",
        digest=b"",
    )

    found = Entry.objects.get()
    assert found.at >= before
    assert found.xid > 1


def test_a_person_who_acted_cannot_be_deleted() -> None:
    user = factories.user()
    trail.record(Action.LOGGED_IN, by=user, obj=user)

    with pytest.raises(ProtectedError):
        user.delete()
