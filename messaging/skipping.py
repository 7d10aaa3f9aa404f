"""Messages that will not leave: skipped with their reason, while they have not left yet."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import Author
from contacts.models import Contact
from messaging.gates import Reason
from messaging.models import Message, MessageKind, MessageStatus
from messaging.reasons import explain

WAITING = (MessageStatus.QUEUED, MessageStatus.CLAIMED)


@transaction.atomic
def skip_waiting(contact: Contact, *, reason: Reason, by: Author) -> int:
    """Stop every active message to the contact that has not left; the caller holds the contact."""
    waiting = Message.objects.filter(
        contact=contact, kind=MessageKind.TEMPLATE, status__in=WAITING
    ).locked()
    return skip(dict.fromkeys(waiting, (reason,)), by=by)


@transaction.atomic
def skip(refused: dict[Message, tuple[Reason, ...]], *, by: Author) -> int:
    """Mark each as not sent, with its reasons, unless it left meanwhile; how many were skipped."""
    return sum(_skip_one(message, reasons, by=by) for message, reasons in refused.items())


def _skip_one(message: Message, reasons: Iterable[Reason], *, by: Author) -> bool:
    now = timezone.now()
    explained = explain(tuple(reasons))
    changed = Message.objects.filter(pk=message.pk, status__in=WAITING).update(
        status=MessageStatus.SKIPPED,
        skipped_at=now,
        due_at=None,
        lease_expires_at=None,
        lease_token=None,
        decision={"allowed": False, "at": now.isoformat(), "reasons": explained},
    )
    if changed:
        trail.record(
            Action.MESSAGE_SKIPPED,
            by=by,
            obj=message,
            contact_id=message.contact_id,
            reasons=explained,
        )
    return bool(changed)
