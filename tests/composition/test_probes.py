"""What watches the installation, asked by nobody in particular; and the API's own pages."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_living_needs_no_database(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_ready_names_what_was_asked(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert b"Database(alias='default'): OK" in answer.content
    assert b"Cache(alias='default'): OK" in answer.content


def test_not_ready_without_redis(client: Client, settings: Any) -> None:
    lost = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:9/0"}
    settings.CACHES = {"default": lost}

    assert client.get("/readyz").status_code == 500
    metrics = client.get("/metrics")
    assert metrics.status_code == 200
    assert b'django_health_check_status{check="Cache",alias="default"} 0' in metrics.content


def test_a_strange_accept_header_changes_nothing(client: Client) -> None:
    assert client.get("/readyz", headers={"Accept": "anything goes"}).status_code == 200


def test_the_api_pages_run_no_code_from_inside_the_page(admin_client: Client) -> None:
    page = admin_client.get("/api/docs/").content.decode()

    assert "<style" not in page
    assert "<script>" not in page
    assert 'src="/static/drf_spectacular_sidecar/' in page


def test_the_schema_describes_every_action(admin_client: Client) -> None:
    schema = admin_client.get("/api/schema/", {"format": "json"}).json()

    assert {"get", "patch"} <= set(schema["paths"]["/api/v1/channels/{id}/"])
    asked = {
        parameter["name"] for parameter in schema["paths"]["/api/v1/audit/"]["get"]["parameters"]
    }
    assert {"action", "actor", "contact", "since", "until"} <= asked
