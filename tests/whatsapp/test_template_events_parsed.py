"""What Meta tells of templates, by webhook."""

from datetime import UTC, datetime

from conecta.whatsapp.types import (
    TemplateCategoryEvent,
    TemplateQualityEvent,
    TemplateStatusEvent,
)
from conecta.whatsapp.words import Category, QualityRating, TemplateEvent
from tests.whatsapp.deliveries import WABA_ID, only_event

AT = datetime(2027, 1, 1, 0, 1, tzinfo=UTC)


def test_an_approval_keeps_a_large_id_exact_and_spells_the_language_as_the_api() -> None:
    assert only_event("message_template_status_update__approved") == TemplateStatusEvent(
        waba_id=WABA_ID,
        at=AT,
        template_id="9007199254740993",
        name="order_update",
        language="pt_BR",
        event=TemplateEvent.APPROVED,
        event_name="APPROVED",
        reason="NONE",
        details="",
        pause="",
        category=Category.UTILITY,
    )


def test_a_rejection_explains_itself() -> None:
    rejected = only_event("message_template_status_update__rejected")

    assert isinstance(rejected, TemplateStatusEvent)
    assert (rejected.event, rejected.reason) == (TemplateEvent.REJECTED, "INVALID_FORMAT")
    assert rejected.details == "Parameters are adjacent. Put text between them."


def test_a_pause_says_which_one_it_is() -> None:
    paused = only_event("message_template_status_update__paused")

    assert isinstance(paused, TemplateStatusEvent)
    assert (paused.event, paused.pause) == (TemplateEvent.PAUSED, "FIRST_PAUSE")
    assert (paused.reason, paused.details) == ("", "Paused for 3 hours.")


def test_a_quality_update_has_both_ratings() -> None:
    assert only_event("message_template_quality_update__red") == TemplateQualityEvent(
        waba_id=WABA_ID,
        at=AT,
        template_id="594425479261596",
        name="order_update",
        language="pt_BR",
        previous=QualityRating.YELLOW,
        current=QualityRating.RED,
    )


def test_a_quality_update_under_a_wrong_field_is_known_by_its_content() -> None:
    rated = only_event("message_template_quality_update__wrong_field")

    assert isinstance(rated, TemplateQualityEvent)
    assert rated.current is QualityRating.YELLOW


def test_an_announced_category_says_from_when() -> None:
    announced = only_event("template_category_update__impending")

    assert isinstance(announced, TemplateCategoryEvent)
    assert (announced.current, announced.correct) == (Category.UTILITY, Category.MARKETING)
    assert announced.previous is Category.UNKNOWN
    assert announced.takes_effect_at == datetime(2027, 1, 2, tzinfo=UTC)


def test_a_changed_category_says_what_it_was() -> None:
    changed = only_event("template_category_update__done")

    assert isinstance(changed, TemplateCategoryEvent)
    assert (changed.previous, changed.current) == (Category.UTILITY, Category.MARKETING)
    assert changed.takes_effect_at is None
