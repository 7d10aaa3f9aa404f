"""What hearing a refusal costs the database: the same few statements, however much waits."""

import hashlib
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from conecta.whatsapp.models import Channel
from hsm_templates.models import Template
from messaging import deliveries, inbox
from messaging.models import Message, MessageStatus
from tests.chaos import crowd
from tests.messaging import webhook

# 20 of the refusal and its confirmation, a savepoint of two, and of the deliveries two claims and
# an end. Fifty refusals a second on two cores leave room for no more (docs/benchmarks.md).
MOST = 25


def optout(sender: str) -> dict[str, Any]:
    """As Meta tells it of somebody who never wrote before, with the id that it has for them."""
    said = webhook.text(sender, "#OPTOUT")
    said["contacts"][0]["user_id"] = said["messages"][0]["from_user_id"] = "BR.1"
    return said


@pytest.mark.parametrize("waiting", [1, 40])
def test_a_refusal_takes_few_statements_however_much_waits(
    channel: Channel,
    template: Template,
    waiting: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    [ana] = crowd.people(1)
    crowd.queue(channel, template, [ana], each=waiting)
    body = webhook.body(optout(str(ana.whatsapp)))
    deliveries.store(body, hashlib.sha256(body).digest(), has_messages=True)

    with django_assert_max_num_queries(MOST):
        inbox.drain()

    assert Message.objects.filter(status=MessageStatus.SKIPPED).count() == waiting
    assert Message.objects.filter(status=MessageStatus.QUEUED).count() == 1  # the confirmation
