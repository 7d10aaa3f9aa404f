"""What an auditor opens of a person is in the trail; what others open is their work."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from audit.models import Entry
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from messaging.models import Message
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def message() -> Message:
    return factories.inbound(factories.channel(), factories.contact("Ana"))


@pytest.fixture
def auditor(client: Client) -> User:
    user = factories.user(Role.AUDITOR, name="Otávio Bastos")
    client.force_login(user)
    return user


def views() -> list[tuple[str, str, int | None]]:
    found = Entry.objects.filter(action="personal_data_viewed").order_by("id")
    return list(found.values_list("object_type", "object_id", "contact_id"))


def test_each_thing_that_an_auditor_opens_is_recorded(
    client: Client, auditor: User, message: Message
) -> None:
    person = message.contact_id
    client.get(f"/contatos/{person}/")
    client.get(f"/atendimento/{message.conversation_id}/")

    assert views() == [
        ("contacts.contact", str(person), person),
        ("messaging.conversation", str(message.conversation_id), person),
    ]
    entry = Entry.objects.filter(action="personal_data_viewed").earliest("id")
    assert (entry.actor, entry.origin) == (auditor, "page")
    assert entry.detail.values["page"] == "Contato"


def test_a_story_and_the_api_are_recorded_too(auditor: User, message: Message) -> None:
    other = factories.contact("Bia")
    sent = factories.message(message.channel, other)
    browser, api = Client(), APIClient()
    browser.force_login(auditor)
    api.force_authenticate(auditor)

    browser.get(f"/relatorios/auditoria/contato/{message.contact_id}/")
    api.get(f"/api/v1/contacts/{other.pk}/")
    api.get(f"/api/v1/messages/{sent.uuid}/")

    assert [(kind, contact) for kind, _, contact in views()] == [
        ("contacts.contact", message.contact_id),
        ("contacts.contact", other.pk),
        ("messaging.message", other.pk),
    ]


def test_a_page_that_asks_again_is_recorded_once_in_ten_minutes(
    client: Client, auditor: User, message: Message
) -> None:
    url = f"/contatos/{message.contact_id}/"
    for _ in range(3):
        client.get(url)
    assert len(views()) == 1

    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        client.get(url)
    assert len(views()) == 2

    another = Client()
    another.force_login(factories.user(Role.AUDITOR))
    another.get(url)
    assert len(views()) == 3


def test_parts_of_a_page_that_follow_by_themselves_are_not_recorded(
    client: Client, auditor: User, message: Message
) -> None:
    talk = f"/atendimento/{message.conversation_id}/"
    client.get(f"/contatos/{message.contact_id}/cabecalho/", {"version": "0"})
    client.get(talk, headers={"HX-Request": "true", "HX-Target": "thread"})

    assert views() == []


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_others_work_with_people_all_day(client: Client, role: Role, message: Message) -> None:
    client.force_login(factories.user(role))
    client.get(f"/contatos/{message.contact_id}/")
    client.get(f"/atendimento/{message.conversation_id}/")

    assert views() == []


def test_an_auditor_is_offered_nothing_that_they_may_not_do(
    client: Client, auditor: User, message: Message
) -> None:
    pages = (
        "/",
        "/contatos/",
        "/contatos/grupos/",
        f"/contatos/{message.contact_id}/",
        f"/contatos/{message.contact_id}/opt-in/",
        f"/contatos/{message.contact_id}/mensagens/",
        "/atendimento/",
        f"/atendimento/{message.conversation_id}/",
        "/mensagens/sem-confirmacao/",
        "/configuracoes/hsm/",
        "/configuracoes/canais/",
        "/configuracoes/canais/contas/",
        "/configuracoes/usuarios/",
        "/relatorios/auditoria/",
    )
    asked: set[str] = set()
    posted: set[str] = set()
    for path in pages:
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        asked |= addresses(answer.content.decode(), "(?:href|hx-get|action)")
        posted |= addresses(answer.content.decode(), "hx-post")

    refused = {url for url in sorted(asked) if client.get(url).status_code == 403}
    refused |= {url for url in sorted(posted) if client.post(url).status_code == 403}
    assert refused == set()


def addresses(page: str, attribute: str) -> set[str]:
    """Of ours, those that the page has in such an attribute."""
    found = re.findall(rf'{attribute}="(/[^"#]*)"', page)
    return {html.unescape(url) for url in found if not url.startswith("/static/")}
