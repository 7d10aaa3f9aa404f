"""The dispatcher against a bare `requests` loop: same simulator, payloads and threads."""

import itertools
import json
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid4

import requests
from django.conf import settings
from django.db import connection
from django.utils import timezone

from conecta.whatsapp.models import Channel
from contacts.models import Contact
from hsm_templates.models import Template
from messaging import sending
from messaging.claims import Claim
from messaging.models import Conversation, Message, MessageKind, MessageStatus
from messaging.models.message import Direction
from messaging.parcels import load
from messaging.wakeups import redis
from tests.bench import world
from tests.factories import PHONE_NUMBER_ID, WABA_ID, account, channel
from tests.sandbox.server import running_sandbox

ROUNDS = 5
CASES = ((0, 1500), (150, 400))  # milliseconds of latency, messages a round
PEOPLE = max(count for _, count in CASES)
HEADERS = {"Authorization": "Bearer token-de-teste"}


def run() -> None:
    with running_sandbox("http://127.0.0.1:9/", secrets="test-app-secret") as address:
        settings.WHATSAPP_API_URL = address
        talk = _world(address)
        for latency, count in CASES:
            _configure(address, latency_ms=latency)
            bare, subject = [], []
            for _ in range(ROUNDS):
                payloads = _payloads(_queue(talk, count))
                bare.append(count / _timed_bare(address, payloads))
                _queue(talk, count)
                subject.append(count / _timed_dispatch(talk[0].channel))
            ratio = world.median_ratio(subject, bare)
            name = f"dispatch_{latency}ms"
            world.figure(f"{name}_bare_requests", statistics.median(bare), "msg/s", 1.0)
            world.figure(name, statistics.median(subject), "msg/s", ratio)


def _configure(address: str, **values: Any) -> None:
    quiet = {"webhooks": False, "review_seconds": 0, "throughput": 1_000_000, "pair_limit": False}
    requests.post(f"{address}/_sandbox/config", json=quiet | values, timeout=5).raise_for_status()


def _world(address: str) -> list[Conversation]:
    """A fast channel, an approved template, and one conversation for each of many people."""
    line = channel(account=account(), throughput=1_000_000)
    people = Contact.objects.bulk_create(
        Contact(name=f"Pessoa {n}", name_key=f"pessoa {n}", whatsapp=f"55119{60000000 + n}")
        for n in range(PEOPLE)
    )
    _configure(address)
    components = [
        {
            "type": "BODY",
            "text": "Olá, {{1}}! Sua fatura vence em {{2}}. Obrigado.",
            "example": {"body_text": [["Ana", "10/12"]]},
        }
    ]
    template = Template.objects.create(
        account=line.account,
        name="lembrete",
        category="UTILITY",
        status="approved",
        components=components,
    )
    requests.post(
        f"{address}/v26.0/{WABA_ID}/message_templates",
        json={
            "name": template.name,
            "language": "pt_BR",
            "category": "UTILITY",
            "components": components,
        },
        headers=HEADERS,
        timeout=5,
    ).raise_for_status()
    return Conversation.objects.bulk_create(
        Conversation(channel=line, contact=person) for person in people
    )


def _queue(talks: Sequence[Conversation], count: int) -> list[int]:
    """Rows due now, one a person; earlier rounds, and whom they wrote to, are forgotten."""
    redis().flushdb()
    template = Template.objects.get()
    Message.objects.all().delete()
    now = timezone.now()
    rows = Message.objects.bulk_create(
        Message(
            conversation=talk,
            channel_id=talk.channel_id,
            contact_id=talk.contact_id,
            direction=Direction.OUTBOUND,
            kind=MessageKind.TEMPLATE,
            template=template,
            values={"body.1": "Maria Aparecida", "body.2": "10/12/2026"},
            status=MessageStatus.QUEUED,
            due_at=now,
        )
        for talk in itertools.islice(talks, count)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE messaging_message")
    return [row.pk for row in rows]


def _payloads(ids: Sequence[int]) -> list[Any]:
    return [parcel.payload for parcel in load(Claim(token=uuid4(), message_ids=tuple(ids))).parcels]


def _timed_bare(address: str, payloads: Sequence[Any]) -> float:
    """Threads that share one iterator: the same sliding window, and nothing but `requests`."""
    url = f"{address}/v26.0/{PHONE_NUMBER_ID}/messages"
    waiting: Iterator[Any] = iter(payloads)
    lock = threading.Lock()
    failures = []

    def work() -> None:
        session = requests.Session()
        session.headers.update(HEADERS)
        while True:
            with lock:
                payload = next(waiting, None)
            if payload is None:
                return
            answer = session.post(url, json=payload, timeout=20)
            if answer.status_code != 200 or "messages" not in json.loads(answer.content):
                failures.append(answer.text)

    threads = [threading.Thread(target=work) for _ in range(sending.THREADS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(f"{len(failures)} refused: {failures[0]}")
    return time.perf_counter() - started


def _timed_dispatch(line: Channel) -> float:
    total = Message.objects.count()
    started = time.perf_counter()
    sending.dispatch(line.pk)
    taken = time.perf_counter() - started
    accepted = Message.objects.filter(status=MessageStatus.ACCEPTED).count()
    if accepted != total:
        raise RuntimeError(f"only {accepted} of {total} were accepted")
    return taken
