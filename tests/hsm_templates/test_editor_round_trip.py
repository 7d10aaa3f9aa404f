"""Every kind of template that Meta accepts is shown by the editor, and written by it, whole."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from conecta.accounts.roles import Role
from hsm_templates.components import parse
from hsm_templates.models import Template, TemplateStatus
from tests import factories
from tests.hsm_templates import accepted
from tests.hsm_templates.accepted import Accepted
from tests.hsm_templates.filled import controls

pytestmark = pytest.mark.django_db
NEW = reverse("hsm_templates:new")
every_kind = pytest.mark.parametrize("case", accepted.ALL, ids=str)


@pytest.fixture(autouse=True)
def _supervisor(client: Client) -> None:
    client.force_login(factories.user(Role.SUPERVISOR))


def stored(case: Accepted) -> Template:
    """As the database gives it back: jsonb has an order of keys of its own."""
    made = factories.template(
        name=case.name,
        category=case.category,
        requested_category=case.category,
        status=TemplateStatus.DRAFT,
        parameter_format=parse(case.components).parameter_format,
        components=list(case.components),
        ttl_seconds=43_200 if case.category == "MARKETING" else 600,
    )
    return Template.objects.get(pk=made.pk)


def shown(client: Client, template: Template) -> dict[str, str]:
    """What a browser would send of the editor's page if nothing were touched."""
    page = client.get(reverse("hsm_templates:edit", args=[template.pk]))
    return controls(page.content.decode(), form="f-hsm")


@every_kind
def test_what_was_saved_is_shown_byte_for_byte(client: Client, case: Accepted) -> None:
    template = stored(case)
    before = json.dumps(template.components), template.ttl_seconds

    answer = client.post(reverse("hsm_templates:edit", args=[template.pk]), shown(client, template))

    assert answer.status_code == 302
    template.refresh_from_db()
    assert template.version == 1
    assert (json.dumps(template.components), template.ttl_seconds) == before


@every_kind
def test_the_editor_alone_writes_it(client: Client, case: Accepted) -> None:
    template = stored(case)

    answer = client.post(NEW, shown(client, template) | {"name": "outro", "version": ""})

    assert answer.status_code == 302
    written = Template.objects.get(name="outro")
    assert written.components == list(case.components)
    assert written.parameter_format == template.content.parameter_format
    assert written.ttl_seconds == template.ttl_seconds
