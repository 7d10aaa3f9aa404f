"""Where a chaos test plays: the simulator with its webhooks, and the crew that serves them."""

from dataclasses import dataclass
from typing import Any

from conecta.whatsapp.models import Channel
from hsm_templates.models import Template
from tests import factories
from tests.chaos.processes import Crew
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
