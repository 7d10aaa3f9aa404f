"""Who wrote: found by any of their names, or registered; names learned once."""

import pytest
from pytest_django import DjangoAssertNumQueries

from audit.actions import Action
from audit.actors import CONTACT, META
from audit.models import Entry
from contacts import identities, learning, merging
from contacts.identities import Identity
from contacts.models import AliasKind, Contact, ContactAlias, ContactOrigin, OptinStatus
from tests import factories, rivals

pytestmark = pytest.mark.django_db


def test_an_unknown_sender_is_saved_grey_with_the_profile_name() -> None:
    identity = Identity(wa_id="551187654321", bsuid="BR.1", profile_name=" Bia ", username="bia")

    contact = identities.find_or_create(identity, by=CONTACT)

    assert (contact.name, contact.whatsapp, contact.username) == ("Bia", "5511987654321", "bia")
    assert (contact.origin, contact.optin_status) == (
        ContactOrigin.RECEPTIVE,
        OptinStatus.UNDEFINED,
    )
    assert set(contact.aliases.values_list("kind", "value")) == {
        (AliasKind.WA_ID, "551187654321"),
        (AliasKind.BSUID, "BR.1"),
    }
    assert Entry.objects.get().action == Action.CONTACT_CREATED


def test_a_sender_without_a_name_is_called_by_the_number() -> None:
    assert identities.find_or_create(Identity(wa_id="5511987654321"), by=CONTACT).name == (
        "+55 11 98765-4321"
    )


def test_a_sender_without_a_number_is_kept_by_the_scoped_id() -> None:
    first = identities.find_or_create(Identity(bsuid="BR.1"), by=CONTACT)

    assert first.whatsapp is None
    assert identities.find_or_create(Identity(bsuid="BR.1"), by=CONTACT) == first


@pytest.mark.parametrize("wa_id", ["5511987654321", "551187654321"])
def test_a_registered_number_is_found_in_any_form(wa_id: str) -> None:
    contact = factories.contact(whatsapp="11 98765-4321")

    assert identities.find_or_create(Identity(wa_id=wa_id), by=CONTACT) == contact
    assert not contact.aliases.exists()  # every form of its number is known already


def test_an_account_that_is_no_number_is_found_by_its_wa_id() -> None:
    first = identities.find_or_create(Identity(wa_id="558001234567"), by=CONTACT)

    assert first.whatsapp is None
    assert identities.find_or_create(Identity(wa_id="558001234567"), by=CONTACT) == first


def test_a_message_from_somebody_well_known_writes_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    identity = Identity(wa_id="5511987654321", bsuid="BR.1", username="ana")
    contact = identities.find_or_create(identity, by=CONTACT)

    with django_assert_num_queries(2):  # aliases, contacts
        assert identities.find_or_create(identity, by=CONTACT) == contact


def test_a_new_username_is_kept() -> None:
    contact = identities.find_or_create(Identity(bsuid="BR.1", username="ana"), by=CONTACT)

    identities.find_or_create(Identity(bsuid="BR.1", username="ana.b"), by=CONTACT)

    contact.refresh_from_db()
    assert contact.username == "ana.b"


def test_a_name_found_on_another_contact_makes_the_two_one() -> None:
    numbered = factories.contact(whatsapp="11 98765-4321")
    scoped = identities.find_or_create(Identity(bsuid="BR.1"), by=CONTACT)

    found = identities.find_or_create(Identity(wa_id="5511987654321", bsuid="BR.1"), by=CONTACT)

    scoped.refresh_from_db()
    assert found == numbered
    assert scoped.merged_into == numbered


def test_what_is_learned_of_a_tombstone_belongs_to_the_living() -> None:
    older, younger = factories.contact(), factories.contact()
    merging.merge(older, younger, by=META)

    identities.learn(younger, Identity(bsuid="BR.7"), by=META)

    assert ContactAlias.objects.get(value="BR.7").contact == older


def test_receipts_teach_only_what_is_new() -> None:
    known, fresh = factories.contact(), factories.contact()
    identities.learn(known, Identity(bsuid="BR.1"), by=META)

    count = learning.learn_many(
        [
            (known.pk, Identity(wa_id=known.whatsapp or "", bsuid="BR.1")),
            (fresh.pk, Identity(wa_id=fresh.whatsapp or "", bsuid="BR.2")),
        ],
        by=META,
    )

    assert count == 1
    assert set(ContactAlias.objects.values_list("contact_id", "value")) == {
        (known.pk, "BR.1"),
        (fresh.pk, "BR.2"),
    }


@pytest.mark.django_db(transaction=True)
def test_two_messages_of_an_unknown_number_make_one_contact() -> None:
    identity = Identity(wa_id="5511987654321", bsuid="BR.1")

    rival = rivals.overtake(
        lambda: identities.find_or_create(identity, by=CONTACT),
        lambda: identities.find_or_create(identity, by=CONTACT),
    )

    assert rival.waited
    assert rival.result == Contact.objects.get()


@pytest.mark.django_db(transaction=True)
def test_two_messages_of_an_unknown_scoped_id_leave_one_living_contact() -> None:
    identity = Identity(bsuid="BR.1")

    rival = rivals.overtake(
        lambda: identities.find_or_create(identity, by=CONTACT),
        lambda: identities.find_or_create(identity, by=CONTACT),
    )

    assert rival.error is None
    assert rival.result == Contact.objects.living().get()


def test_a_username_is_in_the_trail_once_and_ids_of_meta_are_not() -> None:
    contact = factories.contact("Ana")
    names = Identity(bsuid="BR.77", username="ana.s")

    identities.learn(contact, names, by=META)
    identities.learn(contact, names, by=META)

    entry = Entry.objects.get(action="contact_changed", contact_id=contact.pk)
    assert (entry.actor_kind, entry.field_names) == ("meta", ["username"])
    assert entry.detail.values["after"] == {"username": "ana.s"}
    assert contact.aliases.get().value == "BR.77"
