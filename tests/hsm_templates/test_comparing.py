"""Versions side by side: by part, and inside a part by words."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conecta.accounts.roles import Role
from hsm_templates import comparing
from hsm_templates.comparing import Kind
from hsm_templates.models import Revision, Template
from tests import factories

pytestmark = pytest.mark.django_db


def revision(template: Template, number: int, *components: dict[str, Any]) -> Revision:
    return Revision.objects.create(
        template=template, number=number, category="UTILITY", components=list(components)
    )


@pytest.fixture
def versions() -> tuple[Revision, Revision]:
    template = factories.template()
    old = revision(template, 1, {"type": "BODY", "text": "Olá, {{1}}! Até lá."})
    body = {"type": "BODY", "text": "Oi, {{1}}! Até lá."}
    return old, revision(template, 2, body, {"type": "FOOTER", "text": "Aurora"})


def test_only_the_words_that_differ_are_marked(versions: tuple[Revision, Revision]) -> None:
    category, body, footer = comparing.compare(*versions)

    assert (category.name, category.is_changed) == ("Categoria", False)
    assert [(it.kind, it.text) for it in body.old] == [
        (Kind.GONE, "Olá,"),
        (Kind.SAME, " {{1}}! Até lá."),
    ]
    assert [(it.kind, it.text) for it in body.new] == [
        (Kind.NEW, "Oi,"),
        (Kind.SAME, " {{1}}! Até lá."),
    ]
    assert (footer.old, [it.text for it in footer.new]) == ([], ["Aurora"])


def test_a_version_is_shown_beside_the_one_before(
    client: Client, versions: tuple[Revision, Revision]
) -> None:
    client.force_login(factories.user(Role.SUPERVISOR))
    url = reverse("hsm_templates:revision", args=[versions[1].template_id, 2])

    content = client.get(url).content.decode()

    assert "Versão 1 e versão 2" in content
    assert "<del>Olá,</del>" in content
    assert "<ins>Oi,</ins>" in content


def test_the_first_version_is_shown_alone(
    client: Client, versions: tuple[Revision, Revision]
) -> None:
    client.force_login(factories.user(Role.SUPERVISOR))
    url = reverse("hsm_templates:revision", args=[versions[0].template_id, 1])

    content = client.get(url).content.decode()

    assert "Olá, {{1}}! Até lá." in content
    assert "<del>" not in content


def test_a_picture_that_was_replaced_is_told(versions: tuple[Revision, Revision]) -> None:
    template = versions[0].template
    pictures = [
        {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": [handle]}}
        for handle in ("4::a", "4::b")
    ]
    old, new = (revision(template, 8 + at, it) for at, it in enumerate(pictures))

    changed = [part.name for part in comparing.compare(old, new) if part.is_changed]

    assert len(changed) == 1
    assert "magem" in changed[0]


def test_the_cards_of_a_carousel_are_compared_one_by_one(
    versions: tuple[Revision, Revision],
) -> None:
    template = versions[0].template
    made = []
    for number, words in ((5, "Sofá"), (6, "Poltrona")):
        cards = [{"components": [{"type": "BODY", "text": text}]} for text in ("Mesa", words)]
        made.append(revision(template, number, {"type": "CAROUSEL", "cards": cards}))

    changed = [part.name for part in comparing.compare(*made) if part.is_changed]

    assert changed == ["Cartão 2: corpo"]
