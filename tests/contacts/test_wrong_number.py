""" "Número errado": a mark on the number, not on the person."""

import pytest

from audit.actions import Action
from audit.models import Entry
from contacts import directory
from contacts.directory import ContactData
from contacts.models import Contact
from contacts.signals import wrong_person_marked
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_marked_number_is_wrong_and_those_above_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[Contact] = []
    monkeypatch.setattr(wrong_person_marked, "send", lambda _, contact, by: told.append(contact))
    agent, contact = factories.user(), factories.contact()

    marked = directory.mark_wrong_person(contact, by=agent)

    assert marked.is_wrong_person
    assert told == [contact]
    assert Entry.objects.get(action=Action.WRONG_PERSON_MARKED).actor == agent


def test_marking_twice_tells_once() -> None:
    agent, contact = factories.user(), factories.contact()

    directory.mark_wrong_person(contact, by=agent)
    directory.mark_wrong_person(contact, by=agent)

    assert Entry.objects.filter(action=Action.WRONG_PERSON_MARKED).count() == 1


def test_an_undone_mark_is_gone() -> None:
    contact = directory.mark_wrong_person(factories.contact(), by=factories.user())

    undone = directory.undo_wrong_person(contact, by=factories.user())

    assert not undone.is_wrong_person
    assert Entry.objects.filter(action=Action.WRONG_PERSON_UNDONE).count() == 1


def test_the_mark_does_not_follow_to_another_number_and_waits_at_the_old() -> None:
    contact = directory.mark_wrong_person(factories.contact(), by=factories.user())
    wrong = f"+{contact.whatsapp}"

    def move(number: str) -> Contact:
        data = ContactData(name=contact.name, whatsapp=number)
        return directory.change(
            contact, data, version=Contact.objects.get().version, by=factories.user()
        )

    assert not move(f"+{factories.mobile()}").is_wrong_person
    assert move(wrong).is_wrong_person


def test_a_contact_without_a_number_has_no_wrong_one() -> None:
    contact = directory.mark_wrong_person(factories.contact(whatsapp=""), by=factories.user())

    assert not contact.is_wrong_person
    assert not Entry.objects.filter(action=Action.WRONG_PERSON_MARKED).exists()
