"""Green by the company's term has its own words, filter and count."""

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from contacts.models import Contact
from tests import factories
from tests.optin import term_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, Contact]:
    """Ana accepted herself, Bia is green by the term, Caio refused, Davi came after the term."""
    ana, bia, caio = (factories.contact(name) for name in ("Ana", "Bia", "Caio"))
    factories.green(ana)
    factories.red(caio)
    term_world.in_force()
    made = {"Ana": ana, "Bia": bia, "Caio": caio, "Davi": factories.contact("Davi")}
    return {name: Contact.objects.get(pk=contact.pk) for name, contact in made.items()}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("optin=term", ["Bia"]),
        ("optin=opted_in", ["Ana", "Bia"]),
        ("optin=term&optin=opted_out", ["Bia", "Caio"]),
        ("optin=undefined", ["Davi"]),
    ],
)
def test_filter_by_api_and_page(
    query: str,
    names: list[str],
    people: dict[str, Contact],
    agent_api: APIClient,
    agent_client: Client,
) -> None:
    answer = agent_api.get(f"/api/v1/contacts/?{query}").json()
    html = agent_client.get(f"{reverse('contacts:list')}?{query}").content.decode()

    assert sorted(row["name"] for row in answer["results"]) == names
    for name, contact in people.items():
        assert (f'id="cor-{contact.pk}"' in html) == (name in names)


def test_the_list_says_it_in_words(people: dict[str, Contact], agent_client: Client) -> None:
    html = agent_client.get(f"{reverse('contacts:list')}?search=bia").content.decode()

    assert "Liberado pelo termo</span>" in html


def test_the_open_list_notices_that_the_person_accepted(
    people: dict[str, Contact], agent_client: Client
) -> None:
    bia = people["Bia"]
    url = f"{reverse('contacts:colours')}?contact={bia.pk}&seen=t"
    assert agent_client.get(url).status_code == 204

    factories.green(bia)

    assert "Aceito" in agent_client.get(url).content.decode()


def test_the_api_tells_what_the_colour_stands_on(
    people: dict[str, Contact], agent_api: APIClient
) -> None:
    answer = agent_api.get(f"/api/v1/contacts/{people['Bia'].pk}/").json()

    assert (answer["optin_status"], answer["optin_source"]) == ("opted_in", "term")


def test_the_dashboard_counts_it_apart(people: dict[str, Contact], agent_client: Client) -> None:
    html = agent_client.get(reverse("messaging:dashboard")).content.decode()

    assert "?optin=term" in html
    assert "Liberado pelo termo" in html
