"""Registering a contact: what is stored, what is refused, what the trail keeps."""

import pytest
from pytest_django import DjangoAssertNumQueries

from audit.actions import Action
from audit.actors import SYSTEM
from audit.models import Entry
from conecta.errors import ConflictError, DomainError
from contacts import directory
from contacts.directory import ContactData
from contacts.models import AliasKind, Contact, ContactAlias, ContactOrigin, Group, OptinStatus
from contacts.phone import PhoneError
from tests import factories

pytestmark = pytest.mark.django_db


def create(**fields: object) -> Contact:
    data = ContactData(**{"name": "Ana", "whatsapp": "(11) 98765-4321"} | fields)  # type: ignore[arg-type]  # typed by the test
    return directory.create(data, by=SYSTEM, origin=ContactOrigin.MANUAL)


def test_a_contact_is_stored_with_canonical_digits_and_starts_grey() -> None:
    contact = create(name="  Ana Conceição ", email="ana@exemplo.com.br")

    contact.refresh_from_db()
    assert contact.whatsapp == "5511987654321"
    assert contact.name == "Ana Conceição"
    assert contact.name_key == "ana conceicao"
    assert contact.email == "ana@exemplo.com.br"
    assert contact.optin_status == OptinStatus.UNDEFINED


def test_registering_takes_few_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """Who has the number (2), the row and its entry, a suppression (2), a term; savepoints: 4."""
    with django_assert_num_queries(11):
        create()


def test_the_trail_keeps_who_registered_whom() -> None:
    agent = factories.user()
    group = Group.objects.create(name="Clientes VIP")

    data = ContactData(name="Ana", whatsapp="11987654321", groups=(group,))
    contact = directory.create(data, by=agent, origin=ContactOrigin.MANUAL)

    entry = Entry.objects.select_related("detail").get(action=Action.CONTACT_CREATED)
    assert (entry.actor, entry.contact_id) == (agent, contact.pk)
    assert entry.detail.values["after"] == {
        "name": "Ana",
        "whatsapp": "5511987654321",
        "groups": ["Clientes VIP"],
    }


@pytest.mark.parametrize("spelling", ["11987654321", "+55 11 8765-4321", "551187654321"])
def test_a_number_taken_in_any_spelling_names_its_contact(spelling: str) -> None:
    first = create()

    with pytest.raises(ConflictError) as refused:
        create(name="Outra", whatsapp=spelling)

    assert refused.value.code == "duplicate"
    assert refused.value.extra == {"id": first.pk, "field": "whatsapp"}
    assert Contact.objects.count() == 1


def test_a_number_that_whatsapp_knows_as_somebody_elses_name_is_taken() -> None:
    first = create()
    ContactAlias.objects.create(contact=first, kind=AliasKind.WA_ID, value="5521987650000")

    with pytest.raises(ConflictError) as refused:
        create(name="Outra", whatsapp="21 98765-0000")

    assert refused.value.extra["id"] == first.pk


def test_a_number_that_cannot_be_writes_nothing() -> None:
    with pytest.raises(PhoneError):
        create(whatsapp="123")

    assert not Contact.objects.exists()
    assert not Entry.objects.exists()


def test_a_blank_name_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        create(name="   ")

    assert refused.value.code == "name_required"


def test_contacts_without_a_number_do_not_collide() -> None:
    create(whatsapp="")
    create(whatsapp="  ")

    assert Contact.objects.filter(whatsapp__isnull=True).count() == 2


def test_a_name_whose_key_is_longer_than_itself_is_stored() -> None:
    contact = create(name="ﷺ" * 120)

    assert len(contact.name_key) == 120
