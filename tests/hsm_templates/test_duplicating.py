"""A copy with all its parts: a draft under a free name, audited with what it was made from."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.actions import Action
from conecta.accounts.roles import Role
from hsm_templates import authoring
from hsm_templates.models import Template, TemplateStatus
from tests import factories
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db
COMPONENTS: list[dict[str, Any]] = [
    {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::aW"]}},
    {"type": "BODY", "text": "Confira as novidades da semana."},
    {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Ver mais"}]},
]


@pytest.fixture
def rich() -> Template:
    return factories.template(name="novidades", components=COMPONENTS, meta_id="9")


def test_every_part_is_copied_into_a_draft_that_meta_does_not_know(rich: Template) -> None:
    copy = authoring.duplicate(rich, by=world.supervisor())

    assert (copy.name, copy.status, copy.meta_id) == ("novidades_copia", TemplateStatus.DRAFT, None)
    assert copy.components == COMPONENTS
    (entry,) = world.entries(Action.TEMPLATE_CREATED)
    assert entry.detail.values["like"] == "novidades"


def test_a_second_copy_has_a_name_of_its_own(rich: Template) -> None:
    names = [authoring.duplicate(rich, by=world.supervisor()).name for _ in range(3)]

    assert names == ["novidades_copia", "novidades_copia_2", "novidades_copia_3"]


def test_the_button_opens_the_copy_in_the_editor(client: Client, rich: Template) -> None:
    client.force_login(factories.user(Role.SUPERVISOR))

    answer = client.post(reverse("hsm_templates:duplicate", args=[rich.pk]))

    copy = Template.objects.get(name="novidades_copia")
    assert answer.headers["HX-Redirect"] == reverse("hsm_templates:edit", args=[copy.pk])
