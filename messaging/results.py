"""Recording what Meta answered, in batches; the dispatcher's own result only climbs too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import META, SYSTEM
from conecta.whatsapp.errors import MARKETING_STOPPED_CODE
from contacts import learning, marketing
from contacts.identities import Identity
from contacts.models import Contact
from messaging.models import Message, MessageKind, MessageStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """`learned`: the names Meta answered with that we do not hold as the contact's own number."""

    message_id: int
    wamid: str
    at: datetime
    contact_id: int
    learned: Identity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A definite failure: it has not been accepted. `retry_at` None: never again."""

    message_id: int
    code: int | None
    detail: str
    at: datetime
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """It may have left: never sent again; a webhook or a supervisor settles it."""

    message_id: int
    detail: str
    at: datetime


# Losing the last answers with the server's memory loses no message: its rows become unknown and
# their receipts settle them. Claims and consent always wait for the disk.
ACCEPT = """
SET LOCAL synchronous_commit = off;
WITH v AS (
    SELECT * FROM unnest(%(ids)s::bigint[], %(wamids)s::text[], %(times)s::timestamptz[])
        AS v (id, wamid, at)
), locked AS (
    SELECT m.id FROM messaging_message m JOIN v USING (id) ORDER BY m.id FOR NO KEY UPDATE OF m
), done AS (
    UPDATE messaging_message m
    SET wamid = COALESCE(m.wamid, v.wamid),
        accepted_at = COALESCE(m.accepted_at, v.at),
        status = GREATEST(m.status, %(accepted)s),
        lease_expires_at = NULL, lease_token = NULL, unknown_at = NULL
    FROM v JOIN locked USING (id)
    WHERE m.id = v.id AND m.status <> %(skipped)s
    RETURNING m.conversation_id, m.kind, m.accepted_at
), talks AS (
    SELECT conversation_id AS id, max(accepted_at) AS at FROM done
    WHERE kind = %(template)s GROUP BY conversation_id
), locked_talks AS (
    SELECT c.id FROM messaging_conversation c JOIN talks USING (id)
    ORDER BY c.id FOR NO KEY UPDATE OF c
)
UPDATE messaging_conversation c
SET last_hsm_at = GREATEST(c.last_hsm_at, talks.at)
FROM talks JOIN locked_talks USING (id) WHERE c.id = talks.id
"""


def record_accepted(results: Sequence[Accepted]) -> None:
    """The rows (locked in id order) and their conversations, in one trip that is a transaction.

    Without a BEGIN of its own, a worker that stands still here leaves no row locked.
    """
    values: dict[str, Any] = {
        "ids": [result.message_id for result in results],
        "wamids": [result.wamid for result in results],
        "times": [result.at for result in results],
        "accepted": int(MessageStatus.ACCEPTED),
        "skipped": int(MessageStatus.SKIPPED),
        "template": MessageKind.TEMPLATE.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(ACCEPT, values)


def learn(results: Sequence[Accepted]) -> None:
    """Keep the names Meta answered with; apart, because contacts are locked before messages."""
    learning.learn_many(
        ((result.contact_id, result.learned) for result in results if result.learned), by=META
    )


@transaction.atomic
def record_failed(result: Failed) -> None:
    """Back to the queue, or failed for good; a webhook that already said better is left alone.

    A row given up as unknown may still fail by a late answer, but never goes to the queue again.
    """
    row = Message.objects.filter(pk=result.message_id)
    free: dict[str, Any] = {
        "lease_expires_at": None,
        "lease_token": None,
        "error_code": result.code,
        "error_detail": result.detail[:500],
    }
    if result.retry_at is not None:
        row.filter(status=MessageStatus.SENDING).update(
            status=MessageStatus.QUEUED, due_at=result.retry_at, **free
        )
    else:
        row.filter(status__in=(MessageStatus.SENDING, MessageStatus.UNKNOWN)).update(
            status=MessageStatus.FAILED, failed_at=result.at, unknown_at=None, **free
        )


def learn_refusal(contact_id: int, result: Failed) -> None:
    """Meta's marketing stop, when it comes as the answer itself; apart, as `learn` is."""
    if result.code == MARKETING_STOPPED_CODE:
        contact = Contact.objects.get(pk=contact_id)
        marketing.stop(contact, said_at=result.at, by=META)


@transaction.atomic
def record_unconfirmed(result: Unconfirmed) -> None:
    changed = Message.objects.filter(pk=result.message_id, status=MessageStatus.SENDING).update(
        status=MessageStatus.UNKNOWN,
        unknown_at=result.at,
        error_detail=result.detail[:500],
        lease_expires_at=None,
        lease_token=None,
    )
    if changed:
        message = Message.objects.get(pk=result.message_id)
        trail.record(
            Action.MESSAGE_UNCONFIRMED, by=SYSTEM, obj=message, contact_id=message.contact_id
        )


def record_broken(message_id: int, problem: str) -> None:
    """A claimed row that cannot be put into Meta's form: failed before it left."""
    Message.objects.filter(pk=message_id, status=MessageStatus.CLAIMED).update(
        status=MessageStatus.FAILED,
        failed_at=timezone.now(),
        error_detail=problem[:500],
        lease_expires_at=None,
        lease_token=None,
    )
