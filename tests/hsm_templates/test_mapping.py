"""Where the values of a template come from: decided by a supervisor, used at each send."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from audit.actions import Action
from conecta.accounts.roles import Role
from conecta.errors import DomainError
from hsm_templates import mapping, sources
from hsm_templates.models import Template
from hsm_templates.sources import Origin, Source
from tests import factories
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db
MAPPING = {
    "body.1": Source(origin=Origin.FIRST_NAME, fallback="cliente"),
    "body.2": Source(origin=Origin.EXTRA, text="horario", fallback="breve"),
}


def mapped() -> Template:
    return mapping.change(world.draft(), MAPPING, by=world.supervisor())


def test_it_is_kept_and_audited() -> None:
    template = mapped()

    assert sources.parse(template.mapping) == MAPPING
    (entry,) = world.entries(Action.TEMPLATE_MAPPED)
    assert entry.object_id == str(template.pk)


@pytest.mark.parametrize(
    ("name", "extra", "values"),
    [
        ("Ana Beatriz", {"horario": "10h"}, ("Ana", "10h")),
        ("", {}, ("cliente", "breve")),
        ("Ana", {"horario": {"no": 1}}, ("Ana", "breve")),
    ],
)
def test_an_empty_field_gives_way_to_the_fallback(
    name: str, extra: dict[str, Any], values: tuple[str, str]
) -> None:
    template = mapped()
    contact = factories.contact()
    contact.name, contact.extra = name, extra

    filled = sources.fill(template.content, template.mapping, contact)

    assert (filled["body.1"], filled["body.2"]) == values


def test_a_fixed_text_needs_its_text_and_a_variable_must_exist() -> None:
    template = world.draft()

    for key, source in (("body.1", Source(origin=Origin.FIXED)), ("body.9", Source(text="x"))):
        with pytest.raises(DomainError) as refused:
            mapping.change(template, {key: source}, by=world.supervisor())
        assert refused.value.code == "mapping_invalid"
    assert Template.objects.get().mapping == {}


def test_the_dialog_saves_it_and_the_page_tells_it(client: Client) -> None:
    template = world.draft()
    client.force_login(factories.user(Role.SUPERVISOR))
    url = reverse("hsm_templates:mapping", args=[template.pk])

    client.post(url, {"origin.body.1": "fixed", "text.body.1": "Ana", "origin.body.2": "typed"})

    page = client.get(reverse("hsm_templates:detail", args=[template.pk])).content.decode()
    assert "Texto fixo: Ana" in page
    assert Template.objects.get().mapping.keys() == {"body.1"}


def test_a_gap_is_said_and_what_was_typed_stays(client: Client) -> None:
    template = world.draft()
    client.force_login(factories.user(Role.SUPERVISOR))
    url = reverse("hsm_templates:mapping", args=[template.pk])

    answer = client.post(url, {"origin.body.1": "extra", "fallback.body.1": "você"})

    assert answer.status_code == 422
    assert "Diga qual campo adicional preenche {{1}} do corpo." in answer.content.decode()
    assert 'value="você"' in answer.content.decode()


def test_the_api_sets_it() -> None:
    template = world.draft()
    api = APIClient()
    api.force_authenticate(factories.user(Role.SUPERVISOR))
    sent = {"mapping": {"body.1": {"origin": "name", "fallback": "cliente"}}}

    answer = api.put(f"/api/v1/templates/{template.pk}/mapping/", sent, format="json")

    assert answer.json()["mapping"] == {
        "body.1": {"origin": "name", "text": "", "fallback": "cliente"}
    }
