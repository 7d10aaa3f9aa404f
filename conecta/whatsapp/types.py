"""Values that come from Meta: its answers to our calls, and what its webhooks tell.

Meta's own words are in `words.py`; where an enum says UNKNOWN, the field `…_name` beside it keeps
what Meta wrote. Missing strings are "".
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from conecta.whatsapp.wire import JsonObject
from conecta.whatsapp.words import (
    Acceptance,
    Category,
    DeliveryStatus,
    Health,
    MessageKind,
    MessagingLimit,
    NumberStatus,
    ParameterFormat,
    Preference,
    QualityRating,
    TemplateEvent,
    TemplateStatus,
)

# --- what Meta answers


@dataclass(frozen=True, slots=True, kw_only=True)
class SendResult:
    """Accepted for processing; the truth comes in receipts. `wa_id` may differ from the number."""

    wamid: str
    wa_id: str
    user_id: str
    acceptance: Acceptance


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatedTemplate:
    """`category` may already differ from the one asked for."""

    id: str
    status: TemplateStatus
    category: Category


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRecord:
    id: str
    name: str
    language: str
    status: TemplateStatus
    status_name: str
    category: Category
    previous_category: Category
    correct_category: Category
    parameter_format: ParameterFormat
    components: tuple[JsonObject, ...]
    quality: QualityRating
    rejected_reason: str
    ttl_seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumberRecord:
    """`throughput`: Meta's level (STANDARD is 80 messages a second, HIGH is 1,000)."""

    id: str
    display_phone_number: str
    verified_name: str
    name_status: str
    quality: QualityRating
    status: NumberStatus
    status_name: str
    throughput: str
    messaging_limit: MessagingLimit
    account_mode: str
    webhook_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRecord:
    """`url` lives 5 minutes and needs the token; `size` in bytes, None when Meta did not say."""

    id: str
    url: str
    mime_type: str
    sha256: str
    size: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribedApp:
    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthEntity:
    """`kind`: PHONE_NUMBER, MESSAGE_TEMPLATE, WABA, BUSINESS or APP. `problems`: Meta's words."""

    kind: str
    id: str
    can_send: Health
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRecord:
    can_send: Health
    entities: tuple[HealthEntity, ...]


# --- what webhooks tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Every name that one delivery gives a person; `wa_id` is digits, and may be missing."""

    wa_id: str = ""
    user_id: str = ""
    parent_user_id: str = ""
    username: str = ""
    profile_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaReference:
    """An id that arrives in a webhook lives 7 days."""

    id: str
    mime_type: str
    sha256: str
    filename: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage:
    """`text`: body, caption, button text or title; `payload`: ours, from a button or a list.

    `context_wamid`: the message that it answers. `forwarded`: somebody else's words, passed on.
    """

    waba_id: str
    phone_number_id: str
    at: datetime
    wamid: str
    sender: Person
    kind: MessageKind
    kind_name: str
    text: str = ""
    payload: str = ""
    media: MediaReference | None = None
    context_wamid: str = ""
    forwarded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusError:
    code: int | None
    title: str
    details: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusUpdate:
    waba_id: str
    phone_number_id: str
    at: datetime
    wamid: str
    status: DeliveryStatus
    status_name: str
    recipient: Person
    callback_data: str
    error: StatusError | None
    pricing_category: str
    pricing_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateStatusEvent:
    """`reason` as Meta names it; `details`: its explanation and recommendation in words."""

    waba_id: str
    at: datetime
    template_id: str
    name: str
    language: str
    event: TemplateEvent
    event_name: str
    reason: str
    details: str
    pause: str
    category: Category


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateQualityEvent:
    waba_id: str
    at: datetime
    template_id: str
    name: str
    language: str
    previous: QualityRating
    current: QualityRating


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateCategoryEvent:
    """Announced (`correct` known, from `takes_effect_at`) or done (`previous` known)."""

    waba_id: str
    at: datetime
    template_id: str
    name: str
    language: str
    current: Category
    previous: Category
    correct: Category
    takes_effect_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UserPreference:
    """A person stopped or resumed this business's marketing, in WhatsApp itself."""

    waba_id: str
    phone_number_id: str
    at: datetime
    person: Person
    category: str
    value: Preference
    value_name: str
    details: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawField:
    """What we do not know, or could not read (`problem` says why): kept as it came."""

    waba_id: str
    phone_number_id: str
    at: datetime | None
    field: str
    value: Any
    problem: str = ""


Event = (
    InboundMessage
    | StatusUpdate
    | TemplateStatusEvent
    | TemplateQualityEvent
    | TemplateCategoryEvent
    | UserPreference
    | RawField
)
