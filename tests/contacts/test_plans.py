"""Each way of narrowing the list has its index, and the index serves the query as it is asked."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from contacts.models import Contact, ContactOrigin, OptinStatus
from contacts.segments import Segment
from contacts.views.listing import ORDER

pytestmark = pytest.mark.django_db

TRIGRAMS = ("contact_search_name", "contact_search_number")


@pytest.fixture(scope="module", autouse=True)
def _many_contacts(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Enough for statistics; reading them all is made dear, as it is with a million."""
    with django_db_blocker.unblock(), transaction.atomic():
        Contact.objects.bulk_create(contact(number) for number in range(10_000))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for index in TRIGRAMS:  # without what other tests and new rows left in it
                cursor.execute(f"REINDEX INDEX {index}")
            cursor.execute("ANALYZE contacts_contact")
            cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        transaction.set_rollback(True)


def contact(number: int) -> Contact:
    return Contact(
        name=f"Ana {number}",
        name_key=f"ana {number}",
        whatsapp=f"55119{70000000 + number * 1583}",
        email=f"ana{number}@exemplo.com.br",
        origin=ContactOrigin.API if number % 50 == 0 else ContactOrigin.IMPORT,
        marketing_stopped_at=timezone.now() if number % 40 == 0 else None,
    )


@pytest.mark.parametrize(
    ("segment", "index"),
    [
        (Segment(), "contact_by_name"),
        (Segment(optin=[OptinStatus.OPTED_OUT]), "contact_by_optin"),
        (Segment(origins=[ContactOrigin.API]), "contact_by_origin"),
        (Segment(marketing_stopped=True), "contact_marketing_stopped"),
    ],
)
def test_pages_are_read_in_the_order_of_their_index(segment: Segment, index: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")

    plan = Contact.objects.living().in_segment(segment).order_by(*ORDER)[:51].explain()

    assert f"Index Scan using {index} " in plan
    assert "Sort" not in plan


@pytest.mark.parametrize("index", TRIGRAMS)
def test_parts_of_names_and_numbers_are_found_by_trigrams(index: str) -> None:
    found = Contact.objects.living().in_segment(Segment(search="98765-4321"))

    assert f"Bitmap Index Scan on {index}" in found.order_by(*ORDER)[:51].explain()


def test_an_address_is_found_by_its_index() -> None:
    found = Contact.objects.living().with_email("Ana7@exemplo.com.br")

    assert "contact_by_email" in found.order_by("pk").explain()
