"""The simulator in a process of its own, and somebody who takes its webhooks."""

from collections.abc import Iterator

import pytest

from tests.sandbox.caller import Caller
from tests.sandbox.receiver import PATH, Receiver, serve
from tests.sandbox.server import running_sandbox


@pytest.fixture(autouse=True)
def _empty_redis() -> None:
    """The simulator knows neither Redis nor the database."""


@pytest.fixture(scope="session")
def _receiver() -> Iterator[tuple[Receiver, str]]:
    receiver = Receiver()
    server = serve(receiver)
    yield receiver, f"http://127.0.0.1:{server.server_port}{PATH}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def sandbox_address(_receiver: tuple[Receiver, str]) -> Iterator[str]:
    with running_sandbox(_receiver[1]) as address:
        yield address


@pytest.fixture
def receiver(_receiver: tuple[Receiver, str]) -> Receiver:
    return _receiver[0]


@pytest.fixture
def sandbox(sandbox_address: str, receiver: Receiver) -> Iterator[Caller]:
    """A simulator that has just been reset: quick reviews, quick deliveries, no limits."""
    caller = Caller(sandbox_address)
    caller.control("reset", {})
    receiver.clear()
    caller.configure(review_seconds=0, deliver_ms=20)
    yield caller
    caller.session.close()
