"""Receipts from Meta: they only climb, one row a message, whatever their order and number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from audit.actors import META
from conecta.whatsapp.errors import MARKETING_STOPPED_CODE
from conecta.whatsapp.types import StatusUpdate
from conecta.whatsapp.words import DeliveryStatus
from contacts import learning, marketing
from contacts.identities import Identity
from contacts.models import Contact
from messaging.models import Message, MessageStatus
from messaging.settling import settle_by_receipt

STATUS_OF = {
    DeliveryStatus.SENT: MessageStatus.SENT,
    DeliveryStatus.FAILED: MessageStatus.FAILED,
    DeliveryStatus.DELIVERED: MessageStatus.DELIVERED,
    DeliveryStatus.READ: MessageStatus.READ,
    DeliveryStatus.PLAYED: MessageStatus.READ,
}


@dataclass(slots=True)
class Folded:
    """All that one delivery says of one message: the highest status and the first time of each."""

    wamid: str
    status: MessageStatus
    times: dict[MessageStatus, datetime] = field(default_factory=dict)
    error_code: int | None = None
    error_detail: str = ""

    def add(self, update: StatusUpdate) -> None:
        status = STATUS_OF[update.status]
        self.status = max(self.status, status)
        self.times[status] = min(update.at, self.times.get(status, update.at))
        if update.error is not None:
            self.error_code = update.error.code
            self.error_detail = (update.error.details or update.error.title)[:500]


def apply(updates: Iterable[StatusUpdate]) -> int:
    """Apply a batch; how many messages of ours it spoke of. Applying it again changes nothing."""
    known = [update for update in updates if update.status in STATUS_OF]
    owners = _owners(known)
    folded: dict[int, Folded] = {}
    for update in known:
        message_id = owners.get(_uuid(update.callback_data) or update.wamid)
        if message_id is not None:
            row = folded.setdefault(message_id, Folded(update.wamid, STATUS_OF[update.status]))
            row.add(update)
    if folded:
        _write(folded)
    _learn(known, owners)
    return len(folded)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _owners(updates: list[StatusUpdate]) -> dict[UUID | str, int]:
    """Message ids by our UUID, and by wamid for receipts that bring no UUID of ours."""
    uuids = {uuid for update in updates if (uuid := _uuid(update.callback_data))}
    found: dict[UUID | str, int] = dict(
        Message.objects.filter(uuid__in=uuids).values_list("uuid", "id")
    )
    wamids = {update.wamid for update in updates if not _uuid(update.callback_data)}
    by_wamid = Message.objects.filter(wamid__in=wamids).values_list("wamid", "id")
    return found | {wamid: pk for wamid, pk in by_wamid if wamid}


CLIMB = """
WITH v AS (
    SELECT * FROM unnest(
        %(ids)s::bigint[], %(wamids)s::text[], %(statuses)s::smallint[],
        %(sent)s::timestamptz[], %(delivered)s::timestamptz[], %(read)s::timestamptz[],
        %(failed)s::timestamptz[], %(codes)s::int[], %(details)s::text[]
    ) AS v (id, wamid, status, sent_at, delivered_at, read_at, failed_at, code, detail)
)
UPDATE messaging_message m
SET status = GREATEST(m.status, v.status),
    wamid = COALESCE(m.wamid, v.wamid),
    sent_at = COALESCE(m.sent_at, v.sent_at),
    delivered_at = COALESCE(m.delivered_at, v.delivered_at, v.read_at),
    read_at = COALESCE(m.read_at, v.read_at),
    failed_at = COALESCE(m.failed_at, v.failed_at),
    error_code = CASE WHEN m.status < %(delivered_rank)s AND v.failed_at IS NOT NULL
        THEN v.code ELSE m.error_code END,
    error_detail = CASE WHEN m.status < %(delivered_rank)s AND v.failed_at IS NOT NULL
        THEN v.detail ELSE m.error_detail END,
    due_at = NULL, lease_expires_at = NULL, lease_token = NULL, unknown_at = NULL
FROM v
WHERE m.id = v.id AND m.status <> %(skipped)s
    AND (m.status < v.status OR m.wamid IS NULL OR m.sent_at IS NULL AND v.sent_at IS NOT NULL
        OR m.delivered_at IS NULL AND v.delivered_at IS NOT NULL)
"""


@transaction.atomic
def _write(folded: dict[int, Folded]) -> None:
    ids = sorted(folded)
    settle_by_receipt(Message.objects.filter(id__in=ids).locked())
    rows = [folded[pk] for pk in ids]
    values: dict[str, Any] = {
        "ids": ids,
        "wamids": [row.wamid for row in rows],
        "statuses": [int(row.status) for row in rows],
        "sent": [row.times.get(MessageStatus.SENT) for row in rows],
        "delivered": [row.times.get(MessageStatus.DELIVERED) for row in rows],
        "read": [row.times.get(MessageStatus.READ) for row in rows],
        "failed": [row.times.get(MessageStatus.FAILED) for row in rows],
        "codes": [row.error_code for row in rows],
        "details": [row.error_detail for row in rows],
        "delivered_rank": int(MessageStatus.DELIVERED),
        "skipped": int(MessageStatus.SKIPPED),
    }
    with connection.cursor() as cursor:
        cursor.execute(CLIMB, values)


def _learn(updates: list[StatusUpdate], owners: dict[UUID | str, int]) -> None:
    """New names of the recipients, and Meta's marketing stop when it comes as an error."""
    ours = {
        update: owners[key]
        for update in updates
        if (key := _uuid(update.callback_data) or update.wamid) in owners
    }
    people = dict(Message.objects.filter(id__in=ours.values()).values_list("id", "contact_id"))
    learning.learn_many(
        ((people[message_id], _identity(update)) for update, message_id in ours.items()), by=META
    )
    for update, message_id in ours.items():
        if update.error is not None and update.error.code == MARKETING_STOPPED_CODE:
            contact = Contact.objects.get(pk=people[message_id])
            marketing.stop(contact, said_at=update.at, by=META)


def _identity(update: StatusUpdate) -> Identity:
    return Identity(
        wa_id=update.recipient.wa_id,
        bsuid=update.recipient.user_id,
        parent_bsuid=update.recipient.parent_user_id,
    )
