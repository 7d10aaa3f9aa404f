from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from conecta.accounts.models import User
from conecta.accounts.roles import Role
from tests import factories
from tests.whatsapp.loopback import Meta, meta_on_loopback


@pytest.fixture
def meta(settings: Any) -> Iterator[Meta]:
    """Answers what the test scripts, where WHATSAPP_API_URL points."""
    with meta_on_loopback() as server:
        settings.WHATSAPP_API_URL = server.url
        settings.WHATSAPP_TIMEOUT = 2.0
        yield server


@pytest.fixture
def marina(client: Client, db: None) -> User:
    """An administrator, logged in."""
    user = factories.user(Role.ADMINISTRATOR, name="Marina")
    client.force_login(user)
    return user
