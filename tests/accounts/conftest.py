"""The shell in a real browser, on a page that every person may open."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from conecta.accounts.models import User

PASSWORD = "uma-senha-que-serve"


@pytest.fixture
def marina(db: None) -> User:
    return User.objects.create_user("marina@exemplo.com.br", PASSWORD, name="Marina Azevedo")


@pytest.fixture
def shell(page: Page, live_server: LiveServer, marina: User, client: Client) -> Page:
    """Marina's page for changing her password, already open."""
    client.force_login(marina)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page.set_default_timeout(5_000)
    page.goto(f"{live_server.url}/senha/")
    return page
