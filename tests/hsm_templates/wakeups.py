"""What would have been sent to the workers."""

from typing import Any, TypeAlias

import pytest

from conecta.queues import Queue
from hsm_templates import lifecycle, submission, syncing

Wakeups: TypeAlias = list[tuple[str, tuple[Any, ...], Queue]]


@pytest.fixture
def wakeups(monkeypatch: pytest.MonkeyPatch) -> Wakeups:
    """Filled instead of the broker."""
    sent: Wakeups = []

    def note(name: str, *args: Any, queue: Queue) -> None:
        sent.append((name, args, queue))

    for module in (lifecycle, submission, syncing):
        monkeypatch.setattr(module, "wake", note)
    return sent
