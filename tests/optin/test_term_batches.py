"""The term's work: grey to green in batches, each proved by one entry; withdrawn, back to grey."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit import merkle
from audit.actions import Action
from audit.actors import SYSTEM
from audit.models import Entry
from contacts import directory, merging
from contacts.directory import ContactData
from contacts.models import Contact, OptinStatus
from optin import leaves, replaying, term_batches
from optin.models import OptinDetail, OptinEvent, Source, TermAcceptance, TermState
from tests import factories
from tests.optin import term_world

pytestmark = pytest.mark.django_db

GREY, GREEN, RED = OptinStatus.UNDEFINED, OptinStatus.OPTED_IN, OptinStatus.OPTED_OUT


def colours(*contacts: Contact) -> list[str]:
    return [Contact.objects.get(pk=contact.pk).optin_status for contact in contacts]


def test_grey_turns_green_and_no_other_colour_moves() -> None:
    grey, green, red = (factories.contact() for _ in range(3))
    factories.green(green)
    factories.red(red)
    gone = merging.merge(factories.contact(), tombstone := factories.contact(), by=SYSTEM)

    acceptance = term_world.in_force()

    assert colours(grey, green, red, gone, tombstone) == [GREEN, GREEN, RED, GREEN, GREY]
    assert acceptance.state == TermState.IN_FORCE
    assert acceptance.granted_count == 2
    by_term = Contact.objects.filter(optin_source=Source.TERM).order_by("pk")
    assert [contact.pk for contact in by_term] == [grey.pk, gone.pk]


def test_each_batch_has_one_entry_that_proves_its_lines_in_their_order() -> None:
    contacts = [factories.contact() for _ in range(5)]
    acceptance = term_world.accepted()

    term_batches.run(batch=2)

    entries = Entry.objects.filter(action=Action.TERM_APPLIED).order_by("id")
    told = [list(OptinEvent.objects.filter(entry_id=entry.pk).order_by("id")) for entry in entries]
    assert [[line.contact_id for line in lines] for lines in told] == [
        [contacts[0].pk, contacts[1].pk],
        [contacts[2].pk, contacts[3].pk],
        [contacts[4].pk],
    ]
    for entry, lines in zip(entries, told, strict=True):
        assert entry.covers is not None
        assert bytes(entry.covers) == merkle.root([leaves.leaf(line) for line in lines])
        assert entry.actor == acceptance.accepted_by
    assert entries[0].detail.values["count"] == 2
    assert entries[0].detail.values["last_contact"] == contacts[1].pk


def test_the_lines_hold_nothing_personal() -> None:
    factories.contact()

    acceptance = term_world.in_force()

    line = OptinEvent.objects.get()
    assert bytes(line.digest) == b""
    assert line.acceptance == acceptance
    assert line.said_at == acceptance.accepted_at
    assert not OptinDetail.objects.exists()


def test_withdrawn_only_the_untouched_go_back_to_grey() -> None:
    untouched, confirmed, refused, moved, before = (factories.contact() for _ in range(5))
    factories.green(before)
    acceptance = term_world.in_force()
    factories.green(confirmed)
    factories.red(refused)
    moved = Contact.objects.get(pk=moved.pk)
    data = ContactData(name=moved.name, whatsapp=f"+{factories.mobile()}")
    directory.change(moved, data, version=moved.version, by=SYSTEM)
    factories.green(moved)

    term_world.withdraw(acceptance)
    term_batches.run(batch=2)

    acceptance.refresh_from_db()
    assert colours(untouched, confirmed, refused, moved, before) == [GREY, GREEN, RED, GREEN, GREEN]
    assert acceptance.state == TermState.WITHDRAWN
    assert (acceptance.granted_count, acceptance.returned_count) == (4, 1)
    assert Entry.objects.filter(action=Action.TERM_UNDONE).count() == 1
    assert replaying.replay().differences == []


def test_an_acceptance_of_the_person_takes_the_place_of_the_terms() -> None:
    contact = factories.contact()
    term_world.in_force()

    factories.green(contact)
    factories.green(contact)

    contact.refresh_from_db()
    assert not contact.is_by_term
    assert [(e.before, e.after) for e in contact.optin_events.order_by("id")] == [
        (GREY, GREEN),
        (GREEN, GREEN),
    ]


def test_withdrawn_while_it_is_applied_nobody_more_is_granted() -> None:
    contacts = [factories.contact() for _ in range(5)]
    acceptance = term_world.accepted()
    claim = term_batches.try_claim()
    assert claim is not None
    claim, _ = term_batches.advance(claim, batch=2)
    assert claim is not None

    term_world.withdraw(acceptance)

    assert term_batches.advance(claim, batch=2) == (None, 0)
    assert colours(*contacts) == [GREEN, GREEN, GREY, GREY, GREY]
    term_batches.run(batch=1)
    assert colours(*contacts) == [GREY] * 5
    assert TermAcceptance.objects.get().state == TermState.WITHDRAWN


def test_after_a_dead_worker_the_sweep_goes_on_from_the_cursor() -> None:
    contacts = [factories.contact() for _ in range(5)]
    term_world.accepted()
    claim = term_batches.try_claim()
    assert claim is not None
    term_batches.advance(claim, batch=2)

    assert term_batches.run(batch=2) == 0
    TermAcceptance.objects.update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    assert term_batches.run(batch=2) == 3

    assert colours(*contacts) == [GREEN] * 5
    assert OptinEvent.objects.count() == 5


def test_a_worker_whose_lease_was_taken_does_nothing() -> None:
    [factories.contact() for _ in range(3)]
    term_world.accepted()
    late = term_batches.try_claim()
    assert late is not None
    TermAcceptance.objects.update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    assert term_batches.try_claim() is not None

    assert term_batches.advance(late, batch=2) == (None, 0)
    assert not OptinEvent.objects.exists()


def test_a_run_whose_time_is_up_leaves_the_rest_to_the_next() -> None:
    [factories.contact() for _ in range(3)]
    term_world.accepted()

    assert [term_batches.run(batch=1, seconds=0) for _ in range(5)] == [1, 1, 1, 0, 0]

    assert TermAcceptance.objects.get().granted_count == 3
