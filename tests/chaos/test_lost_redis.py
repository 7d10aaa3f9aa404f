"""Redis emptied, or killed and started again with nothing in it, while messages are posted."""

import pytest
from django.utils import timezone

from conecta.whatsapp.models import Channel
from hsm_templates.models import Template
from messaging.models import Message, MessageStatus
from tests import factories
from tests.chaos import crowd
from tests.chaos.conftest import in_status
from tests.chaos.own_redis import OwnRedis
from tests.chaos.processes import wait_for
from tests.chaos.stage import Stage

pytestmark = pytest.mark.chaos

RATE = 80
PLACES = 200
WRITTEN_BEFORE = 50
WANTED = 250


def written_before(channel: Channel, template: Template) -> None:
    messages = crowd.queue(channel, template, crowd.people(WRITTEN_BEFORE))
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(
        status=MessageStatus.ACCEPTED, due_at=None, sending_at=timezone.now(), attempt=1
    )


def begin(stage: Stage) -> None:
    """More people to write to than the portfolio has places; the first third has been written."""
    stage.simulator.config(webhooks=False, throughput=1000, latency_ms=30)
    account = factories.account(portfolio=factories.portfolio(messaging_limit=PLACES))
    channel, template = stage.channel(throughput=RATE, account=account)
    written_before(channel, template)
    crowd.queue(channel, template, crowd.people(WANTED))
    stage.crew.worker()
    wait_for("a third accepted", lambda: reached(stage, 50))


def reached(stage: Stage, goal: int) -> bool:
    stage.crew.beat()
    return stage.accepted() >= goal


def all_judged(stage: Stage) -> bool:
    """Accepted, or put off until the portfolio has a place again."""
    stage.crew.beat()
    waits = Message.objects.filter(status=MessageStatus.QUEUED, due_at__lte=timezone.now())
    return not waits.exists() and in_status(MessageStatus.CLAIMED, MessageStatus.SENDING) == 0


def check_limits(stage: Stage) -> None:
    copies = stage.copies()
    assert set(copies.values()) == {1}
    assert len(copies) == PLACES - WRITTEN_BEFORE
    assert in_status(MessageStatus.ACCEPTED) == PLACES
    assert in_status(MessageStatus.QUEUED) == WANTED - len(copies)
    assert stage.simulator.stats()["peak_per_second"][factories.PHONE_NUMBER_ID] <= RATE * 1.1


def test_an_emptied_redis_costs_neither_messages_nor_limits(
    shaky: Stage, redis_server: OwnRedis
) -> None:
    begin(shaky)

    redis_server.empty()
    wait_for("all judged", lambda: all_judged(shaky))

    check_limits(shaky)


def test_a_redis_killed_and_started_empty_costs_neither_messages_nor_limits(
    shaky: Stage, redis_server: OwnRedis
) -> None:
    begin(shaky)

    redis_server.kill()
    redis_server.start()
    wait_for("all judged", lambda: all_judged(shaky))

    check_limits(shaky)
