"""Who said no more than whether we may write waits for nobody; who said more waits."""

import pytest
from django.test import Client

from contacts.models import Contact
from messaging import inbox, questions
from messaging.models import Conversation, Message, Purpose
from messaging.questions import Choice
from tests.messaging import webhook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("channel")]

ANA = "5511987654321"


def write(client: Client, value: dict[str, object]) -> None:
    assert webhook.post(client, webhook.body(value)).status_code == 200
    inbox.drain()


def waiting() -> int:
    return Conversation.objects.unanswered().count()


def colour() -> str:
    return Contact.objects.get().optin_status


@pytest.mark.parametrize(
    "word", ["#OptOut ", "opt out", "Sair.", "#optin", "não quero mais receber mensagens 🙏"]
)
def test_the_word_alone_is_obeyed_and_nobody_has_to_answer(client: Client, word: str) -> None:
    write(client, webhook.text(ANA, word))

    assert colour() != "undefined"
    assert Conversation.objects.get().is_window_open
    assert waiting() == 0


@pytest.mark.parametrize("words", ["#optout e o meu boleto?", "por favor, #optout", "Bom dia"])
def test_who_says_more_waits_for_an_answer(client: Client, words: str) -> None:
    write(client, webhook.text(ANA, words))

    assert waiting() == 1


def test_a_picture_under_the_word_has_to_be_looked_at(client: Client) -> None:
    write(client, webhook.image(ANA, caption="#optout"))

    assert colour() == "opted_out"
    assert waiting() == 1


def test_who_refused_already_is_understood_however_it_is_spelt(client: Client) -> None:
    write(client, webhook.text(ANA, "#OPTOUT"))

    write(client, webhook.text(ANA, "#optuot"))

    assert colour() == "opted_out"
    assert not Message.objects.filter(purpose=Purpose.REFUSAL_QUESTION).exists()
    assert waiting() == 0


def test_who_misspells_again_without_an_answer_is_read_by_a_person(client: Client) -> None:
    write(client, webhook.text(ANA, "#optuot"))

    write(client, webhook.text(ANA, "#optuot"))

    assert Message.objects.filter(purpose=Purpose.REFUSAL_QUESTION).count() == 1
    assert waiting() == 1


def test_who_waited_before_the_refusal_goes_on_waiting(client: Client) -> None:
    write(client, webhook.text(ANA, "Qual o valor?"))
    since = Conversation.objects.get().unanswered_since

    write(client, webhook.text(ANA, "#OPTOUT"))

    assert Conversation.objects.get().unanswered_since == since


@pytest.mark.parametrize("choice", [Choice.STOP, Choice.KEEP])
def test_a_misspelt_word_is_asked_back_and_the_button_settles_it(
    client: Client, choice: Choice
) -> None:
    write(client, webhook.text(ANA, "#optuot"))
    question = Message.objects.get(purpose=Purpose.REFUSAL_QUESTION)
    button = next(b for b in questions.buttons(question.purpose, question.uuid) if choice in b.id)

    write(client, webhook.button(ANA, button.id, button.title))

    assert waiting() == 0
