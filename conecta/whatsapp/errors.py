"""What may go wrong between us and Meta: one classifier, four exceptions.

The same code can come in the answer or later in a `failed` status: both ask `classify`.
"""

from dataclasses import dataclass, replace

from conecta.errors import DomainError
from conecta.whatsapp.error_catalog import (
    AMBIGUOUS,
    ENTRIES,
    NEVER,
    NOT_SENT,
    RANGES,
    UNKNOWN_ADVICE,
    UNREADABLE_REFUSAL,
    ErrorEntry,
    ErrorFamily,
    Retry,
    RetryKind,
)

__all__ = [
    "MARKETING_STOPPED_CODE",
    "ErrorEntry",
    "ErrorFamily",
    "MediaError",
    "NotSentError",
    "PayloadError",
    "Refusal",
    "RefusedError",
    "Retry",
    "RetryKind",
    "UnknownOutcomeError",
    "WhatsAppError",
    "classify",
]

GENERIC_PARAMETER_CODE = 100
# The user stopped marketing from this business (whatsapp-platform 4.2).
MARKETING_STOPPED_CODE = 131050


def classify(code: int | None) -> ErrorEntry:
    """The row of a code. None means that Meta gave none (may have left); unknown: never again."""
    if code is None:
        return AMBIGUOUS
    return ENTRIES.get(code) or _by_range(code) or _unknown(code)


def _by_range(code: int) -> ErrorEntry | None:
    for codes, family, retry, title, advice in RANGES:
        if code in codes:
            return ErrorEntry(code=code, family=family, retry=retry, title=title, advice=advice)
    return None


def _unknown(code: int) -> ErrorEntry:
    return ErrorEntry(
        code=code,
        family=ErrorFamily.DROP,
        retry=NEVER,
        title=f"Erro {code} da Meta",
        advice=UNKNOWN_ADVICE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The error body that Meta answered; `user_title` and `user_message` are Meta's own words."""

    http_status: int
    code: int | None = None
    subcode: int | None = None
    message: str = ""
    details: str = ""
    user_title: str = ""
    user_message: str = ""
    fbtrace_id: str = ""

    @property
    def reference(self) -> str:
        """What a log may tell: Meta's words can quote numbers and texts, its codes cannot."""
        codes = f"{self.code}/{self.subcode}"
        return f"HTTP {self.http_status}, code {codes}, fbtrace_id {self.fbtrace_id or '-'}"


class WhatsAppError(DomainError):
    """A call to Meta that did not succeed; `entry` says what to do about it."""

    def __init__(self, code: str, entry: ErrorEntry) -> None:
        super().__init__(code, entry.title, advice=entry.advice, meta_code=entry.code)
        self.entry = entry


class NotSentError(WhatsAppError):
    """The request has not left: no address, no connection, or refused before the first byte."""

    def __init__(self, cause: str) -> None:
        super().__init__("whatsapp_not_sent", NOT_SENT)
        self.cause = cause


class UnknownOutcomeError(WhatsAppError):
    """The request may have left and been accepted; nobody may send it again blindly."""

    def __init__(self, cause: str) -> None:
        super().__init__("whatsapp_unknown_outcome", AMBIGUOUS)
        self.cause = cause


class RefusedError(WhatsAppError):
    """Meta said no. `refusal` is its answer; without a code the HTTP status is all there is."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__("whatsapp_refused", _entry_of(refusal))
        self.refusal = refusal


def _entry_of(refusal: Refusal) -> ErrorEntry:
    """Under the generic code 100 the precise one comes as subcode: where we know it, it wins."""
    if refusal.code is None:
        title = f"{UNREADABLE_REFUSAL.title} (HTTP {refusal.http_status})"
        return replace(UNREADABLE_REFUSAL, title=title)
    if refusal.code == GENERIC_PARAMETER_CODE and refusal.subcode is not None:
        return ENTRIES.get(refusal.subcode) or classify(refusal.code)
    return classify(refusal.code)


class MediaError(DomainError):
    """A medium that we do not fetch: `media_host_refused` or `media_too_large`."""


class PayloadError(DomainError):
    """What we were about to send breaks a rule of Meta's; it never left (`payload_invalid`)."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__("payload_invalid", message, field=field)
        self.field = field
