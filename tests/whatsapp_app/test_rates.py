"""The rate card keeps its past: lines are added, corrected by others, and removed only unbegun."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from audit.actions import Action
from audit.models import Entry
from conecta.accounts.roles import Role
from conecta.errors import ConflictError, DomainError
from conecta.whatsapp import rates
from conecta.whatsapp.models import Rate
from tests import factories

pytestmark = pytest.mark.django_db

OCTOBER = date(2026, 10, 1)


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def prices() -> list[str]:
    found = sorted(rates.card().lines, key=lambda line: line.valid_from)
    return [str(line.price).replace("\u00a0", " ") for line in found]


def test_a_line_of_the_same_day_corrects_the_one_before() -> None:
    wrong = factories.rate(amount="3.5")

    right = factories.rate(amount="0.35")

    assert right.corrects == wrong
    assert prices() == ["R$ 0,35"]
    assert Rate.objects.filter(pk=wrong.pk, amount="3.5").exists()
    entry = Entry.objects.select_related("detail").latest("id")
    assert entry.action == Action.RATE_ADDED
    assert entry.detail.values["before"]["price"] == "R$\u00a03,50"
    assert entry.detail.values["after"] == {
        "category": "UTILITY",
        "price": "R$\u00a00,35",
        "valid_from": "2026-10-01",
    }


def test_the_same_price_again_is_refused() -> None:
    first = factories.rate(amount="0.350000")
    entries = Entry.objects.count()

    with pytest.raises(ConflictError) as refused:
        factories.rate(amount="0.35")

    assert refused.value.code == "duplicate"
    assert refused.value.extra["id"] == first.pk
    assert Entry.objects.count() == entries


def test_one_that_has_not_begun_goes_and_what_it_corrected_holds_again() -> None:
    factories.rate(amount="0.30", valid_from=tomorrow())
    correction = factories.rate(amount="0.31", valid_from=tomorrow())
    administrator = factories.user(Role.ADMINISTRATOR)

    rates.remove(correction, by=administrator)

    assert prices() == ["R$ 0,30"]
    entry = Entry.objects.latest("id")
    assert (entry.action, entry.actor) == (Action.RATE_REMOVED, administrator)


def test_what_has_begun_or_was_corrected_stays() -> None:
    begun = factories.rate(valid_from=timezone.localdate())
    corrected = factories.rate(amount="0.30", valid_from=tomorrow())
    factories.rate(amount="0.31", valid_from=tomorrow())
    administrator = factories.user(Role.ADMINISTRATOR)

    with pytest.raises(DomainError, match="já começou a valer"):
        rates.remove(begun, by=administrator)
    with pytest.raises(DomainError, match="já foi corrigida"):
        rates.remove(corrected, by=administrator)

    assert Rate.objects.count() == 3
