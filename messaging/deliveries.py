"""Decisions about received webhooks: stored once, claimed by one worker, finished or failed."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from conecta.queues import Queue, wake
from messaging import wakeups
from messaging.models import WebhookDelivery

DRAIN = "messaging.drain_inbox"
# A worker that dies over a delivery leaves it to another after this long.
LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 5
BACKOFF = timedelta(seconds=5)
BROKEN_OFF = "the worker broke off while applying it"

STORE = """
INSERT INTO messaging_webhookdelivery (body, digest, has_messages, attempt, failure)
VALUES (%s, %s, %s, 0, '') ON CONFLICT (digest) DO NOTHING
"""

# Lost with the server's memory, a claim or its end costs nothing: what is applied again changes
# nothing. An opt-out never waits behind receipts. Whoever dies over the last attempt leaves the
# delivery to a person, not to the next worker.
CLAIM = """
SET LOCAL synchronous_commit = off;
WITH next AS (
    SELECT id FROM messaging_webhookdelivery WHERE due_at <= %(now)s
    ORDER BY has_messages DESC, due_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE messaging_webhookdelivery d
SET attempt = attempt + 1,
    due_at = CASE WHEN attempt + 1 < %(last_attempt)s THEN %(lease_ends)s END,
    failure = CASE
        WHEN attempt + 1 >= %(last_attempt)s AND failure = '' THEN %(broken_off)s ELSE failure
    END
FROM next WHERE d.id = next.id RETURNING d.*
"""
FINISH = """
SET LOCAL synchronous_commit = off;
UPDATE messaging_webhookdelivery SET processed_at = %s, due_at = %s, failure = %s WHERE id = %s
"""


def store(body: bytes, digest: bytes, *, has_messages: bool) -> None:
    """Keep the raw bytes, unless the same came before; committed when this returns."""
    with connection.cursor() as cursor:
        cursor.execute(STORE, [body, digest, has_messages])
    if wakeups.first("inbox"):
        wake(DRAIN, queue=Queue.INBOX)


def claim() -> WebhookDelivery | None:
    """The next delivery, those with messages first; nobody else gets it while the lease lasts."""
    now = timezone.now()
    values = {
        "now": now,
        "lease_ends": now + LEASE,
        "last_attempt": MAX_ATTEMPTS,
        "broken_off": BROKEN_OFF,
    }
    return next(iter(WebhookDelivery.objects.raw(CLAIM, values)), None)


def finish(delivery: WebhookDelivery, *, failures: list[str]) -> None:
    """Applied; what could not be applied is told, kept with the body, and tried again."""
    now, again_at = timezone.now(), None
    if failures and delivery.attempt < MAX_ATTEMPTS:
        again_at = now + BACKOFF * 2 ** (delivery.attempt - 1)
    values = [None if failures else now, again_at, "\n".join(failures)[:4000], delivery.pk]
    with connection.cursor() as cursor:
        cursor.execute(FINISH, values)
