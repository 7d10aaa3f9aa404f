"""A stage for a test: the simulator with its webhooks, and the crew that serves them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from conecta.whatsapp.models import Channel
from hsm_templates.models import Template
from messaging.models import Message, MessageStatus
from tests import factories
from tests.chaos import own_redis
from tests.chaos.own_redis import OwnRedis
from tests.chaos.processes import Crew, crew
from tests.messaging.webhook import SECRET, URL
from tests.sandbox.server import free_port, running_sandbox
from tests.simulator import Simulator


@dataclass(frozen=True, slots=True)
class Stage:
    simulator: Simulator
    crew: Crew
    port: int

    def channel(self, **fields: Any) -> tuple[Channel, Template]:
        """A channel, and a template that the simulator has approved."""
        channel = factories.channel(**fields)
        template = factories.template(account=channel.account)
        self.simulator.approve(template)
        return channel, template

    def accepted(self) -> int:
        total: int = self.simulator.stats()["messages"]["total"]
        return total

    def copies(self) -> dict[str, int]:
        """How often the simulator accepted each UUID."""
        found: dict[str, int] = self.simulator.messages()["biz_opaque_callback_data"]
        return found


@pytest.fixture
def stage(transactional_db: None, tmp_path: Path) -> Iterator[Stage]:
    port = free_port()
    door = f"http://127.0.0.1:{port}{URL}"
    with (
        running_sandbox(door, secrets=SECRET) as address,
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
