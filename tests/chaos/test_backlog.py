"""A hundred thousand receipts are waiting, and a person writes #OPTOUT."""

import pytest
from django.test import Client

from contacts.models import Contact
from messaging.models import WebhookDelivery
from optin.models import OptinEvent
from tests import factories
from tests.chaos import backlog, crowd
from tests.chaos.processes import wait_for
from tests.chaos.stage import Stage
from tests.messaging import webhook

pytestmark = pytest.mark.chaos

RED_SECONDS = 2.0


def reached(stage: Stage, goal: int) -> bool:
    stage.crew.beat()
    return backlog.applied() >= goal


def test_a_refusal_turns_red_before_the_receipts_that_wait(stage: Stage, client: Client) -> None:
    factories.channel()
    [ana] = crowd.people(1)
    backlog.store()
    stage.crew.worker(queues="inbox", threads=1)
    wait_for("receipts being applied", lambda: reached(stage, 3))

    answer = webhook.post(client, webhook.body(webhook.text(str(ana.whatsapp), "#OPTOUT")))
    is_red = Contact.objects.filter(pk=ana.pk, optin_status="opted_out")
    wait_for("red", is_red.exists)

    refusal = OptinEvent.objects.get(contact=ana)
    said = WebhookDelivery.objects.get(has_messages=True)
    meanwhile = WebhookDelivery.objects.filter(
        has_messages=False, processed_at__range=(said.received_at, refusal.at)
    )
    assert answer.status_code == 200
    # The one under way, and one more should it have ended before the refusal was committed.
    assert meanwhile.count() <= 2
    assert (refusal.at - said.received_at).total_seconds() < RED_SECONDS
    assert backlog.applied() < backlog.DELIVERIES
