"""A stage for a test: the simulator with its webhooks, and the crew that serves them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from messaging.models import Message, MessageStatus
from tests.chaos import own_redis
from tests.chaos.own_redis import OwnRedis
from tests.chaos.processes import crew
from tests.chaos.stage import Stage
from tests.messaging.webhook import SECRET, URL
from tests.sandbox.server import free_port, running_sandbox
from tests.simulator import Simulator


@pytest.fixture
def stage(transactional_db: None, tmp_path: Path) -> Iterator[Stage]:
    port = free_port()
    door = f"http://127.0.0.1:{port}{URL}"
    with (
        running_sandbox(door, secrets=SECRET, goes_first=True) as address,
        crew(tmp_path, whatsapp_api_url=address) as hired,
    ):
        yield Stage(Simulator(address), hired, port)


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[OwnRedis]:
    with own_redis.running(tmp_path) as server:
        yield server


@pytest.fixture
def shaky(stage: Stage, redis_server: OwnRedis) -> Iterator[Stage]:
    """The stage, with a crew that depends on the test's own Redis."""
    folder, address = stage.crew.folder, stage.simulator.url
    with crew(folder, whatsapp_api_url=address, redis_url=redis_server.url) as hired:
        yield replace(stage, crew=hired)


def in_status(*statuses: MessageStatus) -> int:
    return Message.objects.filter(status__in=statuses).count()
