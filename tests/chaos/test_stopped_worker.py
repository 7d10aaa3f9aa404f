"""A worker that stood still past its lease, and wakes while another has sent its messages."""

import pytest

from messaging.models import Message, MessageStatus
from messaging.sending import THREADS
from tests.chaos import crowd
from tests.chaos.conftest import in_status
from tests.chaos.processes import wait_for
from tests.chaos.stage import Stage

pytestmark = pytest.mark.chaos

MESSAGES = 120
SLOW, FAST = 40, 400
HELD_BY_NOBODY = {"lease_token": None, "lease_expires_at": None}


def in_state(status: MessageStatus) -> set[str]:
    found = Message.objects.filter(status=status)
    return {str(uuid) for uuid in found.values_list("uuid", flat=True)}


def test_a_worker_stopped_past_its_lease_posts_nothing_that_went_back(stage: Stage) -> None:
    stage.simulator.config(webhooks=False, throughput=1000)
    channel, template = stage.channel(throughput=SLOW)
    crowd.queue(channel, template, crowd.people(MESSAGES))

    first = stage.crew.worker()
    wait_for("posting begun", lambda: begun(stage))
    first.halt()
    held = in_state(MessageStatus.CLAIMED)
    channel.throughput = FAST
    channel.save()
    stage.crew.worker()
    wait_for("all sent by the other", lambda: nothing_waits(stage))
    sent_by_the_other = stage.copies()
    first.resume()
    first.finish()

    assert len(held) > 0
    assert held <= set(sent_by_the_other)
    copies, accepted = stage.copies(), in_state(MessageStatus.ACCEPTED)
    unknown = in_state(MessageStatus.UNKNOWN)
    assert set(copies.values()) == {1}
    assert accepted <= set(copies) <= accepted | unknown
    # An answer that came while the worker stood still may have been too late for its reader.
    assert len(unknown & set(copies)) <= first.log.read_text().count("whatsapp_unknown_outcome")
    assert len(unknown) <= THREADS
    assert len(accepted) + len(unknown) == MESSAGES
    assert Message.objects.filter(attempt=1, **HELD_BY_NOBODY).count() == MESSAGES


def begun(stage: Stage) -> bool:
    stage.crew.beat()
    return stage.accepted() >= 5 and in_status(MessageStatus.CLAIMED) > 0


def nothing_waits(stage: Stage) -> bool:
    stage.crew.beat()
    under_way = (MessageStatus.QUEUED, MessageStatus.CLAIMED, MessageStatus.SENDING)
    return in_status(*under_way) == 0
