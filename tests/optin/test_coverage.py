"""Each line of the ledger is proved by its entry; what was bent in either is found."""

from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from audit import erasures, merkle, trail, verification
from audit.actions import Action
from audit.actors import SYSTEM
from audit.models import Entry
from contacts.models import OptinStatus
from optin import leaves
from optin.models import EvidenceKind, OptinDetail, OptinEvent, Source
from tests import factories
from tests.audit import sealed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _data_folder(settings: Settings, tmp_path: Path) -> None:
    settings.CONECTA_DATA_DIR = tmp_path


@pytest.fixture
def event() -> OptinEvent:
    """A green one and a red one; the red one's."""
    factories.green(factories.contact())
    factories.red(factories.contact())
    sealed.seal_all()
    return OptinEvent.objects.get(after=OptinStatus.OPTED_OUT)


def batch(count: int) -> list[OptinEvent]:
    """Under one entry, without personal values: as a term writes them."""
    contacts = [factories.contact() for _ in range(count)]
    events = [
        OptinEvent(
            contact=contact,
            before=OptinStatus.UNDEFINED,
            after=OptinStatus.OPTED_OUT,
            source=Source.PLATFORM,
            evidence_kind=EvidenceKind.SUPPRESSION,
            said_at=contact.created_at,
            digest=b"",
        )
        for contact in contacts
    ]
    root = merkle.root([leaves.leaf(event) for event in events])
    with transaction.atomic():
        entry = trail.record(Action.TERM_APPLIED, by=SYSTEM, covers=root)
        for event in events:
            event.entry_id = entry.pk
        return OptinEvent.objects.bulk_create(events)


def texts() -> list[str]:
    return [problem.text for problem in verification.run().problems]


def test_decisions_write_ledger_and_trail_so_that_they_agree(event: OptinEvent) -> None:
    batch(3)

    report = verification.run()

    assert report.problems == ()
    assert report.lines == 5


def test_an_event_added_without_its_entry(event: OptinEvent) -> None:
    forged = copy_of(event, entry_id=10**12)

    assert texts() == [
        f"Evento de opt-in {forged}: o registro {10**12}, que o provaria, não existe"
    ]


def test_an_event_added_under_an_entry_that_proves_none(event: OptinEvent) -> None:
    entry = Entry.objects.filter(covers=None).order_by("pk").first()
    assert entry is not None
    forged = copy_of(event, entry_id=entry.pk)

    assert texts() == [
        f"Evento de opt-in {forged}: o registro {entry.pk}, que o provaria, não o prova"
    ]


def test_an_event_added_under_the_entry_of_another(event: OptinEvent) -> None:
    forged = copy_of(event, entry_id=event.entry_id)

    assert texts() == [
        f"Evento de opt-in {event.pk}, {forged}: não é o que o registro {event.entry_id} prova"
    ]


@pytest.mark.parametrize(
    "change",
    [
        "after = 'opted_in'",
        "said_at = said_at + interval '1 second'",
        "source = 'api'",
        "evidence_kind = 'call'",
        "scope = 'marketing'",
    ],
)
def test_the_content_of_an_event_changed(event: OptinEvent, change: str) -> None:
    sealed.forge(f"UPDATE optin_optinevent SET {change} WHERE id = %s", [event.pk])

    assert texts() == [
        f"Evento de opt-in {event.pk}: não é o que o registro {event.entry_id} prova"
    ]


def test_an_event_with_a_date_that_is_none(event: OptinEvent) -> None:
    sealed.forge("UPDATE optin_optinevent SET said_at = 'infinity' WHERE id = %s", [event.pk])

    assert texts()[0].startswith("O que os registros ")


def test_an_event_removed(event: OptinEvent) -> None:
    sealed.forge("DELETE FROM optin_optindetail WHERE event_id = %s", [event.pk])
    sealed.forge("DELETE FROM optin_optinevent WHERE id = %s", [event.pk])

    assert texts() == [f"Registro {event.entry_id} prova linhas que não existem mais"]


def test_an_event_registered_at_another_time_than_its_entry(event: OptinEvent) -> None:
    sealed.forge(
        "UPDATE optin_optinevent SET at = at - interval '11 minutes' WHERE id = %s", [event.pk]
    )

    assert texts() == [
        f"Evento de opt-in {event.pk} com data longe da de seu registro, o {event.entry_id}"
    ]


def test_one_event_of_a_batch_changed_or_removed() -> None:
    events = batch(7)
    first, last, entry = events[0].pk, events[-1].pk, events[0].entry_id
    sealed.forge("UPDATE optin_optinevent SET source = 'api' WHERE id = %s", [events[3].pk])

    assert texts() == [
        f"Evento de opt-in {first} a {last} (7): não é o que o registro {entry} prova"
    ]
    sealed.forge("DELETE FROM optin_optinevent WHERE id = %s", [events[3].pk])
    assert texts() == [
        f"Evento de opt-in {first} a {last} (6): não é o que o registro {entry} prova"
    ]


def test_evidence_changed(event: OptinEvent) -> None:
    forged = """UPDATE optin_optindetail SET "values" = "values" || '{"text": "SIM"}'"""
    sealed.forge(f"{forged} WHERE event_id = %s", [event.pk])

    assert texts() == [f"Evento de opt-in {event.pk}: detalhe alterado"]


def test_evidence_removed_without_an_erasure(event: OptinEvent) -> None:
    sealed.forge("DELETE FROM optin_optindetail WHERE event_id = %s", [event.pk])

    assert texts() == [f"Evento de opt-in {event.pk}: detalhe removido sem registro de apagamento"]


def test_evidence_erased_by_an_act_of_the_trail(event: OptinEvent) -> None:
    erasures.erase(OptinDetail.objects.filter(event=event), by=SYSTEM)

    assert texts() == []


def copy_of(event: OptinEvent, *, entry_id: int) -> int:
    """The same line and its evidence once more, said to be proved by that entry."""
    with sealed.owner(), connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO optin_optinevent (contact_id, scope, before, after, source,
                   evidence_kind, said_at, entry_id, at, digest)
               SELECT contact_id, scope, before, after, source, evidence_kind, said_at, %s, at,
                   digest FROM optin_optinevent WHERE id = %s RETURNING id""",
            [entry_id, event.pk],
        )
        forged = int(cursor.fetchone()[0])
        cursor.execute(
            """INSERT INTO optin_optindetail (event_id, salt, "values")
               SELECT %s, salt, "values" FROM optin_optindetail WHERE event_id = %s""",
            [forged, event.pk],
        )
    return forged
