"""Ownership of queued rows: claimed, begun, returned, found again, by conditional UPDATEs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import SYSTEM
from messaging.models import Message, MessageStatus

# Long enough for a batch to wait for its tokens; a worker that died is noticed this much later.
CLAIM_LEASE = timedelta(seconds=20)
SWEEP_LIMIT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Rows that this worker holds until the lease ends, in the order they must leave."""

    token: UUID
    message_ids: tuple[int, ...]


CLAIM = """
WITH due AS (
    SELECT id FROM messaging_message
    WHERE channel_id = %(channel)s AND due_at <= %(now)s
    ORDER BY due_at, id LIMIT %(limit)s FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE messaging_message m
SET status = %(claimed)s, due_at = NULL, lease_expires_at = %(ends)s, lease_token = %(token)s
FROM due WHERE m.id = due.id RETURNING m.id
"""

BEGIN = """
WITH ours AS (
    SELECT m.id FROM messaging_message m
    JOIN unnest(%(ids)s::bigint[], %(tokens)s::uuid[]) AS held (id, token)
        ON m.id = held.id AND m.lease_token = held.token
    WHERE m.status = %(claimed)s AND m.lease_expires_at > %(now)s
    ORDER BY m.id FOR NO KEY UPDATE OF m
)
UPDATE messaging_message m
SET status = %(sending)s, sending_at = %(now)s, lease_expires_at = %(ends)s, attempt = attempt + 1
FROM ours WHERE m.id = ours.id RETURNING m.id
"""


def claim(channel_id: int, *, limit: int) -> Claim:
    """Take up to `limit` due rows of a channel; rows another worker is taking are passed over."""
    now, token = timezone.now(), uuid4()
    values = {
        "channel": channel_id,
        "now": now,
        "limit": limit,
        "claimed": MessageStatus.CLAIMED,
        "ends": now + CLAIM_LEASE,
        "token": token,
    }
    return Claim(token=token, message_ids=tuple(sorted(_ids(CLAIM, values))))


def begin(held: Mapping[int, UUID], *, lease: timedelta) -> set[int]:
    """Mark as SENDING what is still ours of {id: token}; only the ids returned may be posted.

    A row skipped or swept meanwhile has another status or token: no match, no POST. Nor may one
    leave whose lease has ended: it was judged too long ago.
    """
    now = timezone.now()
    values = {
        "ids": list(held),
        "tokens": list(held.values()),
        "claimed": MessageStatus.CLAIMED,
        "sending": MessageStatus.SENDING,
        "now": now,
        "ends": now + lease,
    }
    return set(_ids(BEGIN, values))


def give_back(message_ids: Collection[int], *, token: UUID, due_at: datetime) -> int:
    """Return claimed rows that have not left to the queue; how many were still ours."""
    return Message.objects.filter(
        id__in=message_ids, lease_token=token, status=MessageStatus.CLAIMED
    ).update(status=MessageStatus.QUEUED, due_at=due_at, lease_expires_at=None, lease_token=None)


@transaction.atomic
def sweep() -> set[int]:
    """What dead workers left: claimed rows go back to the queue, sending rows become unknown.

    Returns the ids of the channels that have work again.
    """
    now = timezone.now()
    rows = list(
        Message.objects.overdue_leases(now)
        .select_for_update(no_key=True, skip_locked=True)
        .only("id", "status", "channel_id", "contact_id", "uuid")[:SWEEP_LIMIT]
    )
    free = {"lease_expires_at": None, "lease_token": None}
    claimed = [row for row in rows if row.status == MessageStatus.CLAIMED]
    sending = [row for row in rows if row.status == MessageStatus.SENDING]
    settled = [
        row for row in rows if row.status not in {MessageStatus.CLAIMED, MessageStatus.SENDING}
    ]
    _update(claimed, status=MessageStatus.QUEUED, due_at=now, **free)
    _update(sending, status=MessageStatus.UNKNOWN, unknown_at=now, **free)
    _update(settled, **free)
    for row in sending:
        trail.record(Action.MESSAGE_UNCONFIRMED, by=SYSTEM, obj=row, contact_id=row.contact_id)
    return {row.channel_id for row in claimed}


def has_work(channel_id: int) -> bool:
    return Message.objects.due(channel_id, timezone.now()).exists()


def channels_with_work() -> set[int]:
    now = timezone.now()
    due = Message.objects.filter(due_at__lte=now).order_by()
    return set(due.values_list("channel_id", flat=True).distinct())


def _update(rows: list[Message], **values: object) -> None:
    if rows:
        Message.objects.filter(id__in=[row.pk for row in rows]).update(**values)


def _ids(sql: str, values: Mapping[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]
