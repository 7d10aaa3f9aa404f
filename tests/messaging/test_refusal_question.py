"""A misspelt refusal is asked back with two buttons; what the person presses is obeyed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from contacts.models import Contact
from messaging import inbox, questions, sending
from messaging.models import Direction, Message, Purpose
from messaging.questions import Choice
from optin import history
from optin.models import OptinEvent, Source
from tests import factories, rivals
from tests.messaging import webhook
from tests.simulator import Simulator

ANA = "5511987654321"
OUTBOUND = Message.objects.filter(direction=Direction.OUTBOUND)


def write(client: Client, *values: dict[str, object]) -> None:
    assert webhook.post(client, webhook.body(*values)).status_code == 200
    inbox.drain()


def asked(client: Client) -> Message:
    factories.channel()
    write(client, webhook.text(ANA, "#optuot"))
    return OUTBOUND.get(purpose=Purpose.REFUSAL_QUESTION)


def press(client: Client, question: Message, choice: Choice, **fields: object) -> None:
    button = next(b for b in questions.buttons(question.purpose, question.uuid) if choice in b.id)
    write(client, webhook.button(ANA, button.id, button.title, **fields))  # type: ignore[arg-type]  # at, wamid


@pytest.mark.django_db
def test_a_misspelling_changes_nothing_and_asks_with_two_buttons(
    client: Client, simulator: Simulator
) -> None:
    simulator.hear(**{"from": f"+{ANA}", "text": "#optuot"})
    question = asked(client)

    sending.dispatch(question.channel_id)

    [sent] = simulator.messages()["messages"]
    buttons = sent["payload"]["interactive"]["action"]["buttons"]
    assert Contact.objects.get().optin_status == "undefined"
    assert sent["payload"]["interactive"]["body"]["text"] == questions.ASK_REFUSAL
    titles = [button["reply"]["title"] for button in buttons]
    assert titles == ["Parar mensagens", "Continuar recebendo"]


@pytest.mark.django_db
def test_the_question_comes_once_a_day(client: Client) -> None:
    question = asked(client)

    write(client, webhook.text(ANA, "#optuot"))
    assert OUTBOUND.count() == 1

    Message.objects.filter(pk=question.pk).update(created_at=timezone.now() - timedelta(hours=25))
    write(client, webhook.text(ANA, "#otpout"))
    assert OUTBOUND.count() == 2


@pytest.mark.django_db
def test_who_refused_already_is_not_asked(client: Client) -> None:
    factories.channel()
    factories.red(factories.contact("Ana", f"+{ANA}"))

    write(client, webhook.text(ANA, "#optuot"))

    assert OUTBOUND.count() == 0


@pytest.mark.django_db
def test_stop_is_a_refusal_that_quotes_button_and_question(client: Client) -> None:
    question = asked(client)

    press(client, question, Choice.STOP, wamid="wamid.parar")

    event = OptinEvent.objects.select_related("detail").get()
    ana = Contact.objects.get()
    assert ana.is_refused
    assert event.source == Source.KEYWORD
    assert event.detail.values == {
        "text": "Parar mensagens",
        "reference": "wamid.parar",
        "channel": "Aurora Cobrança",
        "question": questions.ASK_REFUSAL,
        "question_reference": str(question.uuid),
    }
    [line] = history.lines(ana)
    assert line.evidence == (
        f"mensagem “Parar mensagens” em resposta a “{questions.ASK_REFUSAL}” no canal "
        "Aurora Cobrança"
    )


@pytest.mark.django_db
def test_once_we_know_metas_name_of_the_question_it_is_the_reference(client: Client) -> None:
    question = asked(client)
    Message.objects.filter(pk=question.pk).update(wamid="wamid.pergunta")

    press(client, question, Choice.STOP)

    event = OptinEvent.objects.select_related("detail").get()
    assert event.detail.values["question_reference"] == "wamid.pergunta"


@pytest.mark.django_db
def test_stop_refuses_however_late(client: Client) -> None:
    question = asked(client)
    Message.objects.filter(pk=question.pk).update(created_at=timezone.now() - timedelta(days=9))

    press(client, question, Choice.STOP)

    assert Contact.objects.get().is_refused


@pytest.mark.django_db
def test_keep_changes_nothing_and_stands_in_the_thread(client: Client) -> None:
    question = asked(client)
    entries = Entry.objects.exclude(contact_id=None).count()

    press(client, question, Choice.KEEP)

    said = Message.objects.filter(direction=Direction.INBOUND).latest("id")
    assert Contact.objects.get().optin_status == "undefined"
    assert OptinEvent.objects.count() == 0
    assert Entry.objects.exclude(contact_id=None).count() == entries
    assert (said.text, said.purpose) == ("Continuar recebendo", Purpose.REFUSAL_QUESTION)


@pytest.mark.django_db
def test_the_same_press_heard_twice_refuses_once(client: Client) -> None:
    question = asked(client)

    press(client, question, Choice.STOP, wamid="wamid.um")
    press(client, question, Choice.STOP, wamid="wamid.um")
    at = timezone.now() + timedelta(seconds=2)
    press(client, question, Choice.STOP, wamid="wamid.dois", at=at)

    changes = OptinEvent.objects.filter(before="undefined")
    confirmations = OUTBOUND.filter(purpose=Purpose.NONE)
    assert (changes.count(), confirmations.count()) == (1, 1)


@pytest.mark.django_db
def test_the_button_of_a_question_to_somebody_else_refuses_by_its_words_only(
    client: Client,
) -> None:
    question = asked(client)
    stop, keep = questions.buttons(question.purpose, question.uuid)

    write(client, webhook.button("5521987654321", keep.id, keep.title))
    write(client, webhook.button("5531987654321", stop.id, stop.title))

    colours = dict(Contact.objects.values_list("whatsapp", "optin_status"))
    assert colours["5521987654321"] == "undefined"
    assert colours["5531987654321"] == "opted_out"
    assert "question" not in OptinEvent.objects.select_related("detail").get().detail.values


@pytest.mark.django_db(transaction=True)
def test_one_press_heard_by_two_workers_refuses_once(client: Client) -> None:
    question = asked(client)
    stop, _ = questions.buttons(question.purpose, question.uuid)
    doubled = webhook.button(ANA, stop.id, stop.title, wamid="wamid.dobro")
    webhook.post(client, webhook.body(doubled))
    webhook.post(client, webhook.body(doubled, webhook.text(ANA, "Oi")))

    found = rivals.together(inbox.drain, inbox.drain)

    assert [rival.error for rival in found] == [None, None]
    assert OptinEvent.objects.count() == 1
    assert Message.objects.filter(wamid="wamid.dobro").count() == 1
