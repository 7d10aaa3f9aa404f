"""Message templates: what is stored of each, and the shelf they stand on."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass, field

from conecta.whatsapp.sandbox.components import Shape
from conecta.whatsapp.sandbox.wire import JsonObject

APPROVED = "APPROVED"
PENDING = "PENDING"
REJECTED = "REJECTED"
PAUSED = "PAUSED"
DISABLED = "DISABLED"
NO_REASON = "NONE"
FIRST_ID = 1_000_000_000_000_001

DEFAULT_FIELDS = (
    "name",
    "parameter_format",
    "components",
    "language",
    "status",
    "category",
    "sub_category",
    "id",
)


@dataclass(slots=True, kw_only=True)
class Template:
    """``review`` counts the submissions: an older verdict never meets a newer text."""

    id: str
    account_id: str
    name: str
    language: str
    category: str
    requested_category: str
    parameter_format: str
    components: list[JsonObject]
    shape: Shape
    ttl: int | None = None
    status: str = PENDING
    rejected_reason: str = NO_REASON
    rejection_info: JsonObject | None = None
    review: int = 0
    edited_at: list[float] = field(default_factory=list)
    pause: str = ""
    paused_at: float = 0.0

    @property
    def number(self) -> int:
        """The id as webhooks carry it."""
        return int(self.id)

    def as_json(self, fields: tuple[str, ...] = DEFAULT_FIELDS) -> JsonObject:
        """Only the fields that were asked for and have a value, and always the id."""
        known: JsonObject = {
            "name": self.name,
            "parameter_format": self.parameter_format,
            "components": self.components,
            "language": self.language,
            "status": self.status,
            "category": self.category,
            "correct_category": self.category,
            "quality_score": {"score": "UNKNOWN", "date": 0},
            "rejected_reason": self.rejected_reason,
            "message_send_ttl_seconds": self.ttl,
        }
        if self.requested_category != self.category:
            known["previous_category"] = self.requested_category
        asked = {key: known[key] for key in fields if known.get(key) is not None}
        return {**asked, "id": self.id}


class Shelf:
    """All templates, by id and by (account, name, language); ids only grow."""

    __slots__ = ("_by_key", "_last_id", "by_id")

    def __init__(self) -> None:
        self.by_id: dict[str, Template] = {}
        self._by_key: dict[tuple[str, str, str], Template] = {}
        self._last_id = FIRST_ID - 1

    def new_id(self) -> str:
        return str(self._last_id + 1)

    def put(self, template: Template) -> None:
        self._last_id = max(self._last_id, template.number)
        self.by_id[template.id] = template
        self._by_key[(template.account_id, template.name, template.language)] = template

    def find(self, account_id: str, name: str, language: str) -> Template | None:
        return self._by_key.get((account_id, name, language))

    def remove(self, template: Template) -> None:
        del self.by_id[template.id]
        del self._by_key[(template.account_id, template.name, template.language)]

    def of_account(self, account_id: str) -> Iterator[Template]:
        return (item for item in self.by_id.values() if item.account_id == account_id)


def cursor_of(template: Template) -> str:
    return base64.urlsafe_b64encode(template.id.encode()).decode().rstrip("=")


def id_of_cursor(cursor: str) -> int | None:
    """The id inside a cursor, or nothing when it is none of ours."""
    try:
        decoded = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    return int(decoded) if decoded.isdecimal() else None
