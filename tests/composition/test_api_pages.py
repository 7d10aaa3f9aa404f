"""The API's own pages: the schema, and Swagger UI under our policy."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


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
