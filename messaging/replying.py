"""The reply box of a conversation (open, or closed with reasons in words), and what it offers."""

from dataclasses import dataclass
from datetime import datetime

from audit.actors import Author
from conecta.whatsapp.models import Channel
from contacts.models import Contact, OptinStatus
from messaging import asking, outbox
from messaging.gates import Reason
from messaging.models import Conversation, Purpose
from messaging.outbox import Draft
from messaging.reasons import SENTENCES

REFUSED = "O contato recusou mensagens ativas: agora é preciso esperar que ele escreva."
WAITING_REASONS = frozenset({Reason.WINDOW_CLOSED, Reason.AWAITING_REPLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyBox:
    """`title` and `text` say why it is closed; `offers_hsm`: an active message is the way on."""

    is_open: bool
    title: str = ""
    text: str = ""
    offers_hsm: bool = False


OPEN = ReplyBox(is_open=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptinOffer:
    """The button "Pedir opt-in": offered, or when it was asked lately; neither: nothing to ask."""

    is_offered: bool = False
    asked_at: datetime | None = None


def box(conversation: Conversation, *, by: Author) -> ReplyBox:
    """What the gate says of free text now."""
    draft = Draft(channel=conversation.channel, contact=conversation.contact)
    reasons = outbox.consider(draft, by=by).decision.reasons
    if not reasons:
        return OPEN
    others = [reason for reason in reasons if reason not in WAITING_REASONS]
    if others:
        sentence = SENTENCES[others[0]]
        return ReplyBox(is_open=False, title=sentence.title.rstrip("."), text=sentence.advice)
    return _waiting(reasons[-1], conversation.channel, conversation.contact)


def optin_offer(conversation: Conversation, box: ReplyBox) -> OptinOffer:
    """For who is grey, while the window is open, once a day."""
    if not box.is_open or conversation.contact.optin_status != OptinStatus.UNDEFINED:
        return OptinOffer()
    last = asking.last_asked(conversation.contact, Purpose.OPTIN_REQUEST)
    return OptinOffer(is_offered=last is None, asked_at=last.created_at if last else None)


def _waiting(reason: Reason, channel: Channel, contact: Contact) -> ReplyBox:
    """Closed until the person writes; the gate judges what is asked in the dialog it offers."""
    sentence = SENTENCES[reason]
    return ReplyBox(
        is_open=False,
        title=sentence.title.rstrip("."),
        text=REFUSED if contact.is_refused else sentence.advice,
        offers_hsm=not channel.receptive and not contact.is_refused,
    )
