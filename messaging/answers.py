"""Which of our questions about consent an inbound message answers, and how.

Strict where it accepts: words count only as the answer to our opt-in request. A button names its
question itself; to refuse by one is always right, however late.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from conecta.whatsapp.models import Channel
from conecta.whatsapp.types import InboundMessage
from conecta.whatsapp.words import MessageKind
from contacts.models import Contact
from messaging import questions
from messaging.models import Conversation, Message, Purpose
from messaging.questions import Choice, Press
from optin.keywords import is_one_of
from optin.wording import Wording

# After it an answer no longer says what the person thought when we asked.
ANSWER_TIME = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    question: Message
    choice: Choice
    said_at: datetime

    @property
    def is_late(self) -> bool:
        return self.said_at > asked_at(self.question) + ANSWER_TIME


def find(
    event: InboundMessage, contact: Contact, channel: Channel, wording: Wording
) -> Answer | None:
    """None when it is no answer: other words, forwarded ones, said before or about something else.

    The caller holds the contact and has not kept the message yet.
    """
    press = questions.pressed(event.payload)
    if press is not None:
        question = _pressed_under(press, contact)
        choice = press.choice
    elif _says_yes(event, wording):
        question = _quoted(event, contact) if event.context_wamid else _last(channel, contact)
        choice = Choice.ACCEPT
        if question is not None and not event.context_wamid:
            question = question if event.at > asked_at(question) else None
    else:
        return None
    return Answer(question=question, choice=choice, said_at=event.at) if question else None


def asked_at(question: Message) -> datetime:
    """When it left, as well as we know; when it was asked for, while we do not."""
    known = (question.accepted_at, question.sent_at, question.sending_at)
    return next((moment for moment in known if moment is not None), question.created_at)


def _says_yes(event: InboundMessage, wording: Wording) -> bool:
    is_written = event.kind is MessageKind.TEXT and not event.forwarded
    return is_written and is_one_of(event.text, wording.acceptances)


def _pressed_under(press: Press, contact: Contact) -> Message | None:
    question = Message.objects.asked(contact.pk).filter(uuid=press.question).first()
    if question is None or press.choice not in questions.CHOICES.get(question.purpose, ()):
        return None
    return question


def _quoted(event: InboundMessage, contact: Contact) -> Message | None:
    asked = Message.objects.asked(contact.pk).filter(purpose=Purpose.OPTIN_REQUEST)
    return asked.filter(wamid=event.context_wamid).first()


def _last(channel: Channel, contact: Contact) -> Message | None:
    """Our request, if it is the last word of the conversation and has left."""
    talk = Conversation.objects.filter(channel=channel, contact=contact).first()
    last = talk.messages.order_by("-id").first() if talk else None
    is_request = last is not None and last.is_outbound and last.purpose == Purpose.OPTIN_REQUEST
    return last if last is not None and is_request and last.wamid else None
