"""Tarifas: what holds today, the history, and a form that says what is wrong with a price."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.whatsapp.models import Rate
from tests import factories
from tests.contacts.markup import select, text_of

pytestmark = pytest.mark.django_db

RATES = "/configuracoes/tarifas/"
FILLED = {"category": "UTILITY", "amount": "0,035", "currency": "BRL", "valid_from": "2026-10-01"}


def test_it_shows_what_holds_today_and_what_was_before(client: Client, marina: User) -> None:
    today = timezone.localdate()
    factories.rate(amount="0.03", valid_from=date(2025, 7, 1))
    factories.rate(amount="3.5", valid_from=date(2026, 1, 1))
    factories.rate(amount="0.035", valid_from=date(2026, 1, 1))
    factories.rate(amount="0.04", valid_from=today + timedelta(days=1))
    factories.rate("MARKETING", "0.3217", valid_from=today)

    page = client.get(RATES)

    assert text_of(page, ".counter__value", all_=True) == ["R$ 0,3217", "R$ 0,035", "–", "–"]
    assert text_of(page, "tbody .badge", all_=True) == [
        "Em vigor",
        "Futura",
        "Em vigor",
        "Corrigida",
        "Encerrada",
    ]
    assert [it.attributes["aria-label"] for it in select(page, "tbody button")] == [
        f"Remover {Rate.objects.get(amount='0.04')}"
    ]


def test_an_empty_card_says_what_to_do_to_those_who_may(client: Client, marina: User) -> None:
    assert text_of(client.get(RATES), ".empty a") == "Nova tarifa"

    client.force_login(factories.user(Role.SUPERVISOR))

    assert "Peça a um administrador" in text_of(client.get(RATES), ".empty p")


@pytest.mark.parametrize("amount", ["0,035", "0.035"])
def test_a_price_is_taken_with_comma_or_point(client: Client, marina: User, amount: str) -> None:
    answer = client.post(f"{RATES}nova/", FILLED | {"amount": amount}, follow=True)

    assert "Tarifa cadastrada: Utilidade, R$\u00a00,035 desde 01/10/2026" in answer.content.decode()
    assert Rate.objects.get().created_by == marina


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("amount", "R$ três", "Escreva um número, como 0,35."),
        ("amount", "35", "Confira a vírgula"),
        ("amount", "-0,1", "não pode ser negativo"),
        ("amount", "0,1234567", "6 casas decimais"),
        ("valid_from", "0026-10-01", "desde 01/07/2025: confira o ano."),
        ("valid_from", "", "Este campo é obrigatório."),
        ("category", "", "Este campo é obrigatório."),
        ("currency", "EUR", "EUR"),
    ],
)
def test_each_field_says_what_is_wrong(
    client: Client, marina: User, field: str, value: str, error: str
) -> None:
    answer = client.post(f"{RATES}nova/", FILLED | {field: value})

    assert answer.status_code == 422
    assert error in text_of(answer, ".field__error")
    assert not Rate.objects.exists()


def test_the_same_again_is_told_beside_the_date(client: Client, marina: User) -> None:
    factories.rate()

    answer = client.post(f"{RATES}nova/", FILLED)

    assert answer.status_code == 422
    assert "Já está cadastrada: Utilidade" in text_of(answer, ".field__error")


def test_removing_what_has_begun_is_refused_in_the_dialog(client: Client, marina: User) -> None:
    rate = factories.rate()

    answer = client.post(f"{RATES}{rate.pk}/remover/", headers={"HX-Request": "true"})

    assert answer.status_code == 422
    assert "já começou a valer" in text_of(answer, ".field__error")
    assert Rate.objects.exists()
