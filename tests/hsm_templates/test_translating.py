"""One HSM in several languages: a draft beside the others, under the same name."""

import pytest
from django.test import Client
from django.urls import reverse

from conecta.accounts.roles import Role
from conecta.errors import ConflictError, DomainError
from hsm_templates import authoring
from hsm_templates.models import Template, TemplateStatus
from tests import factories
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db


def test_another_language_begins_as_a_draft_with_all_parts() -> None:
    template = factories.template(name="aviso", status="approved", meta_id="9", ttl_seconds=600)

    other = authoring.translate(template, "es", by=world.supervisor())

    assert (other.name, other.language, other.status) == ("aviso", "es", TemplateStatus.DRAFT)
    assert (other.components, other.ttl_seconds) == (template.components, 600)
    assert other.meta_id is None


def test_there_is_one_of_each_language_and_no_unknown_one() -> None:
    template = world.draft()
    authoring.translate(template, "es", by=world.supervisor())

    with pytest.raises(ConflictError):
        authoring.translate(template, "es", by=world.supervisor())
    with pytest.raises(DomainError) as refused:
        authoring.translate(template, "pt", by=world.supervisor())

    assert refused.value.code == "language_unknown"
    assert Template.objects.count() == 2


def test_the_editor_shows_the_others_beside_it(client: Client) -> None:
    template = world.draft()
    client.force_login(factories.user(Role.SUPERVISOR))
    url = reverse("hsm_templates:translate", args=[template.pk])

    answer = client.post(url, {"language": "en_US"}, follow=True)

    page = answer.content.decode()
    assert "O mesmo HSM em outros idiomas" in page
    assert "Sua visita está marcada para sexta às 10h." in page
    assert Template.objects.filter(language="en_US", name=template.name).exists()


def test_the_same_body_in_two_languages_is_no_duplicate(client: Client) -> None:
    template = world.draft()
    client.force_login(factories.user(Role.SUPERVISOR))
    client.post(reverse("hsm_templates:translate", args=[template.pk]), {"language": "es"})

    other = Template.objects.get(language="es")
    page = client.get(reverse("hsm_templates:edit", args=[other.pk])).content.decode()

    assert "já tem este corpo" not in page


def test_the_same_body_under_another_name_is_said(client: Client) -> None:
    template = world.draft()
    client.force_login(factories.user(Role.SUPERVISOR))
    other = authoring.duplicate(template, by=world.supervisor())

    page = client.get(reverse("hsm_templates:edit", args=[other.pk])).content.decode()

    assert "o HSM aviso_de_visita já tem este corpo" in page
