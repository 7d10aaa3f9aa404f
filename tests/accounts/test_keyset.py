"""Pages by key: no row twice, none left out, forth and back."""

from collections.abc import Iterator

import pytest
from django.http import QueryDict

from conecta.accounts import keyset
from conecta.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db

ORDERS = [("name", "id"), ("-name", "-id"), ("id",), ("-date_joined", "-id")]


def read(address: str, order: tuple[str, ...]) -> keyset.Page[User]:
    params = QueryDict(address.removeprefix("?"))
    return keyset.read(User.objects.all(), params, order=order, size=2)


def walk(order: tuple[str, ...], address: str, side: str) -> Iterator[list[int]]:
    for _ in range(20):
        page = read(address, order)
        yield [row.pk for row in page.rows]
        address = getattr(page, side)
        if not address:
            return


@pytest.fixture
def people() -> list[User]:
    """Seven, with names and moments in common."""
    made = [factories.user(name=name) for name in "ABBBACC"]
    User.objects.filter(name="B").update(date_joined=made[0].date_joined)
    return made


@pytest.mark.parametrize("order", ORDERS)
def test_walking_forth_shows_every_row_once(people: list[User], order: tuple[str, ...]) -> None:
    shown = [pk for page in walk(order, "", "next") for pk in page]

    assert shown == [row.pk for row in User.objects.order_by(*order)]


@pytest.mark.parametrize("order", ORDERS)
def test_walking_back_shows_the_same_pages(people: list[User], order: tuple[str, ...]) -> None:
    page = read("", order)
    while page.next:
        page = read(page.next, order)
    last = page.rows[0].pk

    back = [pk for rows in walk(order, page.previous, "previous") for pk in reversed(rows)]

    every = [row.pk for row in User.objects.order_by(*order)]
    assert back == list(reversed(every[: every.index(last)]))


def test_filters_stay_in_the_address_and_old_keys_do_not(people: list[User]) -> None:
    page = read("search=a&search=b&after=old", ("name", "id"))

    following = QueryDict(page.next.removeprefix("?"))
    assert following.getlist("search") == ["a", "b"]
    assert len(following.getlist("after")) == 1
    assert following["after"] != "old"


@pytest.mark.parametrize(
    "mangled",
    ["after=%%%", "after=W10", "after=WyJhIiwiYiJd", "before=WzEsMiwzXQ", "after=IlxcdTAwMDAi"],
)
def test_a_mangled_key_shows_the_first_page(people: list[User], mangled: str) -> None:
    page = read(mangled, ("name", "id"))

    assert [row.pk for row in page.rows] == [people[0].pk, people[4].pk]
    assert page.previous == ""


def test_totals_are_exact_to_ten_thousand() -> None:
    exact: keyset.Page[User] = keyset.Page(rows=[], previous="", next="", total=10_000)
    beyond: keyset.Page[User] = keyset.Page(rows=[], previous="", next="", total=10_001)

    assert exact.total_label == "10.000"
    assert beyond.total_label == "mais de 10 mil"
