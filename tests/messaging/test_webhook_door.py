"""Meta's door: handshake, signature, garbage, size, doubles; never a 500, nothing lost."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from messaging import deliveries, inbox
from messaging.models import Message, WebhookDelivery
from tests import factories
from tests.messaging import webhook

pytestmark = pytest.mark.django_db

BODY = webhook.body(webhook.text("5511987654321", "Oi", wamid="wamid.oi"))


def test_the_handshake_answers_the_challenge_only_to_our_token(client: Client) -> None:
    query = {
        "hub.mode": "subscribe",
        "hub.challenge": "1158",
        "hub.verify_token": "test-verify-token",
    }

    right = client.get(webhook.URL, query)
    wrong = client.get(webhook.URL, query | {"hub.verify_token": "outro"})

    assert (right.status_code, right.content) == (200, b"1158")
    assert wrong.status_code == 403


def test_without_a_token_of_ours_no_handshake_succeeds(client: Client, settings: Any) -> None:
    settings.WHATSAPP_VERIFY_TOKEN = ""

    answer = client.get(webhook.URL, {"hub.mode": "subscribe", "hub.verify_token": ""})

    assert answer.status_code == 403


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=" + "0" * 64, "sha1=abc"])
def test_a_wrong_or_missing_signature_is_refused_without_a_trace(
    client: Client, signature: str
) -> None:
    answer = webhook.post(client, BODY, signature=signature)

    assert answer.status_code == 403
    assert WebhookDelivery.objects.count() == 0


def test_the_former_secret_still_signs_while_secrets_are_rotated(client: Client) -> None:
    signature = webhook.sign(BODY, "test-former-app-secret")

    answer = webhook.post(client, BODY, signature=signature)

    assert answer.status_code == 200


GARBAGE = [b"", b"{", b"[]", b"null", b'{"object": 1}', b"\xff\xfe", b'{"entry": []}']


@pytest.mark.parametrize("garbage", GARBAGE)
def test_signed_garbage_is_a_400_without_a_trace(client: Client, garbage: bytes) -> None:
    answer = webhook.post(client, garbage)

    assert answer.status_code == 400
    assert WebhookDelivery.objects.count() == 0


def test_three_megabytes_are_taken_and_five_are_not(client: Client) -> None:
    def padded(size: int) -> bytes:
        shell = json.loads(webhook.body(webhook.text("5511987654321", "Oi")))
        return json.dumps(shell | {"padding": "x" * size}).encode()

    assert webhook.post(client, padded(3 * 1024 * 1024)).status_code == 200
    assert webhook.post(client, padded(5 * 1024 * 1024)).status_code == 413
    assert WebhookDelivery.objects.count() == 1


def test_the_same_body_twice_is_stored_once_and_applied_once(client: Client) -> None:
    factories.channel()

    answers = [webhook.post(client, BODY).status_code for _ in range(2)]
    inbox.drain()

    assert answers == [200, 200]
    assert WebhookDelivery.objects.count() == 1
    assert Message.objects.filter(wamid="wamid.oi").count() == 1


def test_the_same_message_in_two_bodies_is_applied_once(client: Client) -> None:
    factories.channel()
    other = webhook.body(webhook.text("5511987654321", "Oi", wamid="wamid.oi"), {"note": 1})

    webhook.post(client, BODY)
    webhook.post(client, other)
    inbox.drain()

    assert WebhookDelivery.objects.count() == 2
    assert Message.objects.filter(wamid="wamid.oi").count() == 1


def test_unknown_fields_are_kept_and_answered_200(client: Client) -> None:
    strange = webhook.body({"brand_new": True}, field="something_of_2027")

    answer = webhook.post(client, strange)
    inbox.drain()

    delivery = WebhookDelivery.objects.get()
    assert answer.status_code == 200
    assert bytes(delivery.body) == strange
    assert delivery.processed_at is not None


def test_a_message_for_a_number_that_is_not_ours_is_kept_with_its_failure(client: Client) -> None:
    webhook.post(client, BODY)

    inbox.drain()

    delivery = WebhookDelivery.objects.get()
    assert delivery.processed_at is None
    assert "Nenhum canal cadastrado" in delivery.failure
    assert delivery.due_at is not None


def test_a_failing_event_costs_no_other(client: Client) -> None:
    factories.channel()
    good = webhook.text("5511987654321", "Oi", wamid="wamid.boa")
    stranger = webhook.text("5511912345678", "Oi") | {
        "metadata": {"phone_number_id": "999", "display_phone_number": "1"}
    }

    webhook.post(client, webhook.body(stranger, good))
    inbox.drain()

    assert Message.objects.filter(wamid="wamid.boa").count() == 1
    assert "999" in WebhookDelivery.objects.get().failure


def test_a_delivery_that_kills_its_workers_is_left_to_a_person_in_the_end(client: Client) -> None:
    webhook.post(client, BODY)

    for _ in range(deliveries.MAX_ATTEMPTS):
        claimed = deliveries.claim()
        assert claimed is not None
        WebhookDelivery.objects.filter(due_at__isnull=False).update(due_at=timezone.now())

    assert deliveries.claim() is None
    assert WebhookDelivery.objects.get().failure == deliveries.BROKEN_OFF


def test_deliveries_with_messages_are_applied_first(client: Client) -> None:
    channel = factories.channel()
    message = factories.message(channel, factories.contact(), due_at=None)
    for _ in range(3):
        webhook.post(
            client, webhook.body(webhook.statuses(webhook.status("sent", uuid=message.uuid)))
        )
    webhook.post(client, BODY)

    first = deliveries.claim()

    assert first is not None
    assert bytes(first.body) == BODY
