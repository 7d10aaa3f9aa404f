"""Decisions about received webhooks: stored once, claimed by one worker, finished or failed."""

from datetime import timedelta

from django.db import connection, transaction
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


def store(body: bytes, digest: bytes, *, has_messages: bool) -> None:
    """Keep the raw bytes, unless the same came before; committed when this returns."""
    with connection.cursor() as cursor:
        cursor.execute(STORE, [body, digest, has_messages])
    if wakeups.first("inbox"):
        wake(DRAIN, queue=Queue.INBOX)


@transaction.atomic
def claim() -> WebhookDelivery | None:
    """The next delivery, those with messages first; nobody else gets it while the lease lasts."""
    now = timezone.now()
    delivery = (
        WebhookDelivery.objects.due(now).select_for_update(no_key=True, skip_locked=True).first()
    )
    if delivery is None:
        return None
    delivery.due_at, delivery.attempt = now + LEASE, delivery.attempt + 1
    if delivery.attempt >= MAX_ATTEMPTS:
        # Whoever dies over it again leaves it to a person, not to the next worker.
        delivery.due_at, delivery.failure = None, delivery.failure or BROKEN_OFF
    delivery.save(update_fields=["due_at", "attempt", "failure"])
    return delivery


def finish(delivery: WebhookDelivery, *, failures: list[str]) -> None:
    """Applied; what could not be applied is told, kept with the body, and tried again."""
    now = timezone.now()
    delivery.failure = "\n".join(failures)[:4000]
    if not failures:
        delivery.processed_at, delivery.due_at = now, None
    elif delivery.attempt >= MAX_ATTEMPTS:
        delivery.due_at = None
    else:
        delivery.due_at = now + BACKOFF * 2 ** (delivery.attempt - 1)
    delivery.save(update_fields=["failure", "processed_at", "due_at"])
