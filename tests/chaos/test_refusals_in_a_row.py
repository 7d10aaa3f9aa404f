"""Fifty people a second refuse, while their own messages are on the way out."""

import time
from collections.abc import Sequence
from functools import partial

import pytest
import requests

from contacts.models import Contact
from messaging.models import Message, MessageKind, MessageStatus
from optin.models import OptinEvent
from tests.chaos import crowd
from tests.chaos.processes import wait_for
from tests.chaos.stage import Stage

pytestmark = pytest.mark.chaos

PEOPLE = 150
EACH = 3
RATE = 100
REFUSALS_A_SECOND = 50
GRACE_SECONDS = 2.0
ACTIVE = Message.objects.filter(kind=MessageKind.TEMPLATE)
UNDER_WAY = (MessageStatus.QUEUED, MessageStatus.CLAIMED, MessageStatus.SENDING)


def is_time(due: float) -> bool:
    return time.monotonic() >= due


def refuse(stage: Stage, people: Sequence[Contact]) -> None:
    """One after another, each at its time; the simulator tells us by webhook."""
    begun = time.monotonic()
    for number, person in enumerate(people):
        due = begun + number / REFUSALS_A_SECOND
        wait_for("its time", partial(is_time, due))
        requests.post(
            f"{stage.simulator.url}/_sandbox/inbound",
            json={"from": f"+{person.whatsapp}", "text": "#OPTOUT"},
            timeout=5,
        ).raise_for_status()


def has_begun(stage: Stage) -> bool:
    stage.crew.beat()
    return stage.accepted() > 0


def is_over(stage: Stage) -> bool:
    stage.crew.beat()
    refused = Contact.objects.filter(optin_status="opted_out").count()
    return refused == PEOPLE and not ACTIVE.filter(status__in=UNDER_WAY).exists()


def seconds_after_refusal(stage: Stage) -> list[float]:
    """Of each active message that the simulator accepted; negative: it came before."""
    refused = {
        event.contact.whatsapp: event.at.timestamp()
        for event in OptinEvent.objects.select_related("contact")
    }
    return [
        sent["time"] - refused[sent["to"].lstrip("+")]
        for sent in stage.simulator.messages()["messages"]
        if sent["type"] == "template"
    ]


def test_nothing_is_posted_two_seconds_after_its_refusal(stage: Stage) -> None:
    stage.crew.web(stage.port)
    stage.simulator.config(latency_ms=30, throughput=1000)
    channel, template = stage.channel(throughput=RATE)
    people = crowd.people(PEOPLE)
    crowd.queue(channel, template, people, each=EACH)
    stage.crew.worker(queues="inbox", threads=2)
    stage.crew.worker()
    wait_for("posting begun", lambda: has_begun(stage))

    refuse(stage, people[::-1])
    wait_for("all refused and judged", lambda: is_over(stage))

    lateness = seconds_after_refusal(stage)
    skipped = ACTIVE.filter(status=MessageStatus.SKIPPED).count()
    assert max(lateness) < GRACE_SECONDS
    assert len(lateness) > 0
    assert skipped == PEOPLE * EACH - len(lateness) > 0
