"""The simulator over real HTTP: one process a session, emptied before each test with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from conecta.whatsapp.models import BusinessAccount
from hsm_templates.models import Template
from tests.sandbox.server import running_sandbox

# Nothing listens there: tests that want webhooks give a live server's address instead.
NOWHERE = "http://127.0.0.1:9/webhooks/whatsapp/"


@dataclass(frozen=True)
class Simulator:
    url: str

    def config(self, **values: Any) -> None:
        requests.post(f"{self.url}/_sandbox/config", json=values, timeout=5).raise_for_status()

    def reset(self) -> None:
        requests.post(f"{self.url}/_sandbox/reset", timeout=5).raise_for_status()

    def stats(self) -> dict[str, Any]:
        answer: dict[str, Any] = requests.get(f"{self.url}/_sandbox/stats", timeout=5).json()
        return answer

    def messages(self, to: str = "") -> dict[str, Any]:
        answer: dict[str, Any] = requests.get(
            f"{self.url}/_sandbox/messages", params={"to": to}, timeout=10
        ).json()
        return answer

    def hear(self, **said: Any) -> dict[str, Any]:
        """The customer writes or presses: from, text, type, payload, context…"""
        answer = requests.post(f"{self.url}/_sandbox/inbound", json=said, timeout=5)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def approve(self, template: Template) -> None:
        """Register the template as it stands, and have it approved at once."""
        self.config(review_seconds=0)
        account: BusinessAccount = template.account
        requests.post(
            f"{self.url}/v26.0/{account.waba_id}/message_templates",
            json={
                "name": template.name,
                "language": template.language,
                "category": template.category,
                "components": template.components,
                "parameter_format": template.content.parameter_format,
            },
            headers={"Authorization": f"Bearer {account.access_token}"},
            timeout=5,
        ).raise_for_status()


@pytest.fixture(scope="session")
def _running_simulator() -> Iterator[Simulator]:
    with running_sandbox(NOWHERE, secrets="test-app-secret") as url:
        yield Simulator(url)


@pytest.fixture
def simulator(_running_simulator: Simulator, settings: Any) -> Simulator:
    """Empty, without webhooks, and where WHATSAPP_API_URL points."""
    _running_simulator.reset()
    _running_simulator.config(webhooks=False)
    settings.WHATSAPP_API_URL = _running_simulator.url
    return _running_simulator
