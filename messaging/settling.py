"""Messages that may or may not have left: settled by a receipt, else by a supervisor."""

from collections.abc import Iterable
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import META, Author
from conecta.errors import ConflictError, DomainError
from messaging.models import Message, MessageStatus


class SettleOutcome(StrEnum):
    SENT = "sent"
    NOT_SENT = "not_sent"


STATUS_OF = {
    SettleOutcome.SENT: (MessageStatus.SENT, "sent_at"),
    SettleOutcome.NOT_SENT: (MessageStatus.FAILED, "failed_at"),
}


@transaction.atomic
def settle(message: Message, *, outcome: SettleOutcome, note: str, by: Author) -> Message:
    """A supervisor says what happened to an unconfirmed message; a later receipt still climbs.

    Raises ConflictError `not_unknown` when a receipt or a colleague settled it first.
    """
    if not note.strip():
        raise DomainError(
            "note_required", "Diga como você conferiu: o que viu e onde.", field="note"
        )
    locked = Message.objects.locked().get(pk=message.pk)
    if locked.status != MessageStatus.UNKNOWN:
        raise ConflictError(
            "not_unknown", "Esta mensagem já foi confirmada.", status=locked.state.word
        )
    status, column = STATUS_OF[outcome]
    locked.status, locked.unknown_at = status, None
    setattr(locked, column, timezone.now())
    locked.save(update_fields=["status", "unknown_at", column])
    trail.record(
        Action.MESSAGE_SETTLED,
        by=by,
        obj=locked,
        contact_id=locked.contact_id,
        changes={"status": ("unknown", locked.state.word)},
        note=note.strip(),
    )
    return locked


def settle_by_receipt(messages: Iterable[Message]) -> None:
    """Audit those that a receipt is about to settle; the receipt itself writes the status."""
    for message in messages:
        if message.status == MessageStatus.UNKNOWN:
            trail.record(
                Action.MESSAGE_SETTLED, by=META, obj=message, contact_id=message.contact_id
            )
