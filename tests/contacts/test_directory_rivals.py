"""Two people at the same contact, number or field, each behind the other's open transaction."""

import pytest

from audit.actors import SYSTEM
from conecta.errors import ConflictError
from contacts import custom_fields, directory, suppressions
from contacts.custom_fields import FieldData
from contacts.directory import ContactData
from contacts.models import Contact, ContactOrigin, CustomField, OptinStatus
from contacts.phone import parse
from tests import factories, rivals

pytestmark = pytest.mark.django_db(transaction=True)


def register(number: str, name: str = "Ana") -> Contact:
    data = ContactData(name=name, whatsapp=number)
    return directory.create(data, by=SYSTEM, origin=ContactOrigin.MANUAL)


def renamed(contact: Contact, name: str, number: str | None = None) -> Contact:
    data = ContactData(name=name, whatsapp=number or contact.display_number)
    return directory.change(contact, data, version=contact.version, by=SYSTEM)


def test_the_second_to_register_a_number_learns_who_has_it() -> None:
    rival = rivals.overtake(
        lambda: register("11 98765-4321"), lambda: register("11 8765-4321", "Bia")
    )

    contact = Contact.objects.get()
    assert rival.waited
    assert isinstance(rival.error, ConflictError)
    assert rival.error.extra == {"id": contact.pk, "field": "whatsapp"}


def test_of_many_who_register_a_number_at_once_one_succeeds() -> None:
    outcomes = rivals.together(*[lambda: register("11 98765-4321")] * 4)

    contact = Contact.objects.get()
    errors = [outcome.error for outcome in outcomes if outcome.error]
    assert [error.extra["id"] for error in errors] == [contact.pk] * 3  # type: ignore[attr-defined]  # each a ConflictError


def test_the_second_to_save_the_same_form_is_refused() -> None:
    contact = factories.contact("Ana")

    rival = rivals.overtake(lambda: renamed(contact, "Anna"), lambda: renamed(contact, "Aninha"))

    contact.refresh_from_db()
    assert rival.waited
    assert isinstance(rival.error, ConflictError)
    assert (rival.error.code, contact.name) == ("stale", "Anna")


def test_a_number_being_edited_away_is_still_its_contacts() -> None:
    red = factories.red(factories.contact(whatsapp="11 98765-4321"))

    rival = rivals.overtake(
        lambda: renamed(red, "Ana", f"+{factories.mobile()}"), lambda: register("11 98765-4321")
    )

    assert isinstance(rival.error, ConflictError)
    assert rival.error.extra["id"] == red.pk


def test_a_number_being_suppressed_is_registered_red() -> None:
    digests = suppressions.digests_of_number(parse("11 98765-4321"))

    def suppress() -> None:
        suppressions.hold(digests)
        suppressions.add(digests, reason="reported")

    rival = rivals.overtake(suppress, lambda: register("11 98765-4321"))

    assert rival.waited
    assert rival.result.optin_status == OptinStatus.OPTED_OUT


def test_the_second_to_declare_a_key_learns_whose_it_is() -> None:
    def declare(label: str) -> CustomField:
        return custom_fields.declare(FieldData(label=label, key="plano"), by=SYSTEM)

    rival = rivals.overtake(lambda: declare("Plano"), lambda: declare("Plano atual"))

    field = CustomField.objects.get()
    assert rival.waited
    assert isinstance(rival.error, ConflictError)
    assert rival.error.extra == {"field": "key", "id": field.pk}
    assert rival.error.message == "Já existe um campo com a chave plano."
