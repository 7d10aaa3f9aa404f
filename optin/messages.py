"""What a contact wrote to us, as evidence. Messages live above: they answer a declared signal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contacts.models import Contact
from optin.signals import said_messages_sought


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidMessage:
    """One inbound message, in Meta's time. `text` names what has no words: "[áudio]"."""

    reference: str
    text: str
    said_at: datetime
    channel: str = ""


def find(contact: Contact, reference: str) -> SaidMessage | None:
    """The message of this person with that wamid or id; None when there is none."""
    if not reference:
        return None
    return next(iter(_ask(contact, reference=reference, since=None)), None)


def recent(contact: Contact, *, since: datetime | None) -> list[SaidMessage]:
    """The last messages of this person after `since`, newest first."""
    return _ask(contact, reference=None, since=since)


def _ask(contact: Contact, *, reference: str | None, since: datetime | None) -> list[SaidMessage]:
    answers: list[Any] = said_messages_sought.send(
        Contact, contact=contact, reference=reference, since=since
    )
    return [message for _receiver, found in answers for message in found]
