"""A worker killed with -9 again and again, while Meta loses requests and answers."""

from functools import partial

import pytest
from django.db.models import Q

from audit.actions import Action
from audit.models import Entry
from messaging.models import Message, MessageStatus, WebhookDelivery
from messaging.sending import THREADS
from tests.chaos import crowd
from tests.chaos.processes import wait_for
from tests.chaos.stage import Stage

pytestmark = pytest.mark.chaos

KILLS = 10
MESSAGES = 600
BETWEEN_KILLS = 45
UNLUCKY_META = {
    "latency_ms": 30,
    "deliver_ms": 100,
    "throughput": 1000,
    "drop_response_rate": 0.05,
    "lose_request_rate": 0.05,
    "webhook_before_response": True,
}
LEFT = (MessageStatus.ACCEPTED, MessageStatus.SENT, MessageStatus.DELIVERED)
UNDER_WAY = (MessageStatus.QUEUED, MessageStatus.CLAIMED, MessageStatus.SENDING)


def kill_workers_while_they_post(stage: Stage) -> None:
    for kill in range(1, KILLS + 1):
        worker = stage.crew.worker()
        goal = kill * BETWEEN_KILLS
        wait_for(f"{goal} accepted", partial(reached, stage, goal))
        worker.kill()


def reached(stage: Stage, goal: int) -> bool:
    stage.crew.beat()
    return stage.accepted() >= goal


def is_settled(stage: Stage) -> bool:
    """Nothing is on its way any more, on either side."""
    stage.crew.beat()
    waits = Q(status__in=UNDER_WAY) | Q(status=MessageStatus.ACCEPTED)
    return (
        stage.simulator.stats()["webhooks"]["waiting"] == 0
        and not Message.objects.filter(waits).exists()
        and not WebhookDelivery.objects.filter(processed_at=None).exists()
    )


def test_no_message_is_sent_twice_and_none_is_lost(stage: Stage) -> None:
    stage.crew.web(stage.port)
    stage.crew.worker(queues="inbox", threads=2)
    stage.simulator.config(**UNLUCKY_META)
    channel, template = stage.channel(throughput=150)
    messages = crowd.queue(channel, template, crowd.people(MESSAGES))

    kill_workers_while_they_post(stage)
    stage.crew.worker()
    wait_for("everything settled", lambda: is_settled(stage))

    copies = stage.copies()
    unknown = Message.objects.filter(status=MessageStatus.UNKNOWN)
    unconfirmed = Entry.objects.filter(action=Action.MESSAGE_UNCONFIRMED).count()
    settled = Entry.objects.filter(action=Action.MESSAGE_SETTLED).count()
    left = {
        str(it) for it in Message.objects.filter(status__in=LEFT).values_list("uuid", flat=True)
    }
    assert set(copies.values()) == {1}
    assert left == set(copies)
    assert unknown.count() == MESSAGES - len(copies)
    assert unknown.count() <= THREADS * KILLS + stage.simulator.stats()["lost"]["requests"]
    assert unconfirmed - settled == unknown.count()
    assert Message.objects.exclude(attempt=1).count() == 0
    assert len(messages) == MESSAGES
