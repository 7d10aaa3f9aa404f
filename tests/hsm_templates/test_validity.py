"""How long Meta tries to deliver: from what a person types to what Meta is told."""

import pytest

from conecta.whatsapp.connection import client_for
from hsm_templates import lifetimes, publishing, submission
from tests import factories
from tests.hsm_templates import world
from tests.simulator import Simulator


@pytest.mark.parametrize(
    ("amount", "unit", "category", "seconds"),
    [
        ("", "h", "UTILITY", None),
        ("x", "h", "UTILITY", None),
        ("90", "s", "UTILITY", 90),
        ("10", "min", "AUTHENTICATION", 600),
        ("12", "h", "MARKETING", 43_200),
        ("30", "d", "MARKETING", 2_592_000),
        ("30", "d", "UTILITY", -1),
        ("9999999", "d", "UTILITY", 2**31 - 1),
    ],
)
def test_what_is_typed_becomes_seconds(
    amount: str, unit: str, category: str, seconds: int | None
) -> None:
    assert lifetimes.seconds_of(amount, unit, category) == seconds


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(None, ""), (90, "90 segundos"), (3600, "1 hora"), (-1, "30 dias"), (43_200, "12 horas")],
)
def test_seconds_are_told_in_the_largest_unit(seconds: int | None, told: str) -> None:
    assert lifetimes.told(seconds) == told


@pytest.mark.django_db
def test_meta_is_told_of_it(simulator: Simulator) -> None:
    account = factories.account()
    draft = world.draft(account=account, ttl_seconds=600)
    submission.submit(draft, by=world.supervisor())

    publishing.publish_due()

    (listed,) = client_for(account).list_templates(account.waba_id)
    assert listed.ttl_seconds == 600
