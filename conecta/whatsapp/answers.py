"""Meta's answers, from bytes to records. What is missing or unknown becomes "", None or UNKNOWN."""

from http import HTTPStatus

from conecta.whatsapp.errors import Refusal, RefusedError, UnknownOutcomeError
from conecta.whatsapp.types import (
    CreatedTemplate,
    HealthEntity,
    HealthRecord,
    MediaRecord,
    PhoneNumberRecord,
    SendResult,
    SubscribedApp,
    TemplateRecord,
)
from conecta.whatsapp.wire import JsonObject, child, children, integer, load, objects, text
from conecta.whatsapp.words import (
    Acceptance,
    Category,
    Health,
    MessagingLimit,
    NumberStatus,
    ParameterFormat,
    QualityRating,
    TemplateStatus,
)

# Where a number's webhooks go: the most specific that is set.
WEBHOOK_LEVELS = ("phone_number", "whatsapp_business_account", "application")


def read_body(http_status: int, content: bytes) -> JsonObject:
    """The answer's object. RefusedError when it says no, UnknownOutcomeError when it says nothing.

    Meta's rule is to judge by the error's code; the status alone decides only when there is none.
    """
    answer = _parse(content)
    if answer is not None and isinstance(answer.get("error"), dict):
        refusal = _read_refusal(http_status, answer["error"])
        if refusal.code is not None:
            raise RefusedError(refusal)
    if http_status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise UnknownOutcomeError(f"HTTP {http_status} without a code")
    if http_status >= HTTPStatus.MULTIPLE_CHOICES:
        raise RefusedError(Refusal(http_status=http_status))
    if answer is None:
        raise UnknownOutcomeError("the answer is not a JSON object")
    return answer


def _parse(content: bytes) -> JsonObject | None:
    try:
        answer = load(content)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _read_refusal(http_status: int, error: JsonObject) -> Refusal:
    return Refusal(
        http_status=http_status,
        code=integer(error, "code"),
        subcode=integer(error, "error_subcode"),
        message=text(error, "message"),
        details=text(child(error, "error_data"), "details"),
        user_title=text(error, "error_user_title"),
        user_message=text(error, "error_user_msg"),
        fbtrace_id=text(error, "fbtrace_id"),
    )


def read_send(answer: JsonObject) -> SendResult | None:
    """None when the answer names no message."""
    message = next(iter(objects(answer, "messages")), {})
    wamid = text(message, "id")
    if not wamid:
        return None
    contact = next(iter(objects(answer, "contacts")), {})
    return SendResult(
        wamid=wamid,
        wa_id=text(contact, "wa_id"),
        user_id=text(contact, "user_id"),
        # Only templates are told it; a 200 without it is an acceptance all the same.
        acceptance=Acceptance(text(message, "message_status") or "accepted"),
    )


def read_created_template(answer: JsonObject) -> CreatedTemplate | None:
    """None when the answer names no template."""
    if not text(answer, "id"):
        return None
    return CreatedTemplate(
        id=text(answer, "id"),
        status=TemplateStatus(text(answer, "status")),
        category=Category(text(answer, "category")),
    )


def read_template(item: JsonObject) -> TemplateRecord:
    return TemplateRecord(
        id=text(item, "id"),
        name=text(item, "name"),
        language=text(item, "language").replace("-", "_"),
        status=TemplateStatus(text(item, "status")),
        status_name=text(item, "status"),
        category=Category(text(item, "category")),
        previous_category=Category(text(item, "previous_category")),
        correct_category=Category(text(item, "correct_category")),
        parameter_format=ParameterFormat(text(item, "parameter_format") or "POSITIONAL"),
        components=tuple(objects(item, "components")),
        quality=QualityRating(text(child(item, "quality_score"), "score")),
        rejected_reason=text(item, "rejected_reason"),
        ttl_seconds=integer(item, "message_send_ttl_seconds"),
    )


def read_phone_number(item: JsonObject) -> PhoneNumberRecord:
    webhooks = child(item, "webhook_configuration")
    return PhoneNumberRecord(
        id=text(item, "id"),
        display_phone_number=text(item, "display_phone_number"),
        verified_name=text(item, "verified_name"),
        name_status=text(item, "name_status"),
        quality=QualityRating(text(item, "quality_rating")),
        status=NumberStatus(text(item, "status")),
        status_name=text(item, "status"),
        throughput=text(child(item, "throughput"), "level"),
        messaging_limit=MessagingLimit(text(item, "whatsapp_business_manager_messaging_limit")),
        account_mode=text(item, "account_mode"),
        webhook_url=next(filter(None, (text(webhooks, level) for level in WEBHOOK_LEVELS)), ""),
    )


def read_media(answer: JsonObject) -> MediaRecord:
    return MediaRecord(
        id=text(answer, "id"),
        url=text(answer, "url"),
        mime_type=text(answer, "mime_type"),
        sha256=text(answer, "sha256"),
        size=integer(answer, "file_size"),
    )


def read_subscribed_app(item: JsonObject) -> SubscribedApp:
    app = child(item, "whatsapp_business_api_data")
    return SubscribedApp(id=text(app, "id"), name=text(app, "name"))


def read_health(answer: JsonObject) -> HealthRecord:
    health = child(answer, "health_status")
    return HealthRecord(
        can_send=Health(text(health, "can_send_message")),
        entities=tuple(_read_entity(item) for item in objects(health, "entities")),
    )


def _read_entity(item: JsonObject) -> HealthEntity:
    problems = [
        " ".join(filter(None, (text(error, "error_description"), text(error, "possible_solution"))))
        for error in objects(item, "errors")
    ]
    notes = [note for note in children(item, "additional_info") if isinstance(note, str)]
    return HealthEntity(
        kind=text(item, "entity_type"),
        id=text(item, "id"),
        can_send=Health(text(item, "can_send_message")),
        problems=tuple(problems + notes),
    )
