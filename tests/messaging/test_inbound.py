"""People write: they are found or registered, and their refusal is obeyed before anything else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audit.actions import Action
from audit.models import Entry
from contacts.models import Contact, ContactAlias
from messaging import inbox
from messaging.hearing import CONFIRM_ACCEPTANCE
from messaging.models import (
    Conversation,
    Direction,
    Message,
    MessageKind,
    MessageStatus,
    WebhookDelivery,
)
from optin.models import OptinEvent
from tests import factories
from tests.messaging import webhook
from tests.optin import term_world

pytestmark = pytest.mark.django_db


def write(client: Client, *values: dict[str, object]) -> None:
    assert webhook.post(client, webhook.body(*values)).status_code == 200
    inbox.drain()


def test_an_unknown_sender_is_saved_grey_under_the_profile_name(client: Client) -> None:
    factories.channel()

    write(client, webhook.text("5511987654321", "Bom dia", name="Ana Beatriz"))

    ana = Contact.objects.get()
    assert (ana.name, ana.whatsapp) == ("Ana Beatriz", "5511987654321")
    assert ana.optin_status == "undefined"
    assert Conversation.objects.get().is_window_open
    assert Conversation.objects.unanswered().count() == 1


def test_a_wa_id_without_the_ninth_digit_finds_the_registered_contact(client: Client) -> None:
    factories.channel()
    joao = factories.contact("João", "+55 31 98765-4321")

    write(client, webhook.text("553187654321", "Oi"))

    assert Contact.objects.count() == 1
    assert Message.objects.get().contact == joao


@pytest.mark.parametrize("word", ["#OPTOUT", "#OptOut ", " # opt out", "quero sair #optout já"])
def test_optout_turns_red_in_one_transaction(client: Client, word: str) -> None:
    channel = factories.channel()
    ana = factories.contact("Ana", "+5511987654321")
    waiting = factories.message(channel, ana)

    write(client, webhook.text("5511987654321", word, wamid="wamid.sair"))

    ana.refresh_from_db()
    waiting.refresh_from_db()
    event = OptinEvent.objects.select_related("detail").get()
    assert ana.is_refused
    assert waiting.status == MessageStatus.SKIPPED
    assert event.detail.values["reference"] == "wamid.sair"
    assert event.detail.values["text"] == word
    assert Entry.objects.get(action=Action.OPTED_OUT).pk == event.entry_id
    assert Entry.objects.filter(action=Action.MESSAGE_SKIPPED, contact_id=ana.pk).count() == 1


def test_the_refusal_is_confirmed_once_inside_the_window(client: Client) -> None:
    factories.channel()

    write(client, webhook.text("5511987654321", "#OPTOUT"))
    write(client, webhook.text("5511987654321", "#OPTOUT"))

    replies = Message.objects.filter(direction=Direction.OUTBOUND)
    assert replies.count() == 1
    assert replies.get().kind == MessageKind.TEXT


def test_our_automatic_reply_leaves_the_person_waiting_for_an_answer(client: Client) -> None:
    factories.channel()

    write(client, webhook.text("5511987654321", "Podem me ligar?"))
    write(client, webhook.text("5511987654321", "#OPTOUT"))

    assert Message.objects.filter(direction=Direction.OUTBOUND).count() == 1
    assert Conversation.objects.unanswered().count() == 1


def test_an_old_refusal_brings_no_confirmation_after_the_window(client: Client) -> None:
    factories.channel()
    yesterday = timezone.now() - timedelta(hours=30)

    write(client, webhook.text("5511987654321", "#OPTOUT", at=yesterday))

    assert Contact.objects.get().is_refused
    assert Message.objects.filter(direction=Direction.OUTBOUND).count() == 0


def test_an_optin_older_than_the_optout_does_not_count(client: Client) -> None:
    factories.channel()
    now = timezone.now()

    write(client, webhook.text("5511987654321", "#OPTOUT", at=now))
    write(client, webhook.text("5511987654321", "#OPTIN", at=now - timedelta(minutes=5)))

    assert Contact.objects.get().is_refused
    assert Entry.objects.filter(action=Action.OPTIN_REFUSED).count() == 1


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("seconds", [0, 60])
def test_an_optin_that_an_optout_follows_in_one_body_leaves_red(
    client: Client, order: tuple[int, ...], seconds: int
) -> None:
    """Meta's time counts whole seconds: in the same one, the refusal is believed."""
    factories.channel()
    now = timezone.now()
    said = [
        webhook.text("5511987654321", "#OPTIN", at=now - timedelta(seconds=seconds)),
        webhook.text("5511987654321", "#OPTOUT", at=now),
    ]

    write(client, *[said[place] for place in order])

    ana = Contact.objects.get()
    assert ana.is_refused
    assert Message.objects.filter(direction=Direction.INBOUND).count() == 2


