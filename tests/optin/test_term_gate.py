"""While the term is in force, an active message must tell of #OPTOUT; the screens say how."""

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from conecta.whatsapp.models import Channel
from contacts.models import Contact
from hsm_templates.models import Category, Template
from messaging.models import Message
from tests import factories
from tests.optin import term_world

pytestmark = pytest.mark.django_db

CODE = "optout_not_told"
TELLING = [
    {"type": "BODY", "text": "Seu pedido saiu."},
    {"type": "FOOTER", "text": "Envie #OPTOUT."},
]
BUTTON = [
    {"type": "BODY", "text": "Seu pedido saiu."},
    {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "#OPTOUT"}]},
]


@pytest.fixture
def ana() -> Contact:
    return factories.contact()


@pytest.fixture
def channel() -> Channel:
    return factories.channel()


@pytest.fixture
def silent(channel: Channel) -> Template:
    components = [{"type": "BODY", "text": "Seu pedido saiu."}]
    return factories.template(account=channel.account, components=components)


def body(contact: Contact, channel: Channel, template: Template) -> dict[str, object]:
    named = {"name": template.name, "language": template.language}
    return {"contact": contact.pk, "channel": channel.pk, "template": named, "variables": {}}


def codes(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    return [reason["code"] for reason in answer["reasons"]]


def test_by_api_it_is_refused(
    agent_api: APIClient, ana: Contact, channel: Channel, silent: Template
) -> None:
    term_world.in_force()

    answer = agent_api.post("/api/v1/messages/", body(ana, channel, silent), format="json")

    assert answer.status_code == 422
    assert codes(answer.json()) == [CODE]
    assert not Message.objects.exists()


def test_without_a_term_it_leaves(
    agent_api: APIClient, ana: Contact, channel: Channel, silent: Template
) -> None:
    answer = agent_api.post("/api/v1/messages/", body(ana, channel, silent), format="json")

    assert answer.status_code == 201


def test_withdrawn_it_leaves_again(
    agent_api: APIClient, ana: Contact, channel: Channel, silent: Template
) -> None:
    term_world.withdraw(term_world.in_force())

    answer = agent_api.post("/api/v1/messages/check/", body(ana, channel, silent), format="json")

    assert answer.json() == {"allowed": True, "reasons": [], "estimated_cost": None}


@pytest.mark.parametrize("components", [TELLING, BUTTON], ids=["footer", "button"])
def test_one_that_tells_leaves(
    agent_api: APIClient, ana: Contact, channel: Channel, components: list[dict[str, object]]
) -> None:
    term_world.in_force()
    template = factories.template(account=channel.account, components=components)

    answer = agent_api.post("/api/v1/messages/check/", body(ana, channel, template), format="json")

    assert answer.json()["allowed"]


def test_a_code_is_exempt(
    agent_api: APIClient, ana: Contact, channel: Channel, silent: Template
) -> None:
    term_world.in_force()
    Template.objects.update(category=Category.AUTHENTICATION)

    answer = agent_api.post("/api/v1/messages/check/", body(ana, channel, silent), format="json")

    assert answer.json()["allowed"]


def composed(client: Client, contact: Contact, channel: Channel, template: Template) -> str:
    said = {"channel": channel.pk, "template": template.pk}
    return client.post(reverse("messaging:preview", args=[contact.pk]), said).content.decode()


def test_the_panel_leads_who_may_edit_to_the_cure(
    supervisor_client: Client, ana: Contact, channel: Channel, silent: Template
) -> None:
    term_world.in_force()

    html = composed(supervisor_client, ana, channel, silent)

    assert "O HSM não informa como cancelar com #OPTOUT" in html
    assert f'<a href="{reverse("hsm_templates:edit", args=[silent.pk])}">Editar o HSM</a>' in html


def test_an_agent_sees_the_reason_without_the_link(
    agent_client: Client, ana: Contact, channel: Channel, silent: Template
) -> None:
    term_world.in_force()

    html = composed(agent_client, ana, channel, silent)

    assert "O HSM não informa como cancelar com #OPTOUT" in html
    assert "Editar o HSM" not in html


def test_green_by_the_term_is_told_apart(
    agent_client: Client, ana: Contact, channel: Channel
) -> None:
    term_world.in_force()
    template = factories.template(account=channel.account, components=TELLING)

    html = composed(agent_client, ana, channel, template)

    assert "A empresa responde por ele; a pessoa não disse nada. Este HSM já informa." in html
