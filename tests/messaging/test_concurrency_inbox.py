"""Two inbox workers over the same deliveries: each event is applied once, whoever comes first."""

import hashlib
from typing import Any

import pytest
from django.utils import timezone

from messaging import deliveries, inbox
from messaging.models import Message, MessageStatus, WebhookDelivery
from optin.models import OptinEvent
from tests import factories, rivals
from tests.chaos import crowd
from tests.messaging import webhook

pytestmark = pytest.mark.django_db(transaction=True)


def store(*bodies: bytes, has_messages: bool = True) -> None:
    for body in bodies:
        deliveries.store(body, hashlib.sha256(body).digest(), has_messages=has_messages)


def drain_twice() -> None:
    found = rivals.together(inbox.drain, inbox.drain)
    assert [rival.error for rival in found] == [None, None]
    assert set(WebhookDelivery.objects.values_list("failure", flat=True)) == {""}
    assert WebhookDelivery.objects.filter(processed_at=None).count() == 0


def test_two_workers_apply_each_message_once() -> None:
    factories.channel()
    group = crowd.people(40)
    store(
        *[
            webhook.body(webhook.text(str(one.whatsapp), "Oi", wamid=f"wamid.{one}"))
            for one in group
        ]
    )

    drain_twice()

    assert Message.objects.filter(status=MessageStatus.RECEIVED).count() == 40


def test_the_same_message_in_two_bodies_is_applied_once_by_two_workers() -> None:
    factories.channel()
    at = timezone.now()
    for number in range(30):
        # All said in one second: a refusal that is said again later has a line of its own.
        said = webhook.text("5511987654321", "#OPTOUT", wamid=f"wamid.{number}", at=at)
        store(webhook.body(said), webhook.body(said, {"note": number}))

    drain_twice()

    assert Message.objects.filter(status=MessageStatus.RECEIVED).count() == 30
    assert OptinEvent.objects.filter(after="opted_out").count() == 1


def test_an_unknown_sender_is_registered_once_by_two_workers() -> None:
    factories.channel()
    for number in range(20):
        sender = f"55119{60000000 + number}"
        store(
            webhook.body(webhook.text(sender, "Oi", wamid=f"wamid.a{number}")),
            webhook.body(webhook.text(sender, "Tudo bem?", wamid=f"wamid.b{number}")),
        )

    drain_twice()

    talks = Message.objects.values_list("conversation").distinct()
    assert Message.objects.count() == 40
    assert talks.count() == 20


def test_receipts_of_the_same_messages_in_two_orders_lock_nobody_out() -> None:
    channel = factories.channel()
    messages = crowd.queue(channel, factories.template(account=channel.account), crowd.people(60))
    there = [receipt("delivered", message) for message in messages]
    back = [receipt("read", message) for message in reversed(messages)]
    for start in range(0, 60, 10):
        store(
            webhook.body(webhook.statuses(*there[start:], *there[:start])),
            webhook.body(webhook.statuses(*back[start:], *back[:start])),
            has_messages=False,
        )

    drain_twice()

    assert Message.objects.filter(status=MessageStatus.READ).count() == 60


def receipt(word: str, message: Message) -> dict[str, Any]:
    return webhook.status(word, to=message.contact.whatsapp, uuid=message.uuid)
