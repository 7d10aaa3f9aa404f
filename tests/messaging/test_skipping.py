"""Many messages of one person stopped at once: each with its reasons and its entry."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.actions import Action
from audit.actors import CONTACT
from audit.models import Entry
from audit.trail import digest
from conecta.whatsapp.models import Channel
from hsm_templates.models import Template
from messaging import skipping
from messaging.gates import Reason
from messaging.models import Message, MessageStatus
from tests.chaos import crowd

pytestmark = pytest.mark.django_db


def stop(messages: list[Message], *reasons: Reason) -> int:
    return skipping.skip(dict.fromkeys(messages, reasons), by=CONTACT)


def test_each_message_has_its_entry_with_a_true_digest(
    channel: Channel, template: Template
) -> None:
    messages = crowd.queue(channel, template, crowd.people(1), each=3)

    assert stop(messages, Reason.OPTED_OUT) == 3

    entries = Entry.objects.filter(action=Action.MESSAGE_SKIPPED).select_related("detail")
    assert {entry.object_id for entry in entries} == {str(message.pk) for message in messages}
    for entry in entries:
        told = entry.detail
        assert entry.contact_id == messages[0].contact_id
        assert told.values["reasons"][0]["code"] == "opted_out"
        assert bytes(entry.digest) == digest(bytes(told.salt), told.values)


def test_what_left_meanwhile_is_left_alone(channel: Channel, template: Template) -> None:
    left, waiting = crowd.queue(channel, template, crowd.people(2))
    Message.objects.filter(pk=left.pk).update(status=MessageStatus.SENDING)

    assert stop([left, waiting], Reason.OPTED_OUT) == 1

    left.refresh_from_db()
    assert left.status == MessageStatus.SENDING
    assert Entry.objects.get(action=Action.MESSAGE_SKIPPED).object_id == str(waiting.pk)


def test_messages_with_other_reasons_keep_their_own(channel: Channel, template: Template) -> None:
    one, two = crowd.queue(channel, template, crowd.people(2))

    skipping.skip({one: (Reason.OPTED_OUT,), two: (Reason.CHANNEL_DISABLED,)}, by=CONTACT)

    one.refresh_from_db()
    two.refresh_from_db()
    assert one.decision["reasons"][0]["code"] == "opted_out"
    assert two.decision["reasons"][0]["code"] == "channel_disabled"


def test_a_hundred_cost_as_many_statements_as_two(channel: Channel, template: Template) -> None:
    few, many = (crowd.queue(channel, template, crowd.people(1), each=n) for n in (2, 100))
    with CaptureQueriesContext(connection) as for_few:
        stop(few, Reason.OPTED_OUT)
    with CaptureQueriesContext(connection) as for_many:
        stop(many, Reason.OPTED_OUT)

    assert len(for_many) == len(for_few)
