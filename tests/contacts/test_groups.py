"""Groups: created, renamed, deleted; contacts put in and taken out."""

import pytest

from audit.actions import Action
from audit.models import Entry
from conecta.accounts.models import User
from conecta.errors import ConflictError, DomainError
from contacts import directory, groups, merging
from contacts.directory import ContactData
from contacts.models import Contact, Group
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_group_is_created_once(supervisor: User) -> None:
    group = groups.create("  Clientes VIP ", by=supervisor)

    with pytest.raises(ConflictError) as refused:
        groups.create("Clientes VIP", by=supervisor)

    assert group.name == "Clientes VIP"
    assert refused.value.code == "group_taken"
    assert Entry.objects.filter(action=Action.GROUP_CREATED).count() == 1


def test_a_group_without_a_name_is_refused(supervisor: User) -> None:
    with pytest.raises(DomainError) as refused:
        groups.create("  ", by=supervisor)

    assert refused.value.code == "name_required"


def test_renaming_keeps_before_and_after(supervisor: User) -> None:
    group = groups.create("VIP", by=supervisor)

    groups.rename(group, "Clientes VIP", by=supervisor)

    entry = Entry.objects.select_related("detail").get(action=Action.GROUP_CHANGED)
    assert entry.detail.values["before"] == {"name": "VIP"}
    assert entry.detail.values["after"] == {"name": "Clientes VIP"}


def test_a_deleted_group_leaves_its_contacts_and_says_how_many(supervisor: User) -> None:
    group = groups.create("VIP", by=supervisor)
    people = [factories.contact(), factories.contact()]
    groups.add(group, [person.pk for person in people], by=supervisor)

    assert groups.delete(group, by=supervisor) == 2

    entry = Entry.objects.select_related("detail").get(action=Action.GROUP_DELETED)
    assert entry.detail.values["members"] == 2
    assert Contact.objects.count() == 2
    assert not Group.objects.exists()


def test_a_group_deleted_meanwhile_takes_nobody_in(supervisor: User) -> None:
    group = groups.create("VIP", by=supervisor)
    Group.objects.all().delete()

    with pytest.raises(ConflictError) as refused:
        groups.add(group, [factories.contact().pk], by=supervisor)

    assert refused.value.code == "gone"


def test_only_who_was_not_inside_is_put_in(supervisor: User) -> None:
    group = groups.create("VIP", by=supervisor)
    inside, outside = factories.contact(), factories.contact()
    groups.add(group, [inside.pk], by=supervisor)

    added = groups.add(group, [inside.pk, outside.pk], by=supervisor)

    assert added == [outside.pk]
    assert set(group.contacts.all()) == {inside, outside}


def test_each_contact_keeps_the_change_in_its_own_trail(supervisor: User) -> None:
    group = groups.create("VIP", by=supervisor)
    contact = factories.contact()
    groups.add(group, [contact.pk], by=supervisor)

    removed = groups.remove(group, [contact.pk], by=supervisor)

    entries = Entry.objects.select_related("detail").filter(action=Action.CONTACT_CHANGED)
    stories = [
        (entry.detail.values["before"], entry.detail.values["after"])
        for entry in entries.order_by("id")
    ]
    assert removed == [contact.pk]
    assert stories == [({"groups": []}, {"groups": ["VIP"]}), ({"groups": ["VIP"]}, {"groups": []})]


def test_a_form_open_since_before_does_not_take_the_contact_out(supervisor: User) -> None:
    group = groups.create("VIP", by=supervisor)
    contact = factories.contact("Ana")
    groups.add(group, [contact.pk], by=supervisor)

    with pytest.raises(ConflictError):
        directory.change(contact, ContactData(name="Anna"), version=contact.version, by=supervisor)

    assert contact.groups.get() == group


def test_a_tombstone_is_in_no_group(supervisor: User) -> None:
    group = groups.create("VIP", by=supervisor)
    older, younger = factories.contact(), factories.contact()
    groups.add(group, [younger.pk], by=supervisor)
    merging.merge(older, younger, by=supervisor)

    assert groups.add(group, [younger.pk], by=supervisor) == []
    assert list(group.contacts.all()) == [older]


def test_sizes_are_counted_no_further_than_asked(supervisor: User) -> None:
    group = groups.create("VIP", by=supervisor)
    groups.create("Ninguém", by=supervisor)
    groups.add(group, [factories.contact().pk for _ in range(3)], by=supervisor)

    sized = Group.objects.with_sizes(up_to=2).order_by("name")

    assert [vars(one)["size"] for one in sized] == [0, 2]
