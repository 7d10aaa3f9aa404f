"""The decision to send one active message or reply: judged, audited, and left as a queued row."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import SYSTEM, Author, user_of
from conecta.queues import Queue, wake
from conecta.whatsapp.models import Channel
from contacts.models import Contact
from hsm_templates import rendering
from hsm_templates.models import Template
from messaging import facts, gates, slots
from messaging.facts import Intent
from messaging.gates import Decision
from messaging.models import Conversation, Direction, Message, MessageKind, MessageStatus, Purpose
from messaging.reasons import explain

DISPATCH = "messaging.dispatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person wants to send. Either `template` with `values`, or `text`.

    `purpose`: the text is a question about consent, with its buttons (see `questions`).
    `contact` None with `number` (digits): nobody is registered under it.
    """

    channel: Channel
    contact: Contact | None
    template: Template | None = None
    values: Mapping[str, str] | None = None
    text: str = ""
    number: str = ""
    purpose: Purpose = Purpose.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`message` is None when the decision refused; `problems` are the value rules broken."""

    decision: Decision
    message: Message | None
    problems: tuple[str, ...] = ()


def consider(draft: Draft, *, by: Author) -> Outcome:
    """The gate's answer now, for screens and `/messages/check/`: nothing written, not audited."""
    gathered = facts.gather([_intent(draft, by)], now=timezone.now()).facts[0]
    problems = gathered.template.problems if gathered.template else ()
    return Outcome(decision=gates.evaluate(gathered), message=None, problems=problems)


@transaction.atomic
def request(draft: Draft, *, by: Author) -> Outcome:
    """Judge and, if allowed, queue. Either way one audit entry; the dispatcher judges again.

    The contact is locked first, so that a refusal arriving at the same time comes before or after.
    """
    if draft.contact is not None:
        Contact.objects.locked().get(pk=draft.contact.pk)
    outcome = consider(draft, by=by)
    if not outcome.decision.allowed:
        _record_refusal(draft, outcome, by=by)
        return outcome
    conversation, _ = Conversation.objects.get_or_create(
        channel=draft.channel, contact=draft.contact
    )
    conversation.last_activity_at = timezone.now()
    if user_of(by) is not None:  # an automatic message answers nobody's question
        conversation.unanswered_since = None
    conversation.save(update_fields=["unanswered_since", "last_activity_at"])
    return Outcome(decision=outcome.decision, message=_queue(draft, conversation, by=by))


def reply(conversation: Conversation, text: str, *, purpose: Purpose) -> Outcome:
    """As `request`, of our own answer to what the person has just said.

    The caller holds contact and conversation; whoever waits for us to answer waits on.
    """
    draft = Draft(
        channel=conversation.channel, contact=conversation.contact, text=text, purpose=purpose
    )
    decision = gates.evaluate(facts.of_reply(conversation, now=timezone.now()))
    if not decision.allowed:
        outcome = Outcome(decision=decision, message=None)
        _record_refusal(draft, outcome, by=SYSTEM)
        return outcome
    return Outcome(decision=decision, message=_queue(draft, conversation, by=SYSTEM))


def _intent(draft: Draft, by: Author) -> Intent:
    sender = user_of(by)
    return Intent(
        contact_id=draft.contact.pk if draft.contact else None,
        channel_id=draft.channel.pk,
        template_id=draft.template.pk if draft.template else None,
        values=_clean(draft),
        sender_id=sender.pk if sender else None,
    )


def _clean(draft: Draft) -> dict[str, str]:
    return {key: rendering.normalise(value) for key, value in (draft.values or {}).items()}


def _queue(draft: Draft, conversation: Conversation, *, by: Author) -> Message:
    now = timezone.now()
    values = _clean(draft)
    message = Message.objects.create(
        conversation=conversation,
        channel=draft.channel,
        contact_id=conversation.contact_id,
        direction=Direction.OUTBOUND,
        kind=MessageKind.TEMPLATE if draft.template else MessageKind.TEXT,
        template=draft.template,
        values=values,
        text=rendering.render(draft.template.content, values).text
        if draft.template
        else draft.text.strip(),
        purpose=draft.purpose,
        sender=user_of(by),
        status=MessageStatus.QUEUED,
        due_at=now,
        decision={"allowed": True, "at": now.isoformat()},
    )
    trail.record(
        Action.MESSAGE_QUEUED,
        by=by,
        obj=message,
        contact_id=message.contact_id,
        channel=draft.channel.name,
        template=draft.template.name if draft.template else None,
        text=message.text,
    )
    transaction.on_commit(lambda: _wake_dispatcher(message.channel_id))
    return message


def _wake_dispatcher(channel_id: int) -> None:
    """A run that has the channel's slot looks for rows once more after letting go of it."""
    if not slots.is_held(channel_id):
        wake(DISPATCH, channel_id, queue=Queue.INTERACTIVE)


def _record_refusal(draft: Draft, outcome: Outcome, *, by: Author) -> None:
    trail.record(
        Action.MESSAGE_REFUSED,
        by=by,
        obj=draft.contact,
        contact_id=draft.contact.pk if draft.contact else None,
        channel=draft.channel.name,
        template=draft.template.name if draft.template else None,
        number=draft.number or None,
        reasons=explain(outcome.decision.reasons),
        problems=list(outcome.problems) or None,
    )
