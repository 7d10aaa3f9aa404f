"""Narrowing the list: by part of a name or number in any spelling, colour, group, origin."""

import pytest

from audit.actors import SYSTEM
from contacts import directory, merging
from contacts.directory import ContactData
from contacts.models import Contact, ContactOrigin, Group, OptinStatus
from contacts.segments import Segment
from tests import factories

pytestmark = pytest.mark.django_db


def names(segment: Segment) -> list[str]:
    found = Contact.objects.living().in_segment(segment).order_by("name_key")
    return list(found.values_list("name", flat=True))


@pytest.fixture
def _people() -> None:
    for name, number in [
        ("João Conceição", "11 98765-4321"),
        ("Ana Lúcia", "21 3456-7890"),
        ("Bia", "+351 912 345 678"),
    ]:
        directory.create(
            ContactData(name=name, whatsapp=number), by=SYSTEM, origin=ContactOrigin.MANUAL
        )


@pytest.mark.usefixtures("_people")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Ana Lúcia", "Bia", "João Conceição"]),
        ("conceicao", ["João Conceição"]),
        ("JOÃO  CON", ["João Conceição"]),
        ("lucia", ["Ana Lúcia"]),
        ("(11) 98765", ["João Conceição"]),
        ("8765-4321", ["João Conceição"]),
        ("+55 11 8765-4321", ["João Conceição"]),
        ("98765-4321", ["João Conceição"]),
        ("3456-7890", ["Ana Lúcia"]),
        ("912345678", ["Bia"]),
        ("4321", ["João Conceição"]),
        ("ninguém", []),
        ("100%", []),
    ],
)
def test_the_search_understands_what_people_type(typed: str, found: list[str]) -> None:
    assert names(Segment(search=typed)) == found


def test_values_of_one_part_add_up_and_parts_narrow() -> None:
    vip = Group.objects.create(name="VIP")
    for name in ("Verde", "Vermelho", "Cinza"):
        factories.contact(name).groups.add(vip)
    factories.green(Contact.objects.get(name="Verde"))
    factories.red(Contact.objects.get(name="Vermelho"))
    factories.red(factories.contact("Fora"))

    both = (OptinStatus.OPTED_IN, OptinStatus.OPTED_OUT)

    assert names(Segment(optin=both)) == ["Fora", "Verde", "Vermelho"]
    assert names(Segment(optin=both, group_ids=[vip.pk])) == ["Verde", "Vermelho"]
    assert names(Segment(optin=both, group_ids=[vip.pk], search="melho")) == ["Vermelho"]


def test_a_contact_of_two_asked_groups_comes_once() -> None:
    one, two = Group.objects.create(name="1"), Group.objects.create(name="2")
    factories.contact("Ana").groups.add(one, two)

    assert names(Segment(group_ids=[one.pk, two.pk])) == ["Ana"]


def test_the_origin_narrows() -> None:
    factories.contact("Ana")

    assert names(Segment(origins=[ContactOrigin.API])) == []
    assert names(Segment(origins=[ContactOrigin.API, ContactOrigin.MANUAL])) == ["Ana"]


def test_tombstones_are_not_found() -> None:
    merging.merge(factories.contact("Ana"), factories.contact("Ana B"), by=SYSTEM)

    assert names(Segment(search="ana")) == ["Ana"]
