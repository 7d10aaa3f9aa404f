"""Decisions about conversations: opened by a message, moved when two contacts are one."""

from datetime import datetime

from django.db import transaction

from conecta.whatsapp.models import Channel
from contacts.models import Contact
from messaging.models import Conversation


@transaction.atomic(savepoint=False)
def note_inbound(
    channel: Channel, contact: Contact, *, said_at: datetime, needs_answer: bool
) -> Conversation:
    """The person wrote: the window opens from Meta's time, never backwards.

    It comes back locked.
    """
    held = Conversation.objects.select_for_update(no_key=True)
    conversation, _ = held.get_or_create(channel=channel, contact=contact)
    conversation.channel, conversation.contact = channel, contact
    last = conversation.last_inbound_at
    conversation.last_inbound_at = max(said_at, last) if last else said_at
    if needs_answer:
        conversation.unanswered_since = conversation.unanswered_since or said_at
    conversation.last_activity_at = max(said_at, conversation.last_activity_at)
    conversation.save(update_fields=["last_inbound_at", "unanswered_since", "last_activity_at"])
    return conversation


@transaction.atomic
def move(source: Contact, target: Contact) -> None:
    """Everything said with `source` becomes part of the talk with `target`, channel by channel."""
    for old in Conversation.objects.filter(contact=source).order_by("id"):
        new, created = Conversation.objects.get_or_create(channel_id=old.channel_id, contact=target)
        old.messages.update(conversation=new, contact=target)
        new.last_inbound_at = _latest(old.last_inbound_at, new.last_inbound_at)
        new.last_hsm_at = _latest(old.last_hsm_at, new.last_hsm_at)
        new.unanswered_since = old.unanswered_since or new.unanswered_since
        new.last_activity_at = (
            old.last_activity_at if created else max(old.last_activity_at, new.last_activity_at)
        )
        new.save()
        old.delete()


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment is not None), default=None)
