"""Messages that will not leave: skipped with their reason, while they have not left yet."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import Author
from audit.trail import Note
from contacts.models import Contact
from messaging.gates import Reason
from messaging.models import Message, MessageKind, MessageStatus
from messaging.reasons import explain

WAITING = (MessageStatus.QUEUED, MessageStatus.CLAIMED)


@transaction.atomic(savepoint=False)
def skip_waiting(contact: Contact, *, reason: Reason, by: Author) -> int:
    """Stop every active message to the contact that has not left; the caller holds the contact."""
    active = Message.objects.filter(contact=contact, kind=MessageKind.TEMPLATE)
    waiting = list(active.filter(status__in=WAITING).only("uuid", "contact_id").locked())
    if waiting:
        _mark(waiting, explain((reason,)), by=by)
    return len(waiting)


@transaction.atomic
def skip(refused: Mapping[Message, tuple[Reason, ...]], *, by: Author) -> int:
    """Mark each as not sent, with its reasons, unless it left meanwhile; how many were skipped.

    Few statements however many they are: one refusal may stop a hundred messages.
    """
    ids = [message.pk for message in refused]
    here = Message.objects.filter(pk__in=ids, status__in=WAITING).locked()
    waiting = set(here.values_list("pk", flat=True))
    by_reasons: defaultdict[tuple[Reason, ...], list[Message]] = defaultdict(list)
    for message, reasons in refused.items():
        if message.pk in waiting:
            by_reasons[reasons].append(message)
    for reasons, messages in by_reasons.items():
        _mark(messages, explain(reasons), by=by)
    return len(waiting)


def _mark(messages: list[Message], explained: list[dict[str, str]], *, by: Author) -> None:
    now = timezone.now()
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(
        status=MessageStatus.SKIPPED,
        skipped_at=now,
        due_at=None,
        lease_expires_at=None,
        lease_token=None,
        decision={"allowed": False, "at": now.isoformat(), "reasons": explained},
    )
    notes = [
        Note(obj=message, contact_id=message.contact_id, detail={"reasons": explained})
        for message in messages
    ]
    trail.record_each(Action.MESSAGE_SKIPPED, notes, by=by)
