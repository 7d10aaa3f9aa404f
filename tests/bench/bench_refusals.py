"""Refusals at full size: what still leaves while people refuse, and red behind a long backlog.

Real processes of Conecta (web, inbox, dispatcher) and the simulator; the limits are promises in
seconds, so that a ratio above 1.0 is a broken promise (below, for refusals a second).
"""

import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import requests
from django.db.models import F, Max

from contacts.models import Contact
from messaging.models import Message, MessageKind, MessageStatus, WebhookDelivery
from optin.models import OptinEvent
from tests import factories
from tests.bench import world
from tests.chaos import backlog, crowd
from tests.chaos.processes import crew, wait_for
from tests.chaos.stage import Stage
from tests.messaging import webhook
from tests.sandbox.server import free_port, running_sandbox
from tests.simulator import Simulator

PEOPLE, EACH = 1_000, 20
REFUSALS_A_SECOND = 50
# More than is wanted, so that the figure can pass it.
COMING_A_SECOND = 75
# The bench sits on the cores that it measures: it asks no more often than it must.
LOOK_SECONDS = 0.5
# Of a number as Meta gives it, 80, of which incoming messages take their share: those that come
# above what is wanted take nothing from the queue's. Most of it still waits when its people refuse.
THROUGHPUT = 80 + COMING_A_SECOND - REFUSALS_A_SECOND
GRACE_SECONDS = 2.0
PATIENCE = 300.0
ACTIVE = Message.objects.filter(kind=MessageKind.TEMPLATE)


@contextmanager
def _stage() -> Iterator[Stage]:
    port = free_port()
    door = f"http://127.0.0.1:{port}{webhook.URL}"
    with (
        tempfile.TemporaryDirectory() as folder,
        running_sandbox(door, secrets=webhook.SECRET) as address,
        crew(Path(folder), whatsapp_api_url=address) as hired,
    ):
        yield Stage(Simulator(address), hired, port)


def in_a_row() -> None:
    with _stage() as stage:
        _refuse_in_a_row(stage)


def behind_a_backlog() -> None:
    with _stage() as stage:
        _refuse_behind_a_backlog(stage)


def _refuse_in_a_row(stage: Stage) -> None:
    stage.crew.web(stage.port)
    stage.simulator.config(latency_ms=30, throughput=10_000, pair_limit=False)
    channel, template = stage.channel(throughput=THROUGHPUT)
    people = crowd.people(PEOPLE)
    crowd.queue(channel, template, people, each=EACH)
    stage.crew.worker(queues="inbox", threads=2)
    stage.crew.worker()
    wait_for("posting begun", lambda: _beating(stage, stage.accepted() > 0))
    queued = ACTIVE.filter(status__lt=MessageStatus.SENDING).count()
    _refuse(stage, random.Random(7).sample(people, PEOPLE))
    wait_for(
        "all refused",
        lambda: _beating(stage, _refused() == PEOPLE),
        seconds=PATIENCE,
        every=LOOK_SECONDS,
    )
    time.sleep(GRACE_SECONDS * 2)
    _tell(stage, queued)


def _beating(stage: Stage, happened: object) -> bool:
    stage.crew.beat()
    return bool(happened)


def _refuse(stage: Stage, people: list[Contact]) -> None:
    """Each at its time; the simulator tells us by webhook."""
    begun = time.monotonic()
    with requests.Session() as session:
        for number, person in enumerate(people):
            due = begun + number / COMING_A_SECOND
            time.sleep(max(0.0, due - time.monotonic()))
            said = {"from": f"+{person.whatsapp}", "text": "#OPTOUT"}
            url = f"{stage.simulator.url}/_sandbox/inbound"
            session.post(url, json=said, timeout=5).raise_for_status()
            if number % COMING_A_SECOND == 0:
                stage.crew.beat()


def _refused() -> int:
    return Contact.objects.filter(optin_status="opted_out").count()


def _tell(stage: Stage, queued: int) -> None:
    times = sorted(OptinEvent.objects.values_list("at", flat=True))
    rate = (len(times) - 1) / (times[-1] - times[0]).total_seconds()
    late = _seconds_after_refusal(stage)
    too_late = sum(seconds > GRACE_SECONDS for seconds in late)
    begun = ACTIVE.exclude(status=MessageStatus.SKIPPED).filter(sending_at__isnull=False)
    last_claim = begun.aggregate(after=Max(F("sending_at") - F("contact__optin_events__at")))[
        "after"
    ].total_seconds()
    waiting = ACTIVE.filter(status__lt=MessageStatus.SENDING).count()
    world.figure("refusals_queued_when_they_begin", queued, "messages", queued / (PEOPLE * EACH))
    world.figure("refusals_a_second", rate, "1/s", rate / REFUSALS_A_SECOND)
    world.figure("refusals_posted_2s_later", too_late, "messages", float(too_late))
    world.figure("refusals_last_post", 1000 * max(late), "ms", max(late) / GRACE_SECONDS)
    world.figure("refusals_last_claim", 1000 * last_claim, "ms", last_claim / GRACE_SECONDS)
    world.figure("refusals_still_waiting", waiting, "messages", float(waiting))


def _seconds_after_refusal(stage: Stage) -> list[float]:
    """Of each active message that the simulator accepted; negative: it came before."""
    events = OptinEvent.objects.values_list("contact__whatsapp", "at")
    refused = {number: at.timestamp() for number, at in events}
    return [
        sent["time"] - refused[sent["to"].lstrip("+")]
        for sent in stage.simulator.messages()["messages"]
        if sent["type"] == "template"
    ]


def _refuse_behind_a_backlog(stage: Stage) -> None:
    stage.crew.web(stage.port)
    factories.channel()
    [ana] = crowd.people(1)
    backlog.store()
    stage.crew.worker(queues="inbox", threads=1)
    wait_for("receipts being applied", lambda: _beating(stage, backlog.applied() >= 3))
    body = webhook.body(webhook.text(str(ana.whatsapp), "#OPTOUT"))
    headers = {"X-Hub-Signature-256": webhook.sign(body), "Content-Type": "application/json"}
    door = f"http://127.0.0.1:{stage.port}{webhook.URL}"
    requests.post(door, data=body, headers=headers, timeout=10).raise_for_status()
    wait_for("red", partial(Contact.objects.filter(optin_status="opted_out").exists))
    said = WebhookDelivery.objects.get(has_messages=True)
    seconds = (OptinEvent.objects.get().at - said.received_at).total_seconds()
    left = backlog.DELIVERIES - backlog.applied()
    world.figure("refusal_behind_100000_statuses", 1000 * seconds, "ms", seconds / GRACE_SECONDS)
    world.figure("statuses_still_waiting", 1000 * left, "statuses", left / backlog.DELIVERIES)
