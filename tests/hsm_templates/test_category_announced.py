"""A change of category is told before it happens, on the row, and forgotten when it has."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from audit.actions import Action
from conecta.accounts.roles import Role
from conecta.whatsapp.types import TemplateCategoryEvent, TemplateQualityEvent
from conecta.whatsapp.words import Category as CategoryWord
from conecta.whatsapp.words import QualityRating
from hsm_templates import histories, lifecycle
from hsm_templates.models import Category, Template
from tests import factories
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db
TOMORROW = world.NOON + timedelta(hours=24)


@pytest.fixture
def template() -> Template:
    return factories.template(meta_id="777", name="aviso")


def event(template: Template, **fields: object) -> TemplateCategoryEvent:
    defaults: dict[str, object] = {
        "waba_id": template.account.waba_id,
        "at": world.NOON,
        "template_id": "777",
        "name": template.name,
        "language": template.language,
        "current": CategoryWord.UTILITY,
        "previous": CategoryWord.UNKNOWN,
        "correct": CategoryWord.MARKETING,
        "takes_effect_at": TOMORROW,
    }
    return TemplateCategoryEvent(**defaults | fields)  # type: ignore[arg-type]  # any of its fields


def test_an_announcement_is_kept_audited_and_told(client: Client, template: Template) -> None:
    lifecycle.apply_category_event(event(template))

    template.refresh_from_db()
    assert (template.category, template.announced_category) == ("UTILITY", "MARKETING")
    assert template.announced_for == TOMORROW
    assert len(world.entries(Action.TEMPLATE_STATUS)) == 1
    client.force_login(factories.user(Role.SUPERVISOR))
    page = client.get(reverse("hsm_templates:detail", args=[template.pk])).content.decode()
    assert "A Meta vai mudar a categoria em 25/11/2026 09:00" in page
    listed = client.get(reverse("hsm_templates:list")).content.decode()
    assert "Passa a Marketing em 25/11/2026 09:00" in listed
    assert histories.history(template)[0].title == "Meta anunciou outra categoria"


def test_the_same_announcement_again_is_no_news(template: Template) -> None:
    for _ in range(2):
        lifecycle.apply_category_event(event(template))

    assert len(world.entries(Action.TEMPLATE_STATUS)) == 1


def test_once_it_has_happened_it_is_announced_no_more(template: Template) -> None:
    lifecycle.apply_category_event(event(template))

    lifecycle.apply_category_event(event(template, previous=CategoryWord.UTILITY))

    template.refresh_from_db()
    assert (template.announced_category, template.announced_for) == ("", None)
    assert template.synced_at is None


def test_a_change_of_quality_is_told_with_both_words(template: Template) -> None:
    template.quality = "green"
    template.save()

    lifecycle.apply_quality_event(
        TemplateQualityEvent(
            waba_id=template.account.waba_id,
            at=world.NOON,
            template_id="777",
            name=template.name,
            language=template.language,
            previous=QualityRating.GREEN,
            current=QualityRating.RED,
        )
    )

    told = histories.history(template)[0]
    assert (told.title, told.text) == ("Meta mudou a qualidade", "Alta → Baixa")
    assert template.category == Category.UTILITY
