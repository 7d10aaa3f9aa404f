"""A refusal belongs to the number and all its names, not to the row that bore them."""

import pytest

from audit.actors import CONTACT, SYSTEM
from conecta.accounts.roles import Role
from contacts import directory, identities, suppressions
from contacts.directory import ContactData
from contacts.identities import Identity
from contacts.models import Contact, ContactOrigin, OptinStatus, Suppression
from contacts.phone import parse
from optin import consents
from optin.models import EvidenceKind, OptinEvent, Source
from tests import factories

pytestmark = pytest.mark.django_db

NUMBER = "5511987654321"


def register(number: str = "", email: str = "") -> Contact:
    data = ContactData(name="Ana", whatsapp=number, email=email)
    return directory.create(data, by=SYSTEM, origin=ContactOrigin.MANUAL)


def move(contact: Contact, number: str) -> Contact:
    data = ContactData(name=contact.name, whatsapp=number)
    return directory.change(contact, data, version=contact.version, by=SYSTEM)


@pytest.mark.parametrize(
    "spelling", ["+5511987654321", "551187654321", "(11) 8765-4321", "011 98765-4321"]
)
def test_a_number_edited_away_from_a_red_contact_is_registered_red(spelling: str) -> None:
    move(factories.red(factories.contact(whatsapp=NUMBER)), f"+{factories.mobile()}")

    again = register(spelling)

    event = OptinEvent.objects.get(contact=again)
    assert again.optin_status == OptinStatus.OPTED_OUT
    assert event.evidence_kind == EvidenceKind.SUPPRESSION


@pytest.mark.parametrize("wa_id", [NUMBER, "551187654321"])
def test_a_number_edited_away_is_red_when_it_writes_to_us(wa_id: str) -> None:
    move(factories.red(factories.contact(whatsapp=NUMBER)), f"+{factories.mobile()}")

    sender = identities.find_or_create(Identity(wa_id=wa_id), by=CONTACT)

    assert sender.optin_status == OptinStatus.OPTED_OUT


def test_a_number_taken_off_a_red_contact_is_remembered() -> None:
    move(factories.red(factories.contact(whatsapp=NUMBER)), "")

    assert register(NUMBER).is_refused


def test_a_grey_contact_that_gets_a_suppressed_number_turns_red() -> None:
    move(factories.red(factories.contact(whatsapp=NUMBER)), f"+{factories.mobile()}")

    moved = move(factories.contact(), f"+{NUMBER}")

    assert moved.optin_status == OptinStatus.OPTED_OUT


def test_a_green_contact_that_gets_a_suppressed_number_turns_red() -> None:
    move(factories.red(factories.contact(whatsapp=NUMBER)), f"+{factories.mobile()}")

    moved = move(factories.green(factories.contact()), f"+{NUMBER}")

    assert moved.optin_status == OptinStatus.OPTED_OUT


def test_a_scoped_id_of_a_red_contact_is_remembered_with_its_number() -> None:
    contact = factories.red(factories.contact(whatsapp=NUMBER))
    identities.learn(contact, Identity(bsuid="BR.123"), by=CONTACT)
    contact.refresh_from_db()
    move(contact, f"+{factories.mobile()}")

    sender = identities.find_or_create(Identity(bsuid="BR.123"), by=CONTACT)

    assert sender.pk != contact.pk
    assert sender.optin_status == OptinStatus.OPTED_OUT


def test_a_contact_that_turns_out_to_bear_a_suppressed_name_turns_red() -> None:
    contact = factories.contact()
    suppressions.add(suppressions.digests_of_alias("bsuid", "BR.9"), reason="number_changed")

    learned = identities.learn(contact, Identity(bsuid="BR.9"), by=CONTACT)

    assert learned.optin_status == OptinStatus.OPTED_OUT


def test_an_email_that_refused_before_it_was_registered_is_red() -> None:
    suppressions.add(suppressions.digests_of_email(" Ana@Exemplo.com.br"), reason="reported")

    assert register(email="ana@exemplo.com.br").is_refused


def test_a_new_acceptance_lifts_the_suppression() -> None:
    suppressions.add(suppressions.digests_of_number(parse(NUMBER)), reason="reported")

    accepted = consents.grant(
        register(NUMBER),
        evidence=factories.evidence(),
        source=Source.AGENT,
        by=factories.user(Role.SUPERVISOR),
    )
    moved = move(accepted, f"+{factories.mobile()}")

    assert not Suppression.objects.exists()
    assert moved.optin_status == OptinStatus.UNDEFINED
    assert not register(NUMBER).is_refused


def test_the_stored_hash_is_keyed_and_shows_no_number(settings: object) -> None:
    suppressions.add(suppressions.digests_of_number(parse(NUMBER)), reason="reported")

    stored = {bytes(row.digest) for row in Suppression.objects.all()}
    settings.SUPPRESSION_KEY = "another key"  # type: ignore[attr-defined]  # pytest-django's fixture

    assert {len(value) for value in stored} == {32}
    assert stored.isdisjoint(suppressions.digests_of_number(parse(NUMBER)))
