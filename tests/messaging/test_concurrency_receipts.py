"""Meta's receipts and the dispatcher's own result, at the same moment: a status never goes down."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from conecta.whatsapp.events import parse
from conecta.whatsapp.types import StatusUpdate
from messaging import receipts, results
from messaging.models import Message, MessageStatus
from messaging.results import Accepted, Failed, Unconfirmed
from tests import factories, rivals
from tests.chaos import crowd
from tests.messaging import webhook

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def message() -> Message:
    return factories.message(
        factories.channel(),
        factories.contact(),
        status=MessageStatus.SENDING,
        due_at=None,
        lease_expires_at=timezone.now() + timedelta(minutes=1),
    )


def told(*found: dict[str, Any]) -> list[StatusUpdate]:
    events = parse(webhook.body(webhook.statuses(*found)))
    return [event for event in events if isinstance(event, StatusUpdate)]


def receipt(message: Message, *words: str) -> Callable[[], object]:
    found = [webhook.status(word, wamid="wamid.1", uuid=message.uuid) for word in words]
    return lambda: receipts.apply(told(*found))


def acceptance(message: Message) -> Accepted:
    return Accepted(
        message_id=message.pk,
        wamid="wamid.1",
        at=timezone.now(),
        contact_id=message.contact_id,
    )


def accept(message: Message) -> Callable[[], object]:
    return lambda: results.record_accepted([acceptance(message)])


def is_delivered_and_accepted(message: Message) -> bool:
    message.refresh_from_db()
    assert (message.status, message.wamid) == (MessageStatus.DELIVERED, "wamid.1")
    assert (message.lease_expires_at, message.unknown_at) == (None, None)
    return message.accepted_at is not None and message.delivered_at is not None


def test_a_delivery_that_overtakes_our_own_acceptance_stays(message: Message) -> None:
    rival = rivals.overtake(receipt(message, "sent", "delivered"), accept(message))

    assert (rival.error, rival.waited) == (None, True)
    assert is_delivered_and_accepted(message)


def test_a_delivery_that_waits_for_our_own_acceptance_climbs(message: Message) -> None:
    rival = rivals.overtake(accept(message), receipt(message, "delivered"))

    assert (rival.error, rival.waited) == (None, True)
    assert is_delivered_and_accepted(message)


@pytest.mark.parametrize("act", ["unconfirmed", "refused", "again"])
def test_no_result_of_ours_lowers_what_a_receipt_has_said(message: Message, act: str) -> None:
    now = timezone.now()
    acts: dict[str, Callable[[], object]] = {
        "unconfirmed": lambda: results.record_unconfirmed(
            Unconfirmed(message_id=message.pk, detail="ReadTimeout", at=now)
        ),
        "refused": lambda: results.record_failed(
            Failed(message_id=message.pk, code=131026, detail="", at=now)
        ),
        "again": lambda: results.record_failed(
            Failed(message_id=message.pk, code=130429, detail="", at=now, retry_at=now)
        ),
    }

    rival = rivals.overtake(receipt(message, "sent"), acts[act])

    message.refresh_from_db()
    assert (rival.error, rival.waited) == (None, True)
    assert (message.status, message.due_at) == (MessageStatus.SENT, None)


def test_a_late_refusal_of_a_row_that_was_given_up_is_believed(message: Message) -> None:
    now = timezone.now()
    Message.objects.filter(pk=message.pk).update(
        status=MessageStatus.UNKNOWN, unknown_at=now, lease_expires_at=None
    )

    results.record_failed(Failed(message_id=message.pk, code=131026, detail="", at=now))

    message.refresh_from_db()
    assert (message.status, message.error_code) == (MessageStatus.FAILED, 131026)
    assert message.unknown_at is None


def test_a_row_that_was_given_up_never_goes_back_to_the_queue(message: Message) -> None:
    now = timezone.now()
    Message.objects.filter(pk=message.pk).update(
        status=MessageStatus.UNKNOWN, unknown_at=now, lease_expires_at=None
    )

    results.record_failed(
        Failed(message_id=message.pk, code=130429, detail="", at=now, retry_at=now)
    )

    message.refresh_from_db()
    assert (message.status, message.due_at) == (MessageStatus.UNKNOWN, None)


def delivery(message: Message) -> dict[str, Any]:
    return webhook.status("delivered", wamid=f"w.{message.pk}", uuid=message.uuid)


def test_acceptances_and_receipts_of_many_meet_without_a_deadlock() -> None:
    channel = factories.channel()
    template = factories.template(account=channel.account)
    messages = crowd.queue(channel, template, crowd.people(50), each=2)
    Message.objects.update(status=MessageStatus.SENDING, due_at=None)
    accepted = [
        Accepted(message_id=it.pk, wamid=f"w.{it.pk}", at=timezone.now(), contact_id=it.contact_id)
        for it in messages
    ]
    updates = told(*(delivery(message) for message in reversed(messages)))

    meetings = rivals.together(
        lambda: results.record_accepted(accepted[::2]),
        lambda: results.record_accepted(accepted[1::2][::-1]),
        lambda: receipts.apply(updates),
        lambda: receipts.apply(updates[::-1]),
    )

    assert [rival.error for rival in meetings] == [None] * 4
    assert Message.objects.filter(status=MessageStatus.DELIVERED).count() == 100
    assert Message.objects.filter(accepted_at=None).count() == 0


def test_receipts_that_wait_for_a_message_hold_no_later_one() -> None:
    channel = factories.channel()
    low, high = crowd.queue(channel, factories.template(account=channel.account), crowd.people(2))
    # Written last, it lies last in the table: found in the order of its rows, it would come last.
    Message.objects.filter(pk=low.pk).update(text="Olá!")

    rival = rivals.overtake(
        lambda: Message.objects.locked().get(pk=low.pk),
        lambda: receipts.apply(told(delivery(high), delivery(low))),
        meanwhile=lambda: Message.objects.locked().get(pk=high.pk),
    )

    assert (rival.error, rival.waited) == (None, True)
    assert Message.objects.filter(status=MessageStatus.DELIVERED).count() == 2
