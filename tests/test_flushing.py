import pytest
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, OperationalError, connection, transaction

from audit import trail
from audit.actions import Action
from audit.actors import SYSTEM
from audit.models import Entry, EntryDetail
from contacts.models import Contact
from tests import factories, flushing, rivals

TRANSACTIONAL = pytest.mark.django_db(transaction=True)


@TRANSACTIONAL
def test_evidence_that_refuses_truncate_is_emptied_between_tests() -> None:
    with transaction.atomic():
        trail.record(Action.LOGGED_IN, by=SYSTEM)
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="append-only"):
        cursor.execute("TRUNCATE audit_entry CASCADE")

    flushing.empty_tables()

    assert Entry.objects.count() == 0
    assert EntryDetail.objects.count() == 0


@TRANSACTIONAL
@pytest.mark.parametrize("large", [0, flushing.LARGE])
def test_numbers_begin_again(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flushing, "LARGE", large)
    factories.contact()

    flushing.empty_tables()

    assert Contact.objects.count() == 0
    assert factories.contact().pk == 1


@TRANSACTIONAL
def test_whoever_is_still_writing_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that a test forgot: what it commits later would meet the next test."""
    monkeypatch.setattr(flushing, "LOCK_TIMEOUT", "1ms")
    factories.contact()

    rival = rivals.overtake(factories.contact, flushing.empty_tables)

    assert isinstance(rival.error, OperationalError)
    assert "lock timeout" in str(rival.error)


@TRANSACTIONAL
def test_roles_and_permissions_stay_when_tables_are_emptied() -> None:
    before = (Group.objects.count(), Permission.objects.count())

    flushing.empty_tables()

    assert (Group.objects.count(), Permission.objects.count()) == before
    assert before > (2, 0)


@TRANSACTIONAL
def test_the_guards_are_awake_again_afterwards() -> None:
    with transaction.atomic():
        trail.record(Action.LOGGED_IN, by=SYSTEM)

    flushing.empty_tables()

    with transaction.atomic():
        trail.record(Action.LOGGED_IN, by=SYSTEM)
    with pytest.raises(IntegrityError, match="append-only"):
        Entry.objects.update(object_type="forged")
