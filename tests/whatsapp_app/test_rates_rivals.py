"""Two who change the rate card at once leave one line a day, and nothing that corrects nothing."""

from datetime import date

import pytest

from conecta.accounts.roles import Role
from conecta.errors import ConflictError
from conecta.whatsapp import rates
from conecta.whatsapp.models import Rate
from tests import factories, rivals

pytestmark = pytest.mark.django_db(transaction=True)

FAR = date(2099, 1, 1)


def test_of_two_that_add_for_the_same_day_the_second_is_told() -> None:
    rival = rivals.overtake(
        lambda: factories.rate(amount="0.035"), lambda: factories.rate(amount="0.04")
    )

    assert rival.waited
    assert isinstance(rival.error, ConflictError)
    assert [str(line.price) for line in rates.card().lines] == ["R$\u00a00,035"]


def test_of_two_that_correct_the_same_line_the_second_is_told() -> None:
    factories.rate(amount="3.5")

    rival = rivals.overtake(
        lambda: factories.rate(amount="0.035"), lambda: factories.rate(amount="0.04")
    )

    assert isinstance(rival.error, ConflictError)
    assert "0,035" in rival.error.message
    assert [str(line.price) for line in rates.card().lines] == ["R$\u00a00,035"]


def test_what_is_removed_meanwhile_is_not_corrected() -> None:
    wrong = factories.rate(amount="0.3", valid_from=FAR)
    administrator = factories.user(Role.ADMINISTRATOR)

    rival = rivals.overtake(
        lambda: rates.remove(wrong, by=administrator),
        lambda: factories.rate(amount="0.03", valid_from=FAR),
    )

    assert rival.waited
    assert rival.error is None
    assert Rate.objects.get().corrects is None
