"""Consent asked for and answered by several at once: one colour, one question, one line each."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from conecta.errors import ConflictError
from contacts.models import Contact, OptinStatus
from messaging import asking, inbox, questions
from messaging.models import Conversation, Message, MessageStatus, Purpose
from messaging.questions import Choice
from optin.models import OptinEvent
from tests import factories, rivals
from tests.messaging import webhook

pytestmark = pytest.mark.django_db(transaction=True)

ANA = "5511987654321"


@pytest.fixture
def talk() -> Conversation:
    ana = factories.contact("Ana", f"+{ANA}")
    return factories.inbound(factories.channel(), ana, ago=timedelta(hours=2)).conversation


@pytest.fixture
def question(talk: Conversation) -> Message:
    message = asking.request_optin(talk, by=factories.user()).message
    assert message is not None
    Message.objects.filter(pk=message.pk).update(
        wamid="wamid.pedido",
        status=MessageStatus.DELIVERED,
        accepted_at=timezone.now() - timedelta(hours=1),
        due_at=None,
    )
    return message


def pressed(question: Message, choice: Choice) -> dict[str, object]:
    button = next(b for b in questions.buttons(question.purpose, question.uuid) if choice in b.id)
    return webhook.button(ANA, button.id, button.title)


def replayed(contact: Contact) -> str:
    colour: str = OptinStatus.UNDEFINED
    for event in contact.optin_events.order_by("id"):
        assert event.before == colour
        colour = event.after
    return colour


def test_two_agents_who_ask_at_once_ask_once(talk: Conversation) -> None:
    ask = partial(asking.request_optin, talk, by=factories.user())

    rival = rivals.overtake(ask, ask)

    assert rival.waited
    assert isinstance(rival.error, ConflictError)
    assert Message.objects.filter(purpose=Purpose.OPTIN_REQUEST).count() == 1


def test_yes_and_optout_at_once_end_red(client: Client, question: Message) -> None:
    """Whoever is first: a refusal covers the acceptance, and no acceptance lifts a refusal."""
    yes = webhook.answering(pressed(question, Choice.ACCEPT), "wamid.pedido")
    for value in (yes, webhook.text(ANA, "#OPTOUT")):
        webhook.post(client, webhook.body(value))

    found = rivals.together(inbox.drain, inbox.drain)

    ana = Contact.objects.get()
    assert [rival.error for rival in found] == [None, None]
    assert ana.optin_status == replayed(ana) == OptinStatus.OPTED_OUT


def test_both_buttons_at_once_end_red(client: Client, question: Message) -> None:
    for choice in (Choice.ACCEPT, Choice.REFUSE):
        webhook.post(client, webhook.body(pressed(question, choice)))

    found = rivals.together(inbox.drain, inbox.drain)

    ana = Contact.objects.get()
    assert [rival.error for rival in found] == [None, None]
    assert ana.optin_status == replayed(ana) == OptinStatus.OPTED_OUT


def test_one_yes_heard_by_two_workers_is_one_acceptance(client: Client, question: Message) -> None:
    yes = pressed(question, Choice.ACCEPT)
    webhook.post(client, webhook.body(yes))
    webhook.post(client, webhook.body(yes, webhook.text(ANA, "Obrigada")))

    found = rivals.together(inbox.drain, inbox.drain)

    assert [rival.error for rival in found] == [None, None]
    assert OptinEvent.objects.count() == 1
    assert Contact.objects.get().optin_status == OptinStatus.OPTED_IN


def test_a_request_that_waits_for_a_refusal_is_not_sent(talk: Conversation) -> None:
    rival = rivals.overtake(
        lambda: factories.red(talk.contact),
        lambda: asking.request_optin(talk, by=factories.user()),
    )

    assert rival.waited
    assert rival.error is not None
    assert Message.objects.filter(purpose=Purpose.OPTIN_REQUEST).count() == 0
