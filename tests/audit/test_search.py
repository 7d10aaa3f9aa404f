"""Entries are found by the names and numbers that the trail itself knows."""

import pytest

from audit import trail
from audit.actions import Action
from audit.actors import CONTACT, SYSTEM
from audit.models import Entry
from audit.search import normalise
from contacts import directory
from contacts.directory import ContactData
from tests import factories

pytestmark = pytest.mark.django_db


def found(text: str) -> set[str]:
    return set(Entry.objects.mentioning(text).values_list("action", flat=True))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("  Conceição  DIAS ", "conceicao dias"),
        ("(11) 98765-4321", "11987654321"),
        ("+55 11 98765-4321", "5511987654321"),
        ("Sala 12", "sala 12"),
        ("12-34", "12-34"),
    ],
)
def test_what_is_typed_is_compared_without_accents_case_and_signs(typed: str, key: str) -> None:
    assert normalise(typed) == key


@pytest.mark.parametrize("typed", ["conceicao", "CONCEIÇÃO D", "98765-4321", "+55 (11) 98765"])
def test_a_contact_is_found_by_part_of_its_name_or_number(typed: str) -> None:
    factories.contact("Conceição Dias", "(11) 98765-4321")
    factories.contact("Bruno", "(11) 97777-0000")

    rows = Entry.objects.mentioning(typed)

    assert [row.detail.values["label"] for row in rows] == ["Conceição Dias"]


def test_everything_about_a_contact_is_found_by_any_of_its_names() -> None:
    contact = factories.contact("Ana Souza")
    data = ContactData(name="Ana Prado", whatsapp=f"+{contact.whatsapp}")
    directory.change(contact, data, version=contact.version, by=SYSTEM)
    trail.record(Action.OPTED_OUT, by=CONTACT, contact_id=contact.pk)

    for name in ("Ana Souza", "prado"):
        assert found(name) == {"contact_created", "contact_changed", "opted_out"}


def test_what_is_about_no_contact_is_found_too() -> None:
    trail.record(Action.LOGIN_FAILED, by=SYSTEM, login="visita@exemplo.com.br")
    trail.record(Action.MESSAGE_REFUSED, by=SYSTEM, number="5511955554444")

    assert found("visita@") == {"login_failed"}
    assert found("95555-4444") == {"message_refused"}


def test_texts_and_evidence_are_not_searched() -> None:
    trail.record(Action.MESSAGE_QUEUED, by=SYSTEM, text="segredo da pessoa")

    assert found("segredo") == set()


def test_a_percent_sign_is_a_sign_like_others() -> None:
    factories.contact("Ana")

    assert found("a%a") == set()
