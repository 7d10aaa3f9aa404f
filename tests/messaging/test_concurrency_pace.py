"""Meta or our database stalls, and goes on: what waited meanwhile does not leave in one burst."""

import threading
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from conecta.whatsapp.models import Channel
from messaging import sending
from messaging.models import Message
from tests import factories
from tests.chaos import crowd
from tests.chaos.processes import wait_for
from tests.messaging.webhook import SECRET
from tests.sandbox.server import going_first, running_sandbox
from tests.simulator import NOWHERE, Simulator

pytestmark = pytest.mark.django_db(transaction=True)

RATE = 40
# The bucket allows a tenth of a second's tokens on top; the rest is the scheduler's.
MOST_A_SECOND = 47
STALL_SECONDS = 0.9

FAST = 80
# What the bucket grants at most; the dispatcher keeps below it, which is left to the scheduler.
MOST_OF_FAST = 88
# Longer than the bucket gathers tokens.
HOLD_SECONDS = 0.12


@pytest.fixture
def simulator(settings: Any) -> Iterator[Simulator]:
    """One that goes first, as the dispatcher does: what is late does not come in a burst."""
    with running_sandbox(NOWHERE, secrets=SECRET, goes_first=True) as url, going_first():
        settings.WHATSAPP_API_URL = url
        simulator = Simulator(url)
        simulator.config(webhooks=False)
        yield simulator


def dispatch(channel_id: int) -> None:
    try:
        sending.dispatch(channel_id, run_seconds=4)
    finally:
        connection.close()


def has_left(simulator: Simulator, enough: int) -> bool:
    accepted: int = simulator.stats()["messages"]["total"]
    return accepted >= enough


def busiest_second(moments: Sequence[float]) -> int:
    return max(
        sum(1 for later in moments[first:] if later < moment + 1)
        for first, moment in enumerate(moments)
    )


def start(simulator: Simulator, *, rate: int, seconds: int) -> tuple[Channel, threading.Thread]:
    """A dispatcher at work on a channel with messages for so long."""
    channel = factories.channel(throughput=rate)
    template = factories.template(account=channel.account)
    simulator.approve(template)
    crowd.queue(channel, template, crowd.people(seconds * rate))
    runner = threading.Thread(target=dispatch, args=[channel.pk])
    runner.start()
    return channel, runner


def stall(seconds: float) -> None:
    until = time.monotonic() + seconds
    wait_for("a stall", lambda: time.monotonic() > until, seconds=10)


def test_after_a_stall_the_channel_keeps_its_pace(simulator: Simulator) -> None:
    simulator.config(latency_ms=2000, throughput=1000)
    _, runner = start(simulator, rate=RATE, seconds=4)
    wait_for("all threads busy", partial(has_left, simulator, sending.THREADS), seconds=10)
    stall(STALL_SECONDS)
    simulator.config(latency_ms=0)
    runner.join()

    left = Message.objects.filter(sending_at__isnull=False).order_by("sending_at")
    moments = [moment.timestamp() for moment in left.values_list("sending_at", flat=True) if moment]
    assert len(moments) > RATE
    assert busiest_second(moments) <= MOST_A_SECOND


def hold_rows(channel_id: int) -> None:
    """A rival thrice keeps the dispatcher from marking what it was granted, and then no more."""
    for _ in range(3):
        with transaction.atomic():
            list(Message.objects.select_for_update().filter(channel=channel_id).values("pk"))
            stall(HOLD_SECONDS)


def test_what_another_transaction_held_up_does_not_leave_together_with_what_comes_next(
    simulator: Simulator,
) -> None:
    simulator.config(throughput=1000)
    channel, runner = start(simulator, rate=FAST, seconds=3)

    for enough in (FAST // 4, FAST + FAST // 2):
        wait_for("the usual pace", partial(has_left, simulator, enough), seconds=10)
        hold_rows(channel.pk)
    runner.join()

    stats = simulator.stats()
    assert stats["messages"]["total"] > 2 * FAST
    assert stats["peak_per_second"][channel.phone_number_id] <= MOST_OF_FAST
