"""The same API call twice at the same moment: one message, and the same answer to both."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from audit.actions import Action
from audit.models import Entry
from conecta.accounts.models import User
from messaging.models import IdempotencyKey, Message
from tests import factories, rivals

pytestmark = pytest.mark.django_db(transaction=True)

URL = "/api/v1/messages/"


@pytest.fixture
def agent() -> User:
    return factories.user()


@pytest.fixture
def body() -> dict[str, Any]:
    channel = factories.channel()
    template = factories.template(account=channel.account)
    return {
        "contact": factories.contact().pk,
        "channel": channel.pk,
        "template": {"name": template.name, "language": template.language},
        "variables": {"1": "Ana"},
    }


def post(agent: User, body: dict[str, Any], key: str) -> tuple[int, dict[str, Any]]:
    client = APIClient()
    client.force_authenticate(agent)
    answer = client.post(URL, body, format="json", HTTP_IDEMPOTENCY_KEY=key)
    return answer.status_code, answer.json()


def test_two_calls_at_once_make_one_message(agent: User, body: dict[str, Any]) -> None:
    for key in map(str, range(10)):
        found = rivals.together(*[lambda key=key: post(agent, body, key)] * 2)

        assert [rival.error for rival in found] == [None, None]
        first, second = (rival.result for rival in found)
        assert first[0] == 201
        assert first == second
    assert Message.objects.count() == 10
    assert Entry.objects.filter(action=Action.MESSAGE_QUEUED).count() == 10


def test_a_call_waits_for_its_twin_and_repeats_its_answer(
    agent: User, body: dict[str, Any]
) -> None:
    answers: list[Any] = []

    rival = rivals.overtake(
        lambda: answers.append(post(agent, body, "a")), lambda: post(agent, body, "a")
    )

    assert (rival.error, rival.waited) == (None, True)
    assert answers == [rival.result]
    assert Message.objects.count() == 1


def test_a_call_whose_twin_failed_stands_for_itself(agent: User, body: dict[str, Any]) -> None:
    wrong = body | {"template": {"name": "nao_existe"}}

    rival = rivals.overtake(lambda: post(agent, wrong, "a"), lambda: post(agent, body, "a"))

    assert (rival.error, rival.result[0]) == (None, 201)
    assert IdempotencyKey.objects.count() == 1


def test_two_calls_at_once_with_different_bodies_make_one_message(
    agent: User, body: dict[str, Any]
) -> None:
    other = body | {"variables": {"1": "Bia"}}

    found = rivals.together(lambda: post(agent, body, "a"), lambda: post(agent, other, "a"))

    assert sorted(rival.result[0] for rival in found) == [201, 409]
    assert Message.objects.count() == 1
