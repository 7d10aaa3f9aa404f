"""Meta or our database stalls, and goes on: what waited meanwhile does not leave in one burst."""

import threading
import time
from collections.abc import Sequence
from functools import partial

import pytest
from django.db import connection, transaction

from messaging import sending
from messaging.models import Message
from tests import factories
from tests.chaos import crowd
from tests.chaos.processes import wait_for
from tests.simulator import Simulator

pytestmark = pytest.mark.django_db(transaction=True)

RATE = 40
# The bucket allows a tenth of a second's tokens on top; the rest is the scheduler's.
MOST_A_SECOND = 47
STALL_SECONDS = 0.9

FAST = 80
MOST_OF_FAST = 91
# Longer than the bucket gathers tokens.
HOLD_SECONDS = 0.12


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


def test_after_a_stall_the_channel_keeps_its_pace(simulator: Simulator) -> None:
    simulator.config(latency_ms=2000, throughput=1000)
    channel = factories.channel(throughput=RATE)
    template = factories.template(account=channel.account)
    simulator.approve(template)
    crowd.queue(channel, template, crowd.people(4 * RATE))

    runner = threading.Thread(target=dispatch, args=[channel.pk])
    runner.start()
    wait_for("all threads busy", partial(has_left, simulator, sending.THREADS), seconds=10)
    until = time.monotonic() + STALL_SECONDS
    wait_for("a stall", lambda: time.monotonic() > until, seconds=10)
    simulator.config(latency_ms=0)
    runner.join()

    left = Message.objects.filter(sending_at__isnull=False).order_by("sending_at")
    moments = [moment.timestamp() for moment in left.values_list("sending_at", flat=True) if moment]
    assert len(moments) > RATE
    assert busiest_second(moments) <= MOST_A_SECOND


def hold_rows(channel_id: int) -> None:
    """A rival twice keeps the dispatcher from marking what it was granted, and then no more."""
    for _ in range(2):
        with transaction.atomic():
            list(Message.objects.select_for_update().filter(channel=channel_id).values("pk"))
            time.sleep(HOLD_SECONDS)
        time.sleep(0.005)


def test_what_another_transaction_held_up_does_not_leave_together_with_what_comes_next(
    simulator: Simulator,
) -> None:
    simulator.config(throughput=1000)
    channel = factories.channel(throughput=FAST)
    template = factories.template(account=channel.account)
    simulator.approve(template)
    crowd.queue(channel, template, crowd.people(3 * FAST))

    runner = threading.Thread(target=dispatch, args=[channel.pk])
    runner.start()
    for enough in (FAST // 4, FAST // 4 + FAST + FAST // 4):
        wait_for("the usual pace", partial(has_left, simulator, enough), seconds=10)
        hold_rows(channel.pk)
    runner.join()

    stats = simulator.stats()
    assert stats["messages"]["total"] > 2 * FAST
    assert stats["peak_per_second"][channel.phone_number_id] <= MOST_OF_FAST
