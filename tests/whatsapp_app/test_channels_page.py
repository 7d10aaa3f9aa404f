"""Canais: switches with their news, read-only for agents, readings that the page waits for."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import timezone

from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.queues import Queue
from conecta.whatsapp import views
from conecta.whatsapp.models import Channel
from tests import factories

pytestmark = pytest.mark.django_db

CHANNELS = "/configuracoes/canais/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def wakeups(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Queue]]:
    sent: list[tuple[str, Queue]] = []

    def note(name: str, *, queue: Queue) -> None:
        sent.append((name, queue))

    monkeypatch.setattr(views, "wake", note)
    return sent


def news(answer: HttpResponseBase) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(answer.headers["HX-Trigger"])
    return told


def test_a_switch_says_what_it_did_and_how_to_undo_it(client: Client, marina: User) -> None:
    channel = factories.channel(name="Aurora SAC")

    answer = client.post(f"{CHANNELS}{channel.pk}/receptivo/", {"value": "on"})

    assert Channel.objects.get().receptive
    told = news(answer)
    assert told["toast"]["title"] == "Aurora SAC agora é Receptivo"
    assert "channels-changed" in told
    client.post(told["toast"]["undo"]["url"])
    assert not Channel.objects.get().receptive


def test_a_box_without_its_tick_switches_off(client: Client, marina: User) -> None:
    channel = factories.channel(enabled=True)

    answer = client.post(f"{CHANNELS}{channel.pk}/habilitado/", {})

    assert not Channel.objects.get().enabled
    client.post(news(answer)["toast"]["undo"]["url"])
    assert Channel.objects.get().enabled


def test_an_agent_sees_switches_that_say_why_they_do_not_move(client: Client) -> None:
    factories.channel()
    client.force_login(factories.user(Role.AGENT))

    page = client.get(CHANNELS).content.decode()

    assert page.count('aria-disabled="true" aria-describedby="so-supervisores"') == 2
    assert 'id="so-supervisores"' in page
    assert "hx-post" not in page


def test_asking_for_a_reading_wakes_the_task_and_waits_for_it(
    client: Client, marina: User, wakeups: list[tuple[str, Queue]]
) -> None:
    channel = factories.channel(read_at=timezone.now() - timedelta(minutes=1))

    waiting = client.post(f"{CHANNELS}atualizar/", headers=HTMX)

    assert wakeups == [("whatsapp.refresh_channels", Queue.MAINTENANCE)]
    assert "Lendo os números na Meta" in waiting.content.decode()
    again = client.get(waiting.context["look_url"], headers=HTMX)
    assert "look=2" in again.context["look_url"]
    Channel.objects.filter(pk=channel.pk).update(read_at=timezone.now())
    done = client.get(again.context["look_url"], headers=HTMX)
    assert "look_url" not in done.context
    assert "Última leitura" in done.content.decode()


def test_the_page_stops_asking_at_last(client: Client, marina: User) -> None:
    factories.channel()
    params = {"since": timezone.now().isoformat(), "look": "15"}

    page = client.get(CHANNELS, params, headers=HTMX)

    assert "look_url" not in page.context
    assert "A leitura ainda não terminou" in page.content.decode()


@pytest.mark.parametrize("params", [{"since": "x"}, {"since": "2026-01-01"}, {"look": "x"}])
def test_a_mangled_wait_is_just_the_page(
    client: Client, marina: User, params: dict[str, str]
) -> None:
    factories.channel()

    assert "look_url" not in client.get(CHANNELS, params, headers=HTMX).context


def test_without_channels_the_page_says_what_to_do(client: Client, marina: User) -> None:
    page = client.get(CHANNELS).content.decode()

    assert "Nenhum canal ligado" in page
    assert 'href="/configuracoes/canais/novo/"' in page
