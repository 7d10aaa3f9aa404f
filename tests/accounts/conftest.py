"""The shell in a real browser, on a page that every person may open."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from conecta.accounts.models import User
from tests.desk import Desk

PASSWORD = "uma-senha-que-serve"


@pytest.fixture
def marina(db: None) -> User:
    return User.objects.create_user("marina@exemplo.com.br", PASSWORD, name="Marina Azevedo")


@pytest.fixture
def shell(page: Page, live_server: LiveServer, marina: User) -> Page:
    """Marina's page for changing her password, already open."""
    Desk(page, live_server.url, marina).arrive("/senha/")
    return page
