"""Redis is gone: nobody who writes to us or clicks has to wait for it, and nothing is lost."""

import time

import pytest
import requests
from knox.models import AuthToken

from conecta.whatsapp.models import Channel
from contacts.models import Contact
from hsm_templates.models import Template
from messaging.models import MessageStatus
from tests import factories
from tests.chaos import crowd
from tests.chaos.conftest import in_status
from tests.chaos.own_redis import OwnRedis
from tests.chaos.processes import wait_for
from tests.chaos.stage import Stage
from tests.messaging import webhook

pytestmark = pytest.mark.chaos

PATIENCE_SECONDS = 3.0


def send(stage: Stage, channel: Channel, template: Template, contact: Contact) -> int:
    _, token = AuthToken.objects.create(factories.user())
    return requests.post(
        f"http://127.0.0.1:{stage.port}/api/v1/messages/",
        json={
            "contact": contact.pk,
            "channel": channel.pk,
            "template": {"name": template.name, "language": template.language},
            "variables": {"1": "Ana"},
        },
        headers={"Authorization": f"Token {token}"},
        timeout=20,
    ).status_code


def tell(stage: Stage, body: bytes) -> int:
    return requests.post(
        f"http://127.0.0.1:{stage.port}{webhook.URL}",
        body,
        headers={"x-hub-signature-256": webhook.sign(body), "content-type": "application/json"},
        timeout=20,
    ).status_code


def test_doors_stay_open_and_nothing_is_lost(shaky: Stage, redis_server: OwnRedis) -> None:
    channel, template = shaky.channel()
    ana, bia = crowd.people(2)
    shaky.crew.web(shaky.port)
    redis_server.kill()

    begun = time.monotonic()
    answers = [
        send(shaky, channel, template, ana),
        tell(shaky, webhook.body(webhook.text(str(bia.whatsapp), "Oi"))),
    ]
    took = time.monotonic() - begun
    redis_server.start()
    shaky.crew.worker(queues="interactive,inbox")
    wait_for("both done", lambda: is_done(shaky))

    assert answers == [201, 200]
    assert took < PATIENCE_SECONDS


def is_done(stage: Stage) -> bool:
    stage.crew.beat()
    return in_status(MessageStatus.ACCEPTED) == 1 and in_status(MessageStatus.RECEIVED) == 1
