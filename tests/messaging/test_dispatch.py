"""A queued message leaves once, in Meta's form, and only if the gate still allows it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.actions import Action
from audit.models import Entry
from conecta.whatsapp.models import Channel
from messaging import sending
from messaging.models import Message, MessageStatus
from messaging.wakeups import redis
from tests import factories
from tests.simulator import Simulator

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_due_message_is_accepted_with_its_payload(simulator: Simulator) -> None:
    channel = factories.channel(throughput=1000)
    ana = factories.contact("Ana", "+55 11 98765-4321")
    message = factories.message(channel, ana)
    assert message.template is not None
    simulator.approve(message.template)

    posted = sending.dispatch(channel.pk)

    message.refresh_from_db()
    accepted = simulator.messages()["messages"]
    assert posted == 1
    assert message.status == MessageStatus.ACCEPTED
    assert message.wamid == accepted[0]["id"]
    assert accepted[0]["payload"]["to"] == "+5511987654321"
    assert accepted[0]["payload"]["biz_opaque_callback_data"] == str(message.uuid)
    assert message.lease_expires_at is None
    assert message.conversation.messages.count() == 1


def test_a_message_to_somebody_who_turned_red_meanwhile_is_skipped(simulator: Simulator) -> None:
    channel = factories.channel(throughput=1000)
    message = factories.message(channel, factories.contact())
    Message.objects.filter(pk=message.pk).update(due_at=timezone.now() + timedelta(hours=1))
    factories.red(message.contact)

    message.refresh_from_db()

    assert message.status == MessageStatus.SKIPPED
    assert message.due_at is None
    assert message.decision["reasons"][0]["code"] == "opted_out"
    assert sending.dispatch(channel.pk) == 0


def test_the_door_judges_again_what_was_allowed_when_asked(simulator: Simulator) -> None:
    channel = factories.channel(throughput=1000)
    message = factories.message(channel, factories.contact())
    Channel.objects.filter(pk=channel.pk).update(receptive=True)

    sending.dispatch(channel.pk)

    message.refresh_from_db()
    assert message.status == MessageStatus.SKIPPED
    assert message.decision["reasons"][0]["code"] == "channel_receptive"
    assert simulator.stats()["messages"]["accepted"] == 0


def test_many_messages_leave_once_each(simulator: Simulator) -> None:
    channel = factories.channel(throughput=10_000)
    simulator.config(throughput=10_000)
    template = factories.template(account=channel.account)
    simulator.approve(template)
    messages = [
        factories.message(channel, factories.contact(f"Pessoa {n}"), template=template)
        for n in range(150)
    ]

    posted = sending.dispatch(channel.pk)

    counts = simulator.messages()["biz_opaque_callback_data"]
    assert posted == 150
    assert counts == {str(message.uuid): 1 for message in messages}
    assert Message.objects.filter(status=MessageStatus.ACCEPTED).count() == 150


def test_a_number_that_meta_stopped_waits_and_then_goes_on(simulator: Simulator) -> None:
    channel = factories.channel(throughput=1000)
    ana = factories.contact("Ana", "+55 11 98765-4321")
    message = factories.message(channel, ana)
    assert message.template is not None
    simulator.approve(message.template)
    simulator.config(failures={"5511987654321": {"code": 131031, "sync": True}})
    sending.dispatch(channel.pk)
    channel.refresh_from_db()
    message.refresh_from_db()
    assert channel.paused_until is not None
    assert message.status == MessageStatus.QUEUED

    simulator.config(failures={})
    past = timezone.now() - timedelta(seconds=1)
    Channel.objects.update(paused_until=past)
    Message.objects.update(due_at=past)
    redis().flushdb()
    sending.dispatch(channel.pk)

    channel.refresh_from_db()
    message.refresh_from_db()
    assert message.status == MessageStatus.ACCEPTED
    assert not Channel.objects.filter(paused_until__isnull=False).exists()
    assert channel.pause_reason == ""
    assert Entry.objects.filter(action=Action.CHANNEL_CHANGED).count() == 2
