"""A hundred thousand receipts that wait to be applied."""

from collections.abc import Iterator

from messaging.models import WebhookDelivery
from tests.messaging import webhook

DELIVERIES, STATUSES = 100, 1000


def store() -> None:
    """Receipts of messages that are not ours: they cost their reading, and change nothing."""
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(body=body, digest=number.to_bytes(32), has_messages=False)
        for number, body in enumerate(_bodies())
    )


def applied() -> int:
    return WebhookDelivery.objects.filter(has_messages=False, processed_at__isnull=False).count()


def _bodies() -> Iterator[bytes]:
    for delivery in range(DELIVERIES):
        yield webhook.body(
            webhook.statuses(
                *[
                    webhook.status("sent", wamid=f"wamid.{delivery}.{number}")
                    for number in range(STATUSES)
                ]
            )
        )
