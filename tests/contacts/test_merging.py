"""Two contacts that turn out to be one person."""

from datetime import UTC, datetime

import pytest

from audit.actions import Action
from audit.actors import META
from audit.models import Entry
from contacts import identities, marketing, merging, suppressions
from contacts.identities import Identity
from contacts.models import Contact, Group, OptinStatus
from contacts.phone import from_digits
from optin import consents, ledger
from tests import factories, rivals

pytestmark = pytest.mark.django_db


def test_the_older_stays_and_the_younger_becomes_a_tombstone() -> None:
    older, younger = factories.contact("Ana"), factories.contact("Ana B")
    number = younger.whatsapp

    winner = merging.merge(younger, older, by=META)

    younger.refresh_from_db()
    assert winner == older
    assert (younger.merged_into, younger.whatsapp) == (older, None)
    assert identities.living(younger) == older
    entry = Entry.objects.select_related("detail").get(action=Action.CONTACT_MERGED)
    assert entry.detail.values["merged_number"] == number


def test_the_number_that_finds_no_room_is_still_the_persons() -> None:
    older, younger = factories.contact(), factories.contact()
    number = younger.whatsapp or ""

    merging.merge(older, younger, by=META)

    assert identities.bearer(from_digits(number)) == older


def test_a_contact_without_a_number_takes_the_others_with_its_mark() -> None:
    older, younger = factories.contact(whatsapp=""), factories.contact()
    Contact.objects.filter(pk=younger.pk).update(wrong_number=younger.whatsapp)

    winner = merging.merge(older, younger, by=META)

    assert winner.whatsapp == younger.whatsapp
    assert winner.is_wrong_person


def test_names_and_groups_move() -> None:
    older, younger = factories.contact(), factories.contact()
    identities.learn(younger, Identity(bsuid="BR.1"), by=META)
    younger.groups.add(Group.objects.create(name="VIP"))

    merging.merge(older, younger, by=META)

    assert older.aliases.filter(value="BR.1").exists()
    assert older.groups.get().name == "VIP"


def test_red_wins_over_green() -> None:
    older, younger = factories.green(factories.contact()), factories.red(factories.contact())
    names = suppressions.digests_of_contact(younger)

    winner = merging.merge(older, younger, by=META)

    assert winner.optin_status == OptinStatus.OPTED_OUT
    assert suppressions.is_suppressed(names)


def test_a_red_winner_stays_red() -> None:
    older, younger = factories.red(factories.contact()), factories.green(factories.contact())

    assert merging.merge(older, younger, by=META).is_refused


def test_green_of_the_younger_is_not_inherited() -> None:
    older, younger = factories.contact(), factories.green(factories.contact())

    assert merging.merge(older, younger, by=META).optin_status == OptinStatus.UNDEFINED


def test_the_story_of_both_is_told_together() -> None:
    older, younger = factories.red(factories.contact()), factories.red(factories.contact())
    later = ledger.last_refusal(younger)

    winner = merging.merge(older, younger, by=META)

    assert ledger.events(winner).count() == 2
    assert ledger.last_refusal(winner) == later


def test_the_later_word_on_marketing_counts() -> None:
    older, younger = factories.contact(), factories.contact()
    marketing.stop(older, said_at=datetime(2026, 11, 1, tzinfo=UTC), by=META)
    marketing.resume(younger, said_at=datetime(2026, 11, 2, tzinfo=UTC), by=META)

    assert merging.merge(older, younger, by=META).marketing_stopped_at is None


@pytest.mark.django_db(transaction=True)
def test_merging_twice_at_once_merges_once() -> None:
    older, younger = factories.contact(), factories.contact()

    rival = rivals.overtake(
        lambda: merging.merge(older, younger, by=META),
        lambda: merging.merge(younger, older, by=META),
    )

    assert rival.waited
    assert rival.result == older
    assert Entry.objects.filter(action=Action.CONTACT_MERGED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_refusal_that_arrives_during_the_merge_turns_the_living_red() -> None:
    older, younger = factories.contact(), factories.contact()

    rival = rivals.overtake(
        lambda: merging.merge(older, younger, by=META),
        lambda: factories.red(younger),
    )

    older.refresh_from_db()
    assert rival.waited
    assert older.optin_status == OptinStatus.OPTED_OUT


def test_a_refusal_on_a_tombstone_reaches_the_living() -> None:
    older, younger = factories.contact(), factories.contact()
    merging.merge(older, younger, by=META)

    consents.refuse_suppressed(younger)

    older.refresh_from_db()
    assert older.is_refused
