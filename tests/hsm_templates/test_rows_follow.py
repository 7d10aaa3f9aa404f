"""Rows ask for news only while something is on its way, and say aloud what changed."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from conecta.accounts.roles import Role
from hsm_templates.models import Template, TemplateStatus
from tests import factories

pytestmark = pytest.mark.django_db
URL = reverse("hsm_templates:list")
LOOK = {"HX-Request": "true", "HX-Target": "hsm-linhas"}


@pytest.fixture(autouse=True)
def _agent(client: Client) -> None:
    client.force_login(factories.user(Role.AGENT))


def look_url(response: Any) -> str:
    url: str = response.context["look_url"]
    return url


@pytest.mark.parametrize("status", ["submitting", "pending", "deleting"])
def test_rows_ask_again_while_something_is_on_its_way(client: Client, status: str) -> None:
    factories.template(status=status)

    content = client.get(URL).content.decode()

    assert 'hx-trigger="every 2s"' in content


def test_rows_at_rest_ask_nothing(client: Client) -> None:
    factories.template()

    assert "every" not in client.get(URL).content.decode()


def test_a_review_that_takes_long_is_asked_for_more_rarely(client: Client) -> None:
    template = factories.template(status="pending")
    Template.objects.update(updated_at=template.updated_at.replace(year=2020))

    assert 'hx-trigger="every 15s"' in client.get(URL).content.decode()


def test_no_news_is_no_content(client: Client) -> None:
    factories.template(status="pending")
    page = client.get(URL, {"status": "pending"})

    again = client.get(look_url(page), headers=LOOK)

    assert (again.status_code, again.content) == (204, b"")
    assert parse_qs(urlsplit(look_url(page)).query)["status"] == ["pending"]


def test_news_bring_the_rows_and_are_announced(client: Client) -> None:
    template = factories.template(status="pending", name="aviso")
    page = client.get(URL)
    template.status = TemplateStatus.APPROVED
    template.save()

    news = client.get(look_url(page), headers=LOOK)

    content = news.content.decode()
    assert content.strip().startswith('<tbody id="hsm-linhas">')
    assert "aviso: Aprovado." in content
    assert 'hx-swap-oob="true"' in content


def test_a_mangled_mark_brings_the_rows_without_announcement(client: Client) -> None:
    factories.template(status="pending")

    news = client.get(URL, {"seen": "::,x:y,1:2:3:4"}, headers=LOOK)

    assert news.status_code == 200
    assert 'role="status"' not in news.content.decode()


def test_rows_that_leave_the_filter_are_announced_and_the_table_says_it_is_empty(
    client: Client,
) -> None:
    template = factories.template(status="pending", name="aviso")
    page = client.get(URL, {"status": "pending"})
    template.status = TemplateStatus.APPROVED
    template.save()

    news = client.get(look_url(page), headers=LOOK)

    content = news.content.decode()
    assert news.headers["HX-Retarget"] == "#hsm-tabela"
    assert "aviso: Aprovado." in content
    assert "Nenhum HSM com estes filtros" in content
