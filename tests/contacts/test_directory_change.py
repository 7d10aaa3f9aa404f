"""Editing a contact: what changes, what an older page may not overwrite, what follows a number."""

import pytest

from audit.actions import Action
from audit.models import Entry
from conecta.errors import ConflictError
from contacts import directory, merging
from contacts.directory import ContactData
from contacts.models import AliasKind, Contact, ContactAlias, Group, OptinStatus
from tests import factories

pytestmark = pytest.mark.django_db


def form(contact: Contact, **fields: object) -> ContactData:
    shown = {
        "name": contact.name,
        "whatsapp": contact.display_number,
        "email": contact.email,
        "groups": tuple(contact.groups.all()),
    }
    return ContactData(**shown | fields)  # type: ignore[arg-type]  # typed by the test


def change(contact: Contact, **fields: object) -> Contact:
    return directory.change(
        contact, form(contact, **fields), version=contact.version, by=factories.user()
    )


def test_a_saved_form_changes_the_fields_and_the_version() -> None:
    contact = factories.contact("Ana")

    changed = change(contact, name="Ana Beatriz", email="ana@exemplo.com.br")

    assert (changed.name, changed.name_key, changed.email) == (
        "Ana Beatriz",
        "ana beatriz",
        "ana@exemplo.com.br",
    )
    assert changed.version == contact.version + 1


def test_the_trail_keeps_before_and_after() -> None:
    contact = factories.contact("Ana")

    change(contact, name="Ana Beatriz", groups=(Group.objects.create(name="VIP"),))

    entry = Entry.objects.select_related("detail").get(action=Action.CONTACT_CHANGED)
    assert entry.field_names == ["groups", "name"]
    assert entry.detail.values["before"] == {"name": "Ana", "groups": []}
    assert entry.detail.values["after"] == {"name": "Ana Beatriz", "groups": ["VIP"]}


def test_a_form_that_changes_nothing_writes_nothing() -> None:
    contact = factories.contact()

    same = change(contact)

    assert same.version == contact.version
    assert not Entry.objects.filter(action=Action.CONTACT_CHANGED).exists()


def test_an_older_form_is_refused_and_loses_nothing() -> None:
    contact = factories.contact("Ana")
    change(contact, name="Ana Beatriz")

    with pytest.raises(ConflictError) as refused:
        change(contact, name="Anna")

    contact.refresh_from_db()
    assert refused.value.code == "stale"
    assert contact.name == "Ana Beatriz"


def test_a_contact_merged_meanwhile_is_not_saved() -> None:
    older, younger = factories.contact("Ana"), factories.contact("Ana B")
    merging.merge(older, younger, by=factories.user())

    with pytest.raises(ConflictError) as refused:
        change(younger, name="Anna")

    assert refused.value.code == "gone"


def test_a_number_of_another_contact_is_refused_with_its_id() -> None:
    taken, contact = factories.contact("Bia"), factories.contact("Ana")

    with pytest.raises(ConflictError) as refused:
        change(contact, whatsapp=f"+{taken.whatsapp}")

    assert refused.value.extra["id"] == taken.pk


def test_green_does_not_follow_a_changed_number() -> None:
    contact = factories.green(factories.contact())

    changed = change(contact, whatsapp=f"+{factories.mobile()}")

    assert changed.optin_status == OptinStatus.UNDEFINED


def test_green_stays_when_the_same_number_is_written_in_another_way() -> None:
    contact = factories.green(factories.contact(whatsapp="(11) 98765-4321"))

    changed = change(contact, whatsapp="11 8765-4321")

    assert changed.optin_status == OptinStatus.OPTED_IN


def test_red_stays_with_the_contact_whose_number_changes() -> None:
    contact = factories.red(factories.contact())

    changed = change(contact, whatsapp=f"+{factories.mobile()}")

    assert changed.optin_status == OptinStatus.OPTED_OUT


def test_whatsapps_names_for_the_old_number_are_forgotten() -> None:
    contact = factories.contact()
    ContactAlias.objects.create(contact=contact, kind=AliasKind.BSUID, value="BR.1")

    change(contact, whatsapp=f"+{factories.mobile()}")

    assert not contact.aliases.exists()


def test_names_stay_when_a_first_number_is_filled_in() -> None:
    contact = factories.contact(whatsapp="")
    ContactAlias.objects.create(contact=contact, kind=AliasKind.BSUID, value="BR.1")

    change(contact, whatsapp=f"+{factories.mobile()}")

    assert contact.aliases.get().value == "BR.1"
