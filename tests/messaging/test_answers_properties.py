"""Whatever is written, pressed and asked, in whatever order: who may turn green, and who is red."""

from datetime import timedelta
from itertools import count

from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from audit.actors import SYSTEM
from audit.models import Entry
from conecta.errors import DomainError
from conecta.whatsapp.types import InboundMessage, Person
from conecta.whatsapp.words import MessageKind
from contacts.models import Contact
from messaging import asking, inbound, outbox, questions
from messaging.models import Conversation, Message, Purpose
from messaging.outbox import Draft
from messaging.questions import Choice
from optin.models import OptinEvent
from tests import factories

# What matters comes often: most stories have a request and somebody who says yes.
WORDS = ("SIM", "SIM", "SIM", "#OPTIN", "#OPTOUT", "sair", "#optuot", "bom dia")
ACTS = (
    *(("write", word) for word in WORDS),
    *(("forward", word) for word in ("SIM", "#OPTIN", "#OPTOUT")),
    *(("quote", word) for word in ("SIM", "SIM", "#OPTOUT")),
    *(("press", choice) for choice in (*Choice, Choice.ACCEPT)),
    *(("ask", ""), ("reply", ""), ("wait", "1"), ("wait", "25")),
)
steps = st.lists(st.sampled_from(ACTS), max_size=5).map(lambda story: [("ask", ""), *story])
_wamids = count(1)


class Story:
    """One person and one channel; `wait` turns everything asked so far back by hours."""

    def __init__(self) -> None:
        self.contact = factories.contact()
        self.channel = factories.channel()
        factories.inbound(self.channel, self.contact, ago=timedelta(hours=1))

    def asked(self, purpose: Purpose) -> Message | None:
        return Message.objects.asked(self.contact.pk).filter(purpose=purpose).last()

    def last_message(self) -> Message | None:
        return Message.objects.filter(contact=self.contact).order_by("id").last()

    def colour(self) -> str:
        return Contact.objects.get(pk=self.contact.pk).optin_status

    def do(self, what: str, how: str) -> None:
        talk = Conversation.objects.get(channel=self.channel, contact=self.contact)
        if what == "ask":
            self._ask(talk)
        elif what == "reply":
            draft = Draft(channel=self.channel, contact=talk.contact, text="Posso ligar?")
            outbox.request(draft, by=SYSTEM)
        elif what == "wait":
            ago = timezone.now() - timedelta(hours=int(how))
            asked = Message.objects.asked(self.contact.pk)
            asked.update(created_at=ago, accepted_at=ago)
        else:
            self._hear(what, how)

    def _ask(self, talk: Conversation) -> None:
        try:
            message = asking.request_optin(talk, by=SYSTEM).message
        except DomainError:
            return
        if message is not None:
            left = timezone.now() - timedelta(seconds=1)
            Message.objects.filter(pk=message.pk).update(
                wamid=f"wamid.q{next(_wamids)}", accepted_at=left
            )

    def _hear(self, what: str, how: str) -> None:
        request = self.asked(Purpose.OPTIN_REQUEST)
        kind, payload, context = MessageKind.TEXT, "", ""
        text = how
        if what == "press":
            purpose = next(p for p, choices in questions.CHOICES.items() if Choice(how) in choices)
            question = self.asked(Purpose(purpose))
            if question is None:
                return
            buttons = questions.buttons(purpose, question.uuid)
            kind, text = MessageKind.INTERACTIVE, questions.TITLES[Choice(how)]
            payload = next(button.id for button in buttons if button.title == text)
        elif what == "quote":
            context = (request and request.wamid) or "wamid.other"
        inbound.receive(
            InboundMessage(
                waba_id="1",
                phone_number_id=self.channel.phone_number_id,
                at=timezone.now(),
                wamid=f"wamid.p{next(_wamids)}",
                sender=Person(wa_id=self.contact.whatsapp or ""),
                kind=kind,
                kind_name=kind.value,
                text=text,
                payload=payload,
                context_wamid=context,
                forwarded=what == "forward",
            )
        )


class Answers(TestCase):
    @settings(max_examples=80)
    @given(steps)
    def test_green_comes_only_by_an_answer_or_by_optin_and_red_at_once(
        self, story: list[tuple[str, str]]
    ) -> None:
        told = Story()
        before = told.colour()

        for what, how in story:
            request, last = told.asked(Purpose.OPTIN_REQUEST), told.last_message()
            told.do(what, how)
            after = told.colour()
            if (what, how) in REFUSES and (what != "press" or _was_asked(told, how)):
                assert after == "opted_out"
            if before != after == "opted_in":
                assert _may_accept(what, how, before=before, is_late=_is_late(request))
                assert (what, how) != ("write", "SIM") or last == request
            before = after

        _check_ledger(told)


REFUSES = {
    *((what, how) for what in ("write", "forward", "quote") for how in ("#OPTOUT", "sair")),
    ("press", Choice.STOP),
    ("press", Choice.REFUSE),
}


def _was_asked(told: Story, how: str) -> bool:
    purpose = next(p for p, choices in questions.CHOICES.items() if Choice(how) in choices)
    return told.asked(Purpose(purpose)) is not None


def _is_late(request: Message | None) -> bool:
    asked_at = request.accepted_at if request else None
    return asked_at is None or timezone.now() - asked_at > timedelta(hours=24)


def _may_accept(what: str, how: str, *, before: str, is_late: bool) -> bool:
    if what in {"write", "quote"} and how == "#OPTIN":
        return True
    if before != "undefined" or is_late:
        return False
    return (what in {"write", "quote"} and how == "SIM") or (what, how) == ("press", Choice.ACCEPT)


def _check_ledger(told: Story) -> None:
    colour = "undefined"
    for event in OptinEvent.objects.filter(contact=told.contact).order_by("id"):
        assert event.before == colour
        assert Entry.objects.get(pk=event.entry_id).contact_id == told.contact.pk
        colour = event.after
    assert told.colour() == colour
