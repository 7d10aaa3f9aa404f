"""The database keeps the ledger and the colour, whoever writes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from audit.models import Entry, EntryDetail
from contacts.models import Contact, ContactOrigin, OptinStatus
from optin.models import EvidenceKind, OptinDetail, OptinEvent, Scope, Source
from tests import factories

pytestmark = pytest.mark.django_db

UNDEFINED, OPTED_IN, OPTED_OUT = OptinStatus


def line(contact: Contact, **fields: Any) -> OptinEvent:
    defaults = {
        "contact": contact,
        "before": contact.optin_status,
        "after": OPTED_OUT,
        "source": Source.AGENT,
        "evidence_kind": EvidenceKind.DOCUMENT,
        "said_at": timezone.now(),
        "entry_id": 1,
        "digest": b"",
    }
    return OptinEvent(**defaults | fields)


def truncate(table: str) -> None:
    connection.check_constraints()  # else PostgreSQL refuses because of the test's own open rows
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


def status_of(contact: Contact) -> str:
    return Contact.objects.values_list("optin_status", flat=True).get(pk=contact.pk)


@pytest.mark.parametrize("colour", [OPTED_IN, OPTED_OUT])
def test_an_update_cannot_write_the_colour(colour: str) -> None:
    contact = factories.contact()

    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(optin_status=colour)

    assert status_of(contact) == UNDEFINED


def test_an_update_cannot_take_red_away() -> None:
    contact = factories.red(factories.contact())

    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(optin_status=UNDEFINED)

    assert status_of(contact) == OPTED_OUT


def test_a_save_with_another_colour_is_refused() -> None:
    contact = factories.contact()
    contact.optin_status = OPTED_IN

    with pytest.raises(IntegrityError), transaction.atomic():
        contact.save()


@pytest.mark.parametrize("colour", [OPTED_IN, OPTED_OUT])
def test_an_insert_cannot_bring_a_colour(colour: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(name="Ana", origin=ContactOrigin.IMPORT, optin_status=colour)


def test_one_statement_colours_many() -> None:
    contacts = [factories.contact() for _ in range(3)]

    OptinEvent.objects.bulk_create([line(contact) for contact in contacts])

    assert {status_of(contact) for contact in contacts} == {OPTED_OUT}


@pytest.mark.parametrize("before", [OPTED_IN, OPTED_OUT])
def test_a_line_that_leaves_another_colour_than_the_contacts_is_refused(before: str) -> None:
    contact = factories.contact()

    with pytest.raises(OperationalError), transaction.atomic():
        line(contact, before=before).save()

    assert not OptinEvent.objects.exists()


def test_one_stale_line_refuses_the_whole_statement() -> None:
    good, stale = factories.contact(), factories.red(factories.contact())

    with pytest.raises(OperationalError), transaction.atomic():
        OptinEvent.objects.bulk_create([line(good), line(stale, before=UNDEFINED)])

    assert status_of(good) == UNDEFINED


def test_two_lines_of_one_contact_in_one_statement_are_refused() -> None:
    contact = factories.contact()

    with pytest.raises(OperationalError), transaction.atomic():
        OptinEvent.objects.bulk_create([line(contact), line(contact, after=OPTED_IN)])


def test_a_line_about_marketing_alone_leaves_the_colour() -> None:
    contact = factories.contact()

    line(contact, scope=Scope.MARKETING).save()

    assert status_of(contact) == UNDEFINED


@pytest.mark.parametrize(
    "fields",
    [
        {"after": UNDEFINED},
        {"after": OPTED_IN, "source": Source.IMPORT},
        {"after": OPTED_IN, "source": Source.TERM},
        {"after": OPTED_IN, "source": Source.PLATFORM},
        {"after": OPTED_IN, "evidence_kind": EvidenceKind.NONE},
        {"after": OPTED_IN, "evidence_kind": EvidenceKind.SUPPRESSION},
        {"after": OPTED_IN, "evidence_kind": EvidenceKind.NUMBER_CHANGED},
    ],
)
def test_nothing_but_an_explicit_acceptance_leaves_red(fields: dict[str, Any]) -> None:
    contact = factories.red(factories.contact())

    with pytest.raises(IntegrityError), transaction.atomic():
        line(contact, **fields).save()

    assert status_of(contact) == OPTED_OUT


def test_green_without_evidence_is_refused() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        line(factories.contact(), after=OPTED_IN, evidence_kind=EvidenceKind.NONE).save()


def test_the_database_dates_the_line() -> None:
    event = line(factories.contact(), at=timezone.now().replace(year=2020))
    event.save()

    event.refresh_from_db()
    assert event.at.year == timezone.now().year


@pytest.mark.parametrize(
    "alter",
    [
        lambda: OptinEvent.objects.update(source=Source.API),
        lambda: OptinEvent.objects.all()._raw_delete("default"),
        lambda: OptinDetail.objects.update(values={}),
        lambda: OptinDetail.objects.all()._raw_delete("default"),
        lambda: Entry.objects.update(field_names=[]),
        lambda: Entry.objects.all()._raw_delete("default"),
        lambda: EntryDetail.objects.update(values={}),
        lambda: EntryDetail.objects.all()._raw_delete("default"),
    ],
)
def test_no_line_of_ledger_or_trail_is_altered(alter: Callable[[], object]) -> None:
    factories.red(factories.contact())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        alter()


@pytest.mark.parametrize(
    "table",
    ["optin_optinevent", "optin_optindetail", "audit_entry", "audit_entrydetail"],
)
def test_no_table_of_evidence_is_emptied(table: str) -> None:
    factories.red(factories.contact())

    with pytest.raises(DatabaseError, match="append-only"):
        truncate(table)


def test_emptying_the_contacts_does_not_empty_the_ledger() -> None:
    factories.red(factories.contact())

    with pytest.raises(DatabaseError, match="append-only"):
        truncate("contacts_contact")
