"""Posts that end in ways nobody foresaw: each comes back, and no run waits for ever."""

from typing import Any, NoReturn

import pytest
from django.db import OperationalError
from redis.exceptions import ConnectionError as RedisConnectionError

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.models import Channel
from conecta.whatsapp.throttle import Grant, Throttle
from hsm_templates.models import Template
from messaging import results, sending
from messaging.models import Message, MessageStatus
from tests import factories
from tests.chaos import crowd
from tests.simulator import Simulator

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def channel(simulator: Simulator) -> Channel:
    simulator.config(throughput=1000)
    return factories.channel(throughput=1000)


@pytest.fixture
def template(simulator: Simulator, channel: Channel) -> Template:
    made = factories.template(account=channel.account)
    simulator.approve(made)
    return made


def test_a_post_that_breaks_off_waits_for_a_person_and_the_run_ends(
    channel: Channel, template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object) -> NoReturn:
        raise MemoryError

    [message] = crowd.queue(channel, template, crowd.people(1))
    monkeypatch.setattr(CloudClient, "send", break_off)

    sending.dispatch(channel.pk)

    message.refresh_from_db()
    assert (message.status, message.error_detail) == (MessageStatus.UNKNOWN, "MemoryError")


def test_a_run_that_loses_redis_writes_down_what_meta_answered(
    simulator: Simulator, channel: Channel, template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_redis(*_: object) -> NoReturn:
        raise RedisConnectionError

    def take_once(throttle: Throttle, *wanted: Any) -> Grant:
        grant = take(throttle, *wanted)
        if any(answer.ticket for answer in grant.answers):
            monkeypatch.setattr(Throttle, "take", lose_redis)
        return grant

    take = Throttle.take
    crowd.queue(channel, template, crowd.people(100))
    monkeypatch.setattr(Throttle, "take", take_once)

    sending.dispatch(channel.pk)

    accepted = simulator.stats()["messages"]["total"]
    waiting = Message.objects.filter(status=MessageStatus.QUEUED, lease_token=None)
    assert 0 < accepted < 100
    assert Message.objects.filter(status=MessageStatus.ACCEPTED).count() == accepted
    assert waiting.count() == 100 - accepted


def test_a_run_that_breaks_off_writes_down_what_meta_answered(
    simulator: Simulator, channel: Channel, template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off_once(*_: object) -> NoReturn:
        monkeypatch.undo()
        raise OperationalError

    simulator.config(latency_ms=100)
    crowd.queue(channel, template, crowd.people(100))
    monkeypatch.setattr(results, "learn", break_off_once)

    with pytest.raises(OperationalError):
        sending.dispatch(channel.pk)

    accepted = simulator.stats()["messages"]["total"]
    assert accepted > 0
    assert Message.objects.filter(status=MessageStatus.ACCEPTED).count() == accepted


def test_a_process_that_stood_still_past_its_lease_posts_nothing(
    simulator: Simulator, channel: Channel, template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    [message] = crowd.queue(channel, template, crowd.people(1))
    monkeypatch.setattr(sending, "post_seconds", lambda: -1.0)

    sending.dispatch(channel.pk)

    message.refresh_from_db()
    assert simulator.stats()["messages"]["total"] == 0
    assert (message.status, message.attempt) == (MessageStatus.QUEUED, 1)
