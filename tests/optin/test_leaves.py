"""What an entry proves of a line of the ledger is the same text here and in the database."""

import pytest
from django.db import connection

from audit import merkle
from audit.models import Entry
from optin import consents, leaves
from optin.models import EvidenceKind, OptinEvent, Source
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_database_writes_and_hashes_it_alike() -> None:
    contact = factories.red(factories.green(factories.contact()))
    events = OptinEvent.objects.filter(contact=contact)

    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT e.id, {leaves.EVENT_JSON}, {leaves.EVENT_LEAF} FROM optin_optinevent e"
        )
        stored = {pk: (text, bytes(hashed)) for pk, text, hashed in cursor.fetchall()}

    assert len(stored) == 2
    assert stored == {e.pk: (leaves.content(e), leaves.leaf(e)) for e in events}


def test_each_line_is_proved_by_its_entry() -> None:
    contact = factories.contact()
    evidence = factories.evidence("Parem, por favor")
    consents.revoke(contact, evidence=evidence, source=Source.AGENT, by=factories.user())

    event = OptinEvent.objects.get(contact=contact)

    assert event.evidence_kind == EvidenceKind.DOCUMENT
    covered = Entry.objects.get(pk=event.entry_id).covers
    assert covered is not None
    assert bytes(covered) == merkle.root([leaves.leaf(event)])
