"""What people wrote to us, told to consent as evidence."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from contacts.models import Contact
from messaging.models import Direction, Message, MessageKind
from optin.messages import SaidMessage

RECENT = 20


def said(contact: Contact, *, reference: str | None, since: datetime | None) -> list[SaidMessage]:
    """Inbound messages of the contact, newest first.

    The one of `reference` (a wamid or our id), or those said after `since`.
    """
    rows = Message.objects.filter(contact=contact, direction=Direction.INBOUND)
    if reference is not None:
        rows = rows.filter(Q(wamid=reference) | Q(uuid=_uuid(reference)))
    if since is not None:
        rows = rows.filter(said_at__gt=since)
    found = rows.select_related("channel").order_by("-id")[:RECENT]
    return [_evidence(message) for message in found]


def _evidence(message: Message) -> SaidMessage:
    return SaidMessage(
        reference=message.wamid or str(message.uuid),
        text=message.text or f"[{MessageKind(message.kind).label}]",
        said_at=message.said_at or message.created_at,
        channel=message.channel.name,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
