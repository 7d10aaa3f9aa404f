"""Receipts only climb, whatever their order, number and company."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.test import Client
from django.utils import timezone

from audit.actions import Action
from audit.models import Entry
from messaging import inbox
from messaging.models import Message, MessageStatus
from tests import factories
from tests.chaos import crowd
from tests.messaging import webhook

pytestmark = pytest.mark.django_db


@pytest.fixture
def message() -> Message:
    return factories.message(
        factories.channel(),
        factories.contact("Ana", "+5511987654321"),
        status=MessageStatus.SENDING,
        due_at=None,
        lease_expires_at=timezone.now() + timedelta(minutes=1),
    )


def deliver(client: Client, *bodies: bytes) -> None:
    for payload in bodies:
        assert webhook.post(client, payload).status_code == 200
    inbox.drain()


def test_sent_delivered_and_read_in_one_body(client: Client, message: Message) -> None:
    found = [
        webhook.status(word, wamid="wamid.1", uuid=message.uuid)
        for word in ("sent", "delivered", "read")
    ]

    deliver(client, webhook.body(webhook.statuses(*found)))

    message.refresh_from_db()
    assert message.status == MessageStatus.READ
    assert message.wamid == "wamid.1"
    assert None not in (message.sent_at, message.delivered_at, message.read_at)
    assert message.lease_expires_at is None


@pytest.mark.parametrize("order", list(permutations(["sent", "delivered", "read"])))
def test_any_order_ends_read(client: Client, message: Message, order: tuple[str, ...]) -> None:
    bodies = [
        webhook.body(webhook.statuses(webhook.status(word, wamid="wamid.1", uuid=message.uuid)))
        for word in order
    ]

    for payload in bodies:
        deliver(client, payload)

    message.refresh_from_db()
    assert message.status == MessageStatus.READ
    assert None not in (message.sent_at, message.delivered_at, message.read_at)


@pytest.mark.parametrize("order", list(permutations(["sent", "delivered", "read"])))
def test_any_order_within_one_body_ends_read(
    client: Client, message: Message, order: tuple[str, ...]
) -> None:
    found = [webhook.status(word, wamid="wamid.1", uuid=message.uuid) for word in order]

    deliver(client, webhook.body(webhook.statuses(*found)))

    message.refresh_from_db()
    assert message.status == MessageStatus.READ
    assert None not in (message.sent_at, message.delivered_at, message.read_at)


@pytest.mark.parametrize("order", [("failed", "delivered"), ("delivered", "failed")])
def test_a_delivery_beats_a_failure_in_the_same_body(
    client: Client, message: Message, order: tuple[str, ...]
) -> None:
    found = [
        webhook.status(word, uuid=message.uuid, code=131026 if word == "failed" else 0)
        for word in order
    ]

    deliver(client, webhook.body(webhook.statuses(*found)))

    message.refresh_from_db()
    assert message.status == MessageStatus.DELIVERED


def test_a_doubled_receipt_changes_nothing_and_the_first_time_stays(
    client: Client, message: Message
) -> None:
    first = timezone.now().replace(microsecond=0) - timedelta(minutes=5)
    later = first + timedelta(minutes=1)

    for moments in ((later, first, later), (later, later), (first,)):
        found = [
            webhook.status("sent", wamid="wamid.1", uuid=message.uuid, at=moment)
            for moment in moments
        ]
        deliver(client, webhook.body(webhook.statuses(*found), {"note": len(moments)}))

    message.refresh_from_db()
    assert (message.status, message.sent_at) == (MessageStatus.SENT, first)


def test_read_implies_delivered(client: Client, message: Message) -> None:
    deliver(client, webhook.body(webhook.statuses(webhook.status("read", uuid=message.uuid))))

    message.refresh_from_db()
    assert message.delivered_at is not None


def test_failed_never_overrides_delivered(client: Client, message: Message) -> None:
    for word in ("delivered", "failed"):
        found = webhook.status(word, uuid=message.uuid, code=131026 if word == "failed" else 0)
        deliver(client, webhook.body(webhook.statuses(found)))

    message.refresh_from_db()
    assert message.status == MessageStatus.DELIVERED
    assert message.error_code is None


def test_a_failure_keeps_its_code_until_a_delivery_says_better(
    client: Client, message: Message
) -> None:
    failed = webhook.status("failed", uuid=message.uuid, code=131026)
    deliver(client, webhook.body(webhook.statuses(failed)))
    message.refresh_from_db()
    assert (message.status, message.error_code) == (MessageStatus.FAILED, 131026)

    delivered = webhook.status("delivered", uuid=message.uuid)
    deliver(client, webhook.body(webhook.statuses(delivered)))

    message.refresh_from_db()
    assert message.status == MessageStatus.DELIVERED


def test_a_status_before_our_own_commit_matches_by_uuid(client: Client, message: Message) -> None:
    found = webhook.status("sent", wamid="wamid.novo", uuid=message.uuid)
    deliver(client, webhook.body(webhook.statuses(found)))

    message.refresh_from_db()
    assert (message.wamid, message.status) == ("wamid.novo", MessageStatus.SENT)


def test_a_status_without_our_uuid_matches_by_wamid(client: Client, message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(wamid="wamid.7", status=MessageStatus.ACCEPTED)

    deliver(client, webhook.body(webhook.statuses(webhook.status("delivered", wamid="wamid.7"))))

    message.refresh_from_db()
    assert message.status == MessageStatus.DELIVERED


def test_a_receipt_settles_an_unknown_and_says_so(client: Client, message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(
        status=MessageStatus.UNKNOWN, unknown_at=timezone.now()
    )

    deliver(client, webhook.body(webhook.statuses(webhook.status("sent", uuid=message.uuid))))

    message.refresh_from_db()
    assert message.status == MessageStatus.SENT
    assert message.unknown_at is None
    assert Entry.objects.filter(action=Action.MESSAGE_SETTLED, actor_kind="meta").count() == 1


def test_a_thousand_statuses_in_one_body(client: Client) -> None:
    channel, people = factories.channel(), crowd.people(1000)
    messages = crowd.queue(channel, factories.template(account=channel.account), people)

    found = [
        webhook.status("delivered", to=person.whatsapp, uuid=message.uuid)
        for person, message in zip(people, messages, strict=True)
    ]
    deliver(client, webhook.body(webhook.statuses(*found)))

    assert Message.objects.filter(status=MessageStatus.DELIVERED).count() == 1000


def test_the_marketing_stop_error_is_kept_apart_from_the_colour(
    client: Client, message: Message
) -> None:
    found = webhook.status("failed", uuid=message.uuid, code=131050)

    deliver(client, webhook.body(webhook.statuses(found)))

    message.contact.refresh_from_db()
    assert message.contact.marketing_stopped_at is not None
    assert message.contact.optin_status == "undefined"


def test_a_skipped_message_stays_skipped(client: Client, message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(status=MessageStatus.SKIPPED)

    deliver(client, webhook.body(webhook.statuses(webhook.status("read", uuid=message.uuid))))

    message.refresh_from_db()
    assert message.status == MessageStatus.SKIPPED
