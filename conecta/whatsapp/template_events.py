"""The webhook fields about templates: reviewed, rated, moved to another category."""

from collections.abc import Iterator

from conecta.whatsapp.origins import Origin, required
from conecta.whatsapp.types import (
    Event,
    TemplateCategoryEvent,
    TemplateQualityEvent,
    TemplateStatusEvent,
)
from conecta.whatsapp.wire import JsonObject, child, moment, text
from conecta.whatsapp.words import Category, QualityRating, TemplateEvent


def read_template_status(origin: Origin, value: JsonObject) -> Iterator[Event]:
    rejection, other = child(value, "rejection_info"), child(value, "other_info")
    explanation = (
        text(rejection, "reason"),
        text(rejection, "recommendation"),
        text(other, "description"),
    )
    yield TemplateStatusEvent(
        waba_id=origin.waba_id,
        at=origin.time_of({}),
        template_id=required(value, "message_template_id"),
        name=text(value, "message_template_name"),
        language=_language(value),
        event=TemplateEvent(text(value, "event")),
        event_name=text(value, "event"),
        reason=text(value, "reason"),
        details=" ".join(filter(None, explanation)),
        pause=text(other, "title"),
        category=Category(text(value, "message_template_category")),
    )


def read_template_quality(origin: Origin, value: JsonObject) -> Iterator[Event]:
    yield TemplateQualityEvent(
        waba_id=origin.waba_id,
        at=origin.time_of({}),
        template_id=required(value, "message_template_id"),
        name=text(value, "message_template_name"),
        language=_language(value),
        previous=QualityRating(text(value, "previous_quality_score")),
        current=QualityRating(text(value, "new_quality_score")),
    )


def read_template_category(origin: Origin, value: JsonObject) -> Iterator[Event]:
    yield TemplateCategoryEvent(
        waba_id=origin.waba_id,
        at=origin.time_of({}),
        template_id=required(value, "message_template_id"),
        name=text(value, "message_template_name"),
        language=_language(value),
        current=Category(text(value, "new_category")),
        previous=Category(text(value, "previous_category")),
        correct=Category(text(value, "correct_category")),
        takes_effect_at=moment(value, "category_update_timestamp"),
    )


def _language(value: JsonObject) -> str:
    """Webhooks may write en-US for what the API calls en_US."""
    return text(value, "message_template_language").replace("-", "_")
