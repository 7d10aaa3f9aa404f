"""Channels by API: read, and the two switches."""

import pytest
from django.test import Client

from audit.models import Entry
from conecta.accounts.models import User
from conecta.whatsapp.models import Channel
from tests import factories

pytestmark = pytest.mark.django_db

CHANNELS = "/api/v1/channels/"


def test_a_channel_as_json(client: Client, marina: User) -> None:
    channel = factories.channel(state="connected", quality="green")

    (told,) = client.get(CHANNELS).json()["results"]

    assert told == {
        "id": channel.pk,
        "name": "Aurora Cobrança",
        "account": "100000000000001",
        "phone_number_id": "200000000000001",
        "display_number": "+55 11 4003-1020",
        "receptive": False,
        "enabled": True,
        "state": "connected",
        "quality": "green",
        "throughput": 80,
        "read_at": None,
    }


def test_what_is_not_given_stays(client: Client, marina: User) -> None:
    channel = factories.channel(receptive=False, enabled=True)

    answer = client.patch(
        f"{CHANNELS}{channel.pk}/", {"receptive": True}, content_type="application/json"
    )

    assert answer.status_code == 200
    assert (answer.json()["receptive"], answer.json()["enabled"]) == (True, True)
    assert Entry.objects.get(action="channel_changed").detail.values["after"] == {"receptive": True}


def test_nothing_else_can_be_written(client: Client, marina: User) -> None:
    channel = factories.channel()

    client.patch(
        f"{CHANNELS}{channel.pk}/",
        {"name": "Outro", "state": "connected"},
        content_type="application/json",
    )

    assert Channel.objects.get().name == "Aurora Cobrança"
    assert not Entry.objects.filter(action="channel_changed").exists()


def test_a_value_that_is_no_switch_is_refused(client: Client, marina: User) -> None:
    channel = factories.channel()

    answer = client.patch(
        f"{CHANNELS}{channel.pk}/", {"enabled": "talvez"}, content_type="application/json"
    )

    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == {"enabled"}
