"""What watches the installation asks over HTTP, as anybody, and is answered in plain text."""

from typing import Any

import pytest
import requests
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)


def ask(live_server: LiveServer, path: str, **headers: str) -> requests.Response:
    """By HTTP: a browser of an earlier test may keep an event loop in this thread."""
    return requests.get(f"{live_server.url}{path}", headers=headers, timeout=10)


def test_living_needs_no_database(live_server: LiveServer) -> None:
    answer = ask(live_server, "/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_ready_names_what_was_asked(live_server: LiveServer) -> None:
    answer = ask(live_server, "/readyz")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert b"Database(alias='default'): OK" in answer.content
    assert b"Cache(alias='default'): OK" in answer.content


def test_not_ready_without_redis(live_server: LiveServer, settings: Any) -> None:
    lost = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:9/0"}
    settings.CACHES = {"default": lost}

    assert ask(live_server, "/readyz").status_code == 500
    metrics = ask(live_server, "/metrics")
    assert metrics.status_code == 200
    assert b'django_health_check_status{check="Cache",alias="default"} 0' in metrics.content


def test_a_strange_accept_header_changes_nothing(live_server: LiveServer) -> None:
    assert ask(live_server, "/readyz", Accept="anything goes").status_code == 200
