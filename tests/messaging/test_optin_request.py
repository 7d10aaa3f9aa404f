"""Our request for the opt-in: who may be asked, what counts as its answer, and what does not."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audit.actions import Action
from audit.models import Entry
from conecta.accounts.roles import Role
from conecta.errors import ConflictError, NotAllowedError
from conecta.whatsapp.models import Channel
from contacts.models import Contact
from messaging import asking, inbox, outbox, questions
from messaging.models import Conversation, Direction, Message, MessageStatus, Purpose
from messaging.outbox import Draft
from messaging.questions import Choice
from optin import wording
from optin.models import EvidenceKind, OptinEvent, Source
from tests import factories
from tests.messaging import webhook

pytestmark = pytest.mark.django_db

ANA = "5511987654321"
ASKED_AGO = timedelta(hours=1)


@pytest.fixture
def ana() -> Contact:
    return factories.contact("Ana Beatriz", f"+{ANA}")


@pytest.fixture
def talk(channel: Channel, ana: Contact) -> Conversation:
    return factories.inbound(channel, ana, ago=timedelta(hours=2)).conversation


@pytest.fixture
def request_(talk: Conversation) -> Message:
    """Asked an hour ago, and delivered."""
    message = asking.request_optin(talk, by=factories.user()).message
    assert message is not None
    asked_at = timezone.now() - ASKED_AGO
    Message.objects.filter(pk=message.pk).update(
        wamid="wamid.pedido",
        status=MessageStatus.DELIVERED,
        accepted_at=asked_at,
        created_at=asked_at,
        due_at=None,
    )
    message.refresh_from_db()
    return message


def write(client: Client, *values: dict[str, object]) -> None:
    assert webhook.post(client, webhook.body(*values)).status_code == 200
    inbox.drain()


def press(client: Client, question: Message, choice: Choice, *, at: datetime | None = None) -> None:
    button = next(b for b in questions.buttons(question.purpose, question.uuid) if choice in b.id)
    value = webhook.button(ANA, button.id, button.title, at=at)
    write(client, webhook.answering(value, question.wamid or ""))


def age(question: Message, ago: timedelta) -> None:
    asked_at = timezone.now() - ago
    Message.objects.filter(pk=question.pk).update(accepted_at=asked_at, created_at=asked_at)


def colour() -> str:
    return Contact.objects.get().optin_status


def denials() -> list[str]:
    found = Entry.objects.filter(action=Action.OPTIN_REFUSED).select_related("detail")
    return [entry.detail.values["code"] for entry in found]


def test_the_request_is_a_question_with_the_text_of_the_settings(talk: Conversation) -> None:
    outcome = asking.request_optin(talk, by=factories.user(Role.AGENT))

    assert outcome.message is not None
    assert outcome.message.text == wording.current().request_text
    assert outcome.message.purpose == Purpose.OPTIN_REQUEST
    entry = Entry.objects.select_related("detail").get(action=Action.OPTIN_REQUESTED)
    assert entry.contact_id == talk.contact_id
    assert entry.object_id == str(outcome.message.pk)
    assert entry.detail.values["text"] == outcome.message.text


def test_nobody_is_asked_twice_in_a_day(request_: Message, talk: Conversation) -> None:
    with pytest.raises(ConflictError):
        asking.request_optin(talk, by=factories.user())

    Message.objects.filter(pk=request_.pk).update(created_at=timezone.now() - timedelta(hours=25))
    assert asking.request_optin(talk, by=factories.user()).message is not None


@pytest.mark.parametrize("lost", [MessageStatus.FAILED, MessageStatus.SKIPPED])
def test_a_request_that_reached_nobody_may_be_made_again(
    request_: Message, talk: Conversation, lost: MessageStatus
) -> None:
    Message.objects.filter(pk=request_.pk).update(status=lost)

    assert asking.request_optin(talk, by=factories.user()).message is not None


@pytest.mark.parametrize("paint", [factories.green, factories.red])
def test_only_who_is_grey_is_asked(talk: Conversation, paint: object) -> None:
    paint(talk.contact)  # type: ignore[operator]  # a factory

    with pytest.raises(NotAllowedError):
        asking.request_optin(talk, by=factories.user())

    assert Message.objects.filter(direction=Direction.OUTBOUND).count() == 0


def test_outside_the_window_the_gate_refuses_the_request(talk: Conversation) -> None:
    Conversation.objects.update(last_inbound_at=timezone.now() - timedelta(hours=25))

    outcome = asking.request_optin(talk, by=factories.user())

    assert (outcome.message, outcome.decision.reasons) == (None, ("window_closed",))
    assert Entry.objects.filter(action=Action.OPTIN_REQUESTED).count() == 0


def test_the_accept_button_turns_green_and_quotes_request_and_answer(
    client: Client, request_: Message
) -> None:
    press(client, request_, Choice.ACCEPT)

    event = OptinEvent.objects.select_related("detail").get()
    answer = Message.objects.filter(direction=Direction.INBOUND).latest("id")
    assert (colour(), event.source) == ("opted_in", Source.KEYWORD)
    assert event.evidence_kind == EvidenceKind.MESSAGE
    assert event.detail.values == {
        "text": "Aceito receber",
        "reference": answer.wamid,
        "channel": "Aurora Cobrança",
        "question": request_.text,
        "question_reference": "wamid.pedido",
    }
    assert answer.purpose == Purpose.OPTIN_REQUEST


def test_the_refuse_button_turns_red_and_quotes_both(client: Client, request_: Message) -> None:
    press(client, request_, Choice.REFUSE)

    event = OptinEvent.objects.select_related("detail").get()
    assert colour() == "opted_out"
    assert event.detail.values["question_reference"] == "wamid.pedido"
    assert event.detail.values["text"] == "Não quero"


@pytest.mark.parametrize("words", ["SIM", "Sim!", " aceito  receber 🙂", "quero"])
@pytest.mark.parametrize("quotes", [True, False])
def test_a_word_that_answers_the_request_turns_green(
    client: Client, request_: Message, words: str, quotes: bool
) -> None:
    value = webhook.text(ANA, words)

    write(client, webhook.answering(value, "wamid.pedido") if quotes else value)

    event = OptinEvent.objects.select_related("detail").get()
    assert colour() == "opted_in"
    assert event.detail.values["question_reference"] == "wamid.pedido"


def test_a_word_nobody_put_among_the_answers_does_nothing(
    client: Client, request_: Message
) -> None:
    write(client, webhook.answering(webhook.text(ANA, "Sim, mas só à noite"), "wamid.pedido"))

    assert colour() == "undefined"


def test_without_a_request_an_accepting_word_does_nothing(
    client: Client, talk: Conversation
) -> None:
    write(client, webhook.text(ANA, "SIM"))

    assert (colour(), denials()) == ("undefined", [])


def test_a_word_that_quotes_another_message_does_nothing(
    client: Client, request_: Message, talk: Conversation
) -> None:
    factories.message(talk.channel, talk.contact, wamid="wamid.outra", due_at=None)

    write(client, webhook.answering(webhook.text(ANA, "SIM"), "wamid.outra"))

    assert colour() == "undefined"


def test_a_word_after_a_later_message_of_ours_does_nothing(
    client: Client, request_: Message, talk: Conversation
) -> None:
    outbox.request(
        Draft(channel=talk.channel, contact=talk.contact, text="Posso ligar?"), by=factories.user()
    )

    write(client, webhook.text(ANA, "SIM"))

    assert colour() == "undefined"


def test_a_second_message_after_the_request_does_nothing(client: Client, request_: Message) -> None:
    write(client, webhook.text(ANA, "Quem fala?"))
    write(client, webhook.text(ANA, "SIM"))

    assert colour() == "undefined"


def test_a_word_said_before_the_request_left_does_nothing(
    client: Client, request_: Message
) -> None:
    before = timezone.now() - ASKED_AGO - timedelta(minutes=1)

    write(client, webhook.text(ANA, "SIM", at=before))

    assert colour() == "undefined"


def test_a_word_answers_no_request_that_has_not_left(client: Client, talk: Conversation) -> None:
    asking.request_optin(talk, by=factories.user())

    write(client, webhook.text(ANA, "SIM", at=timezone.now() + timedelta(seconds=2)))

    assert colour() == "undefined"


@pytest.mark.parametrize("words", ["SIM", "#OPTIN"])
def test_words_that_were_only_passed_on_accept_nothing(
    client: Client, request_: Message, words: str
) -> None:
    write(client, webhook.forwarded(webhook.text(ANA, words)))

    assert colour() == "undefined"


def test_a_late_press_does_nothing_and_is_kept_in_the_trail(
    client: Client, request_: Message
) -> None:
    age(request_, timedelta(hours=24, seconds=5))

    press(client, request_, Choice.ACCEPT)

    assert (colour(), denials()) == ("undefined", ["answer_too_late"])


def test_a_late_word_that_quotes_the_request_does_nothing(
    client: Client, request_: Message
) -> None:
    age(request_, timedelta(hours=24, seconds=5))

    write(client, webhook.answering(webhook.text(ANA, "SIM"), "wamid.pedido"))

    assert (colour(), denials()) == ("undefined", ["answer_too_late"])


def test_a_press_just_in_time_counts(client: Client, request_: Message) -> None:
    age(request_, timedelta(hours=23, minutes=59))

    press(client, request_, Choice.ACCEPT)

    assert colour() == "opted_in"


def test_a_late_no_still_refuses(client: Client, request_: Message) -> None:
    age(request_, timedelta(days=9))

    press(client, request_, Choice.REFUSE)

    assert colour() == "opted_out"


def test_the_same_button_pressed_twice_accepts_once(client: Client, request_: Message) -> None:
    press(client, request_, Choice.ACCEPT)
    press(client, request_, Choice.ACCEPT, at=timezone.now() + timedelta(seconds=3))

    assert OptinEvent.objects.count() == 1
    thanks = Message.objects.filter(direction=Direction.OUTBOUND, purpose=Purpose.NONE)
    assert thanks.count() == 1


def test_no_and_then_yes_leaves_red_and_is_kept_in_the_trail(
    client: Client, request_: Message
) -> None:
    press(client, request_, Choice.REFUSE)
    press(client, request_, Choice.ACCEPT, at=timezone.now() + timedelta(seconds=3))

    assert (colour(), denials()) == ("opted_out", ["optin_word_required"])


def test_who_believes_to_have_accepted_waits_for_a_person(
    client: Client, request_: Message
) -> None:
    press(client, request_, Choice.REFUSE)
    assert not Conversation.objects.unanswered().exists()

    press(client, request_, Choice.ACCEPT, at=timezone.now() + timedelta(seconds=3))

    assert Conversation.objects.unanswered().exists()


def test_yes_and_then_no_turns_red(client: Client, request_: Message) -> None:
    press(client, request_, Choice.ACCEPT)
    press(client, request_, Choice.REFUSE, at=timezone.now() + timedelta(seconds=3))

    assert colour() == "opted_out"


def test_yes_behind_a_refusal_said_meanwhile_leaves_red(client: Client, request_: Message) -> None:
    write(client, webhook.text(ANA, "#OPTOUT"))
    press(client, request_, Choice.ACCEPT, at=timezone.now() + timedelta(seconds=3))

    assert colour() == "opted_out"


def test_after_a_refusal_the_word_optin_still_opens(client: Client, request_: Message) -> None:
    press(client, request_, Choice.REFUSE)
    write(client, webhook.text(ANA, "#OPTIN", at=timezone.now() + timedelta(seconds=3)))

    assert colour() == "opted_in"


def test_the_button_of_another_person_accepts_nothing(client: Client, request_: Message) -> None:
    accept, _ = questions.buttons(request_.purpose, request_.uuid)

    write(client, webhook.button("5521987654321", accept.id, accept.title))

    assert set(Contact.objects.values_list("optin_status", flat=True)) == {"undefined"}
