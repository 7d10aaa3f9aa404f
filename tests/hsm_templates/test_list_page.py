"""Configurações, HSM: found by name, by words, by filters; rows that follow Meta by themselves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from conecta.accounts.roles import Role
from hsm_templates.models import TemplateStatus
from tests import factories

pytestmark = pytest.mark.django_db
URL = reverse("hsm_templates:list")
Get = Callable[..., HttpResponse]


@pytest.fixture
def get(client: Client) -> Get:
    """The list as a supervisor sees it."""
    client.force_login(factories.user(Role.SUPERVISOR))

    def get_list(**params: Any) -> HttpResponse:
        return client.get(URL, params)  # type: ignore[return-value]  # the test client's own class

    return get_list


def names(response: Any) -> list[str]:
    return [row.name for row in response.context["page"].rows]


def test_the_list_is_in_the_order_of_names_without_the_deleted(get: Get) -> None:
    account = factories.account()
    for name in ("natal", "aviso", "pedido"):
        factories.template(account=account, name=name)
    factories.template(account=account, name="velho", status=TemplateStatus.DELETED)

    assert names(get()) == ["aviso", "natal", "pedido"]


def test_a_name_is_found_by_a_part_of_it(get: Get) -> None:
    account = factories.account()
    factories.template(account=account, name="aviso_de_visita")
    factories.template(account=account, name="pedido_saiu")

    assert names(get(name="VISITA")) == ["aviso_de_visita"]


@pytest.mark.parametrize("words", ["promoção", "PROMOCAO", "natal promo"])
def test_words_of_the_body_are_found_without_accents_in_any_order(get: Get, words: str) -> None:
    account = factories.account()
    texts = {"um": "A promoção de Natal chegou.", "outro": "Seu pedido saiu."}
    for name, text in texts.items():
        body = [{"type": "BODY", "text": text}]
        factories.template(account=account, name=name, components=body)

    assert names(get(body=words)) == ["um"]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"status": "paused"}, ["b"]),
        ({"status": ["paused", "approved"]}, ["a", "b"]),
        ({"status": "deleted"}, ["c"]),
        ({"category": "MARKETING"}, ["b"]),
        ({"status": "paused", "category": "UTILITY"}, []),
        ({"account": "99999999999999999999"}, ["a", "b"]),
    ],
)
def test_filters_stand_in_the_address(get: Get, params: dict[str, Any], expected: Any) -> None:
    account = factories.account()
    factories.template(account=account, name="a")
    factories.template(account=account, name="b", status="paused", category="MARKETING")
    factories.template(account=account, name="c", status="deleted")

    assert names(get(**params)) == expected


def test_an_account_is_a_filter(get: Get) -> None:
    one, two = factories.account(), factories.account(waba_id="2")
    factories.template(account=one, name="a")
    factories.template(account=two, name="b")

    assert names(get(account=two.pk)) == ["b"]


def test_pages_go_by_key_and_back_again(get: Get, client: Client) -> None:
    account = factories.account()
    for number in range(60):
        factories.template(account=account, name=f"hsm_{number:02}")

    first = get()
    second = client.get(URL + first.context["page"].next)  # type: ignore[attr-defined]
    back = client.get(URL + second.context["page"].previous)

    assert [names(page)[0] for page in (first, second, back)] == ["hsm_00", "hsm_50", "hsm_00"]
    assert "Mostrando 50 de 60 HSM" in first.content.decode()


def test_an_empty_list_says_what_to_do(get: Get) -> None:
    content = get().content.decode()

    assert "Nenhum HSM ainda" in content
    assert reverse("hsm_templates:new") in content


def test_a_filter_without_result_offers_to_be_cleared(get: Get) -> None:
    factories.template()

    content = get(name="nada").content.decode()

    assert "Nenhum HSM com estes filtros" in content


def test_the_reason_of_a_rejection_stands_in_its_row(get: Get) -> None:
    factories.template(status="rejected", rejection_reason="A Meta viu sinais de golpe no texto.")

    assert "A Meta viu sinais de golpe no texto." in get().content.decode()


def test_an_agent_looks_and_changes_nothing(client: Client) -> None:
    template = factories.template(status="draft")
    client.force_login(factories.user(Role.AGENT))

    content = client.get(URL).content.decode()

    assert template.name in content
    for forbidden in ("Novo HSM", "Sincronizar", "Excluir", "Editar", "Duplicar"):
        assert forbidden not in content
