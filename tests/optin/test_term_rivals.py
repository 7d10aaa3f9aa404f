"""The term against what people say and decide while it is at work."""

from collections.abc import Callable
from functools import partial

import pytest

from audit.actions import Action
from audit.actors import CONTACT
from audit.models import Entry
from conecta.errors import ConflictError, NotAllowedError
from contacts.models import Contact, OptinStatus
from optin import consents, replaying, term_batches
from optin.models import OptinEvent, Source, TermAcceptance, TermState
from tests import factories, rivals
from tests.optin import proofs, term_world

pytestmark = pytest.mark.django_db(transaction=True)

GREY, GREEN, RED = OptinStatus.UNDEFINED, OptinStatus.OPTED_IN, OptinStatus.OPTED_OUT


def refuse(contact: Contact) -> Contact:
    said = factories.evidence("#OPTOUT")
    return consents.revoke(contact, evidence=said, source=Source.KEYWORD, by=CONTACT)


def colours() -> list[str]:
    return list(Contact.objects.order_by("pk").values_list("optin_status", flat=True))


def test_a_refusal_that_commits_while_the_term_runs_over_it_stays() -> None:
    _before, refusing, _after = (factories.contact() for _ in range(3))
    acceptance = term_world.accepted()

    rival = rivals.overtake(lambda: refuse(refusing), term_batches.run)

    assert rival.waited
    assert rival.error is None
    assert colours() == [GREEN, RED, GREEN]
    assert list(refusing.optin_events.values_list("source", flat=True)) == ["keyword"]
    acceptance.refresh_from_db()
    assert (acceptance.state, acceptance.granted_count) == (TermState.IN_FORCE, 2)
    assert replaying.replay().differences == []


def test_a_refusal_behind_a_batch_waits_for_that_batch_alone() -> None:
    contact, _other = factories.contact(), factories.contact()
    term_world.accepted()
    claim = term_batches.try_claim()
    assert claim is not None

    rival = rivals.overtake(lambda: term_batches.advance(claim, batch=1), lambda: refuse(contact))

    assert rival.waited
    assert rival.error is None
    assert colours() == [RED, GREY]


def test_a_refusal_of_somebody_granted_wins_over_the_withdrawal() -> None:
    refusing, _other = factories.contact(), factories.contact()
    term_world.withdraw(term_world.in_force())

    rival = rivals.overtake(lambda: refuse(refusing), term_batches.run)

    assert rival.waited
    assert rival.error is None
    assert colours() == [RED, GREY]


def test_of_two_who_accept_at_once_one_does() -> None:
    factories.contact()
    term = term_world.published()
    other = term_world.administrator("Rafael Monteiro")

    outcomes = rivals.together(
        lambda: term_world.accepted(term), lambda: term_world.accepted(term, by=other)
    )

    errors = [outcome.error for outcome in outcomes if outcome.error]
    assert [type(error) for error in errors] == [ConflictError]
    assert TermAcceptance.objects.count() == 1
    assert Entry.objects.filter(action=Action.TERM_ACCEPTED).count() == 1


def test_two_workers_at_once_grant_each_contact_once() -> None:
    contacts = [factories.contact() for _ in range(9)]
    term_world.accepted()

    outcomes = rivals.together(*(lambda: term_batches.run(batch=2) for _ in range(3)))

    assert [outcome.error for outcome in outcomes] == [None] * 3
    assert sum(outcome.result for outcome in outcomes) == 9
    assert colours() == [GREEN] * 9
    assert OptinEvent.objects.count() == len(contacts)


def test_withdrawing_waits_for_the_batch_and_ends_the_run() -> None:
    [factories.contact() for _ in range(3)]
    acceptance = term_world.accepted()
    claim = term_batches.try_claim()
    assert claim is not None

    rival = rivals.overtake(
        lambda: term_batches.advance(claim, batch=1), lambda: term_world.withdraw(acceptance)
    )
    term_batches.run()

    assert rival.waited
    assert rival.error is None
    assert colours() == [GREY] * 3
    assert TermAcceptance.objects.get().returned_count == 1


def test_a_contact_being_created_by_the_term_is_seen_by_its_withdrawal() -> None:
    acceptance = term_world.in_force(covers_new=True)

    rival = rivals.overtake(factories.contact, lambda: term_world.withdraw(acceptance))

    assert rival.waited
    assert rival.error is None
    assert colours() == [GREEN]
    term_batches.run()
    assert colours() == [GREY]


def test_a_contact_created_behind_the_withdrawal_starts_grey() -> None:
    acceptance = term_world.in_force(covers_new=True)

    rival = rivals.overtake(lambda: term_world.withdraw(acceptance), factories.contact)

    assert rival.waited
    assert rival.error is None
    assert colours() == [GREY]
    assert not OptinEvent.objects.exists()


def test_many_at_once_leave_what_the_ledger_tells_and_the_trail_proves() -> None:
    people = [factories.contact() for _ in range(6)]
    acceptance = term_world.accepted(covers_new=True)
    acts: list[Callable[[], object]] = [
        *(partial(refuse, contact) for contact in people[:3]),
        *(partial(factories.green, contact) for contact in people[2:5]),
        lambda: term_batches.run(batch=1),
        lambda: term_batches.run(batch=2),
        factories.contact,
        lambda: term_world.withdraw(acceptance),
    ]

    outcomes = rivals.together(*acts)
    term_batches.run()

    # An acceptance behind the refusal of the same moment does not count.
    errors = [outcome.error for outcome in outcomes if outcome.error]
    assert [error for error in errors if not isinstance(error, NotAllowedError)] == []
    assert proofs.faults() == []
    assert colours()[:2] == [RED, RED]
    assert not Contact.objects.green_by_term().exists()