def test_an_optin_after_the_optout_turns_green(client: Client) -> None:
    factories.channel()
    now = timezone.now()

    write(client, webhook.text("5511987654321", "#OPTOUT", at=now - timedelta(minutes=5)))
    write(client, webhook.text("5511987654321", "#OPTIN", at=now))

    assert Contact.objects.get().optin_status == "opted_in"


def test_the_own_acceptance_of_somebody_green_by_the_term_is_confirmed(client: Client) -> None:
    factories.channel()
    ana = factories.contact("Ana", "+5511987654321")
    term_world.in_force()

    write(client, webhook.text("5511987654321", "#OPTIN"))
    write(client, webhook.text("5511987654321", "#OPTIN"))

    ana.refresh_from_db()
    assert (ana.optin_status, ana.optin_source) == ("opted_in", "keyword")
    answers = Message.objects.filter(direction=Direction.OUTBOUND)
    assert list(answers.values_list("text", flat=True)) == [CONFIRM_ACCEPTANCE]


def test_an_ordinary_message_of_a_red_contact_leaves_it_red(client: Client) -> None:
    factories.channel()
    ana = factories.red(factories.contact("Ana", "+5511987654321"))

    write(client, webhook.text("5511987654321", "Oi, tudo bem? Quero falar com vocês"))

    ana.refresh_from_db()
    assert ana.is_refused


def test_a_suppressed_number_that_writes_is_saved_red(client: Client) -> None:
    factories.channel()
    ana = factories.red(factories.contact("Ana", "+55 31 98765-4321"))
    Contact.objects.filter(pk=ana.pk).update(whatsapp=None)
    factories.suppress("+55 31 98765-4321")

    write(client, webhook.text("553187654321", "Oi"))

    newcomer = Contact.objects.exclude(pk=ana.pk).get()
    assert newcomer.is_refused


def test_a_double_saves_nobody_anew(client: Client) -> None:
    factories.channel()
    write(client, webhook.text("5511987654321", "Oi", wamid="wamid.oi"))
    ContactAlias.objects.all().delete()
    Contact.objects.update(whatsapp="5511912345678")

    write(client, webhook.text("5511987654321", "Oi", wamid="wamid.oi", name="Ana B."))

    assert Contact.objects.count() == 1
    assert WebhookDelivery.objects.filter(processed_at=None).count() == 0


def test_an_older_message_does_not_move_the_window_back(client: Client) -> None:
    factories.channel()
    now = timezone.now()

    write(client, webhook.text("5511987654321", "Agora", at=now))
    write(client, webhook.text("5511987654321", "Antes", at=now - timedelta(hours=30)))

    assert Conversation.objects.get().is_window_open
    assert Message.objects.count() == 2


def test_two_names_of_one_person_are_merged_and_red_wins(client: Client) -> None:
    factories.channel()
    ana = factories.red(factories.contact("Ana", "+5511987654321"))
    hidden = webhook.text("", "Oi")
    hidden["contacts"] = [{"profile": {"name": "Ana"}, "user_id": "BR.abc123"}]
    hidden["messages"][0] |= {"from": "", "from_user_id": "BR.abc123", "id": "wamid.h"}
    write(client, hidden)
    both = webhook.text("5511987654321", "Sou eu")
    both["contacts"][0]["user_id"] = "BR.abc123"

    write(client, both)

    living = Contact.objects.living().get()
    assert living == ana
    assert living.is_refused
    assert Message.objects.filter(contact=ana, direction=Direction.INBOUND).count() == 2
