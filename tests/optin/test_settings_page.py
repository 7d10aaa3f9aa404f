"""Configurações – Opt-in: who sees it and what it counts."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def test_counts_contacts_by_colour(supervisor_client: Client) -> None:
    factories.contact()
    factories.green(factories.contact())
    factories.red(factories.contact())

    html = supervisor_client.get(reverse("optin_settings:page")).content.decode()

    assert html.count('<span class="counter__value">1</span>') == 3
    assert html.count('<span class="counter__value">0</span>') == 1
    assert "O que cada estado permite" in html


def test_everybody_may_read_about_the_optin(agent_client: Client) -> None:
    html = agent_client.get(reverse("optin_help")).content.decode()

    assert "Isto não substitui o consentimento do titular" in html
