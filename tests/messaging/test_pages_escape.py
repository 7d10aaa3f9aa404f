"""Names and texts come from strangers: no page takes them for markup or for a template."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conecta.whatsapp.models import Channel
from contacts.models import Contact
from messaging.models import MediaFile, Message, MessageKind, MessageStatus
from tests import factories
from tests.messaging.pages import form, htmx

pytestmark = pytest.mark.django_db

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{ 7|add:7 }}{% now %}"


@pytest.fixture
def mallory() -> Contact:
    return factories.contact(EVIL[:110], "+55 11 98765-4321")


def is_safe(response: Any) -> bool:
    """The text is there, and only in its escaped form."""
    body = response.content.decode()
    return (
        "&lt;script&gt;alert(1)" in body
        and "<script>alert" not in body
        and "<img src=x" not in body
    )


@pytest.fixture
def message(channel: Channel, mallory: Contact) -> Message:
    factories.inbound(channel, mallory, f"{EVIL} *{EVIL}*")
    return factories.message(
        channel,
        mallory,
        text=EVIL,
        status=MessageStatus.UNKNOWN,
        unknown_at=timezone.now(),
        due_at=None,
        error_detail=EVIL,
    )


@pytest.mark.parametrize(
    "name", ["messaging:dashboard", "messaging:inbox", "messaging:unconfirmed"]
)
def test_lists_escape_names_and_texts(
    supervisor_client: Client, message: Message, name: str
) -> None:
    factories.inbound(message.channel, message.contact, EVIL)

    assert is_safe(supervisor_client.get(reverse(name)))


def test_a_thread_escapes_names_texts_reasons_and_files(
    supervisor_client: Client, message: Message
) -> None:
    file = factories.inbound(message.channel, message.contact, EVIL, kind=MessageKind.DOCUMENT)
    MediaFile.objects.create(message=file, media_id="1", filename=EVIL, file="inbound/x")
    Message.objects.filter(pk=message.pk).update(status=MessageStatus.FAILED)
    url = reverse("messaging:thread", args=[message.conversation_id])

    assert is_safe(supervisor_client.get(url))
    assert is_safe(supervisor_client.get(url, headers=htmx("thread")))


def test_panels_and_dialogs_escape_names_and_texts(
    supervisor_client: Client, message: Message
) -> None:
    contact = message.contact_id
    addresses = [
        reverse("messaging:contact_messages", args=[contact]),
        reverse("messaging:compose", args=[contact]),
        reverse("messaging:settle", args=[message.uuid]),
        f"{reverse('messaging:start')}?number=%2B5511987654321",
    ]

    assert [is_safe(supervisor_client.get(address)) for address in addresses] == [True] * 4


def test_a_preview_escapes_what_is_typed(
    supervisor_client: Client, message: Message, channel: Channel
) -> None:
    assert message.template is not None
    said = form(channel, message.template, name=EVIL)
    url = reverse("messaging:preview", args=[message.contact_id])

    response = supervisor_client.post(url, said, headers=htmx())

    assert is_safe(response)
    assert "{{ 7|add:7 }}" in response.content.decode().replace("&#x27;", "'")


@pytest.mark.parametrize("param", ["search", "nova"])
def test_what_the_address_says_is_escaped(agent_client: Client, param: str) -> None:
    body = agent_client.get(reverse("messaging:inbox"), {param: EVIL}).content.decode()

    assert "<script>alert" not in body
    assert "<img src=x" not in body


def test_a_text_that_arrives_as_an_answer_is_escaped(
    agent_client: Client, channel: Channel, mallory: Contact
) -> None:
    talk = factories.inbound(channel, mallory).conversation
    url = reverse("messaging:reply", args=[talk.pk])

    assert is_safe(agent_client.post(url, {"text": EVIL}, headers=htmx("thread")))
