"""Who may do what: agents look, supervisors write, strangers log in."""

import pytest
from django.test import Client
from django.urls import reverse

from conecta.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db

# (name, needs a template, method, what an agent gets, what a supervisor gets)
PAGES = [
    ("list", False, "get", 200, 200),
    ("detail", True, "get", 200, 200),
    ("sync_state", False, "get", 200, 200),
    ("new", False, "get", 403, 200),
    ("edit", True, "get", 403, 200),
    ("preview", False, "post", 403, 200),
    ("preview_edit", True, "post", 403, 200),
    ("submit", True, "post", 403, 200),
    ("delete", True, "get", 403, 200),
    ("delete", True, "post", 403, 200),
    ("sync", False, "post", 403, 200),
]


def asked(client: Client, name: str, has_template: bool, method: str) -> int:
    template = factories.template(status="draft")
    url = reverse(f"hsm_templates:{name}", args=[template.pk] if has_template else [])
    return int(getattr(client, method)(url).status_code)


@pytest.mark.parametrize(("name", "has_template", "method", "agent", "supervisor"), PAGES)
def test_each_role(
    client: Client, name: str, has_template: bool, method: str, agent: int, supervisor: int
) -> None:
    for role, expected in ((Role.AGENT, agent), (Role.SUPERVISOR, supervisor)):
        factories.Template.objects.all().delete()
        factories.BusinessAccount.objects.all().delete()
        client.force_login(factories.user(role))

        assert asked(client, name, has_template, method) == expected


@pytest.mark.parametrize(("name", "has_template", "method", "agent", "supervisor"), PAGES)
def test_strangers_are_sent_to_the_entrance(
    client: Client, name: str, has_template: bool, method: str, agent: int, supervisor: int
) -> None:
    assert asked(client, name, has_template, method) == 302
