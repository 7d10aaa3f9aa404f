"""The rate card by API."""

from typing import Any

import pytest
from django.test import Client

from conecta.accounts.models import User
from conecta.whatsapp.models import Rate
from tests import factories

pytestmark = pytest.mark.django_db

RATES = "/api/v1/rates/"
RATE = {"category": "MARKETING", "amount": "0.3217", "valid_from": "2026-10-01"}


def post(client: Client, **said: Any) -> Any:
    return client.post(RATES, RATE | said, content_type="application/json")


def test_a_rate_is_added_and_listed(client: Client, marina: User) -> None:
    made = post(client)

    assert made.status_code == 201
    listed = client.get(RATES).json()["results"]
    assert listed == [
        {
            "id": Rate.objects.get().pk,
            "category": "MARKETING",
            "amount": "0.321700",
            "currency": "BRL",
            "valid_from": "2026-10-01",
            "corrects": None,
            "created_at": listed[0]["created_at"],
        }
    ]


def test_the_same_again_is_a_conflict_and_another_price_a_correction(
    client: Client, marina: User
) -> None:
    first = post(client).json()

    again, other = post(client), post(client, amount="0.34")

    assert (again.status_code, again.json()["code"]) == (409, "duplicate")
    assert again.json()["id"] == first["id"]
    assert other.json()["corrects"] == first["id"]


@pytest.mark.parametrize(
    ("field", "value"), [("amount", "11"), ("amount", "-1"), ("valid_from", "2025-06-30")]
)
def test_what_no_rate_can_be_is_refused(
    client: Client, marina: User, field: str, value: str
) -> None:
    answer = post(client, **{field: value})

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_what_has_begun_is_not_taken_back(client: Client, marina: User) -> None:
    rate = factories.rate()

    answer = client.delete(f"{RATES}{rate.pk}/")

    assert (answer.status_code, answer.json()["code"]) == (400, "rate_begun")
    assert Rate.objects.exists()
