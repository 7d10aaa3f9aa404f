"""A client whose Meta answers what the test scripts."""

from collections.abc import Iterator

import pytest
from redis import Redis

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.throttle import Throttle
from conecta.whatsapp.transport import open_session
from tests.whatsapp.loopback import Meta, meta_on_loopback

TOKEN = "EAAG-secret-token"


@pytest.fixture
def meta() -> Iterator[Meta]:
    with meta_on_loopback() as server:
        yield server


@pytest.fixture
def client(meta: Meta) -> Iterator[CloudClient]:
    with open_session() as session:
        yield CloudClient(TOKEN, base_url=meta.url, version="v26.0", timeout=5, session=session)


@pytest.fixture
def throttle(redis: Redis) -> Throttle:
    return Throttle(redis)
