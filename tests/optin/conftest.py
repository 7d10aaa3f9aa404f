"""The same people as at the contacts."""

from tests.contacts.conftest import (
    agent,
    agent_api,
    agent_client,
    supervisor,
    supervisor_api,
    supervisor_client,
)

__all__ = [
    "agent",
    "agent_api",
    "agent_client",
    "supervisor",
    "supervisor_api",
    "supervisor_client",
]
