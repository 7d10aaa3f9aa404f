"""Meta's vocabulary: enums that accept words they do not know, as UNKNOWN."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """Base of the enums below: case does not matter, an unknown word becomes UNKNOWN."""

    @classmethod
    def _missing_(cls, value: object) -> Self:
        if isinstance(value, str):
            for member in cls:
                if member.value.casefold() == value.casefold():
                    return member
        return cls["UNKNOWN"]


class Category(Word):
    MARKETING = "MARKETING"
    UTILITY = "UTILITY"
    AUTHENTICATION = "AUTHENTICATION"
    UNKNOWN = "UNKNOWN"


class ParameterFormat(Word):
    POSITIONAL = "POSITIONAL"
    NAMED = "NAMED"
    UNKNOWN = "UNKNOWN"


class TemplateStatus(Word):
    """Only APPROVED may be sent."""

    APPROVED = "APPROVED"
    PENDING = "PENDING"
    REJECTED = "REJECTED"
    PAUSED = "PAUSED"
    DISABLED = "DISABLED"
    IN_APPEAL = "IN_APPEAL"
    PENDING_DELETION = "PENDING_DELETION"
    DELETED = "DELETED"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    ARCHIVED = "ARCHIVED"
    UNKNOWN = "UNKNOWN"


class TemplateEvent(Word):
    """What a webhook says happened; after REINSTATED and UNARCHIVED the template is read again."""

    APPROVED = "APPROVED"
    PENDING = "PENDING"
    REJECTED = "REJECTED"
    PAUSED = "PAUSED"
    DISABLED = "DISABLED"
    IN_APPEAL = "IN_APPEAL"
    PENDING_DELETION = "PENDING_DELETION"
    DELETED = "DELETED"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    ARCHIVED = "ARCHIVED"
    UNARCHIVED = "UNARCHIVED"
    FLAGGED = "FLAGGED"
    LOCKED = "LOCKED"
    REINSTATED = "REINSTATED"
    UNKNOWN = "UNKNOWN"


class QualityRating(Word):
    GREEN = "GREEN"
    YELLOW = "YELLOW"
    RED = "RED"
    UNKNOWN = "UNKNOWN"


class NumberStatus(Word):
    CONNECTED = "CONNECTED"
    DISCONNECTED = "DISCONNECTED"
    PENDING = "PENDING"
    FLAGGED = "FLAGGED"
    RESTRICTED = "RESTRICTED"
    RATE_LIMITED = "RATE_LIMITED"
    BANNED = "BANNED"
    DELETED = "DELETED"
    MIGRATED = "MIGRATED"
    UNVERIFIED = "UNVERIFIED"
    UNKNOWN = "UNKNOWN"


class MessagingLimit(Word):
    """People that the portfolio may start to write to in any 24 h."""

    TIER_50 = "TIER_50"
    TIER_250 = "TIER_250"
    TIER_1K = "TIER_1K"
    TIER_2K = "TIER_2K"
    TIER_10K = "TIER_10K"
    TIER_100K = "TIER_100K"
    TIER_UNLIMITED = "TIER_UNLIMITED"
    UNKNOWN = "UNKNOWN"

    @property
    def people(self) -> int | None:
        """None is no limit. A tier that we do not know counts as the least of today's (250)."""
        return PEOPLE_BY_TIER[self]


PEOPLE_BY_TIER: dict[MessagingLimit, int | None] = {
    MessagingLimit.TIER_50: 50,
    MessagingLimit.TIER_250: 250,
    MessagingLimit.TIER_1K: 1_000,
    MessagingLimit.TIER_2K: 2_000,
    MessagingLimit.TIER_10K: 10_000,
    MessagingLimit.TIER_100K: 100_000,
    MessagingLimit.TIER_UNLIMITED: None,
    MessagingLimit.UNKNOWN: 250,
}


class Health(Word):
    AVAILABLE = "AVAILABLE"
    LIMITED = "LIMITED"
    BLOCKED = "BLOCKED"
    UNKNOWN = "UNKNOWN"


class Acceptance(Word):
    """`message_status` of the answer to a send. HELD: released or dropped later (132015)."""

    ACCEPTED = "accepted"
    HELD = "held_for_quality_assessment"
    PAUSED = "paused"
    UNKNOWN = "unknown"


class DeliveryStatus(Word):
    """Receipts; `rank` orders them: failed never overrides delivered, read implies it."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    PLAYED = "played"
    FAILED = "failed"
    DELETED = "deleted"
    WARNING = "warning"
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int:
        """0 for what changes nothing; sent < failed < delivered < read = played."""
        return RANKS.get(self, 0)


RANKS: dict[DeliveryStatus, int] = {
    DeliveryStatus.SENT: 1,
    DeliveryStatus.FAILED: 2,
    DeliveryStatus.DELIVERED: 3,
    DeliveryStatus.READ: 4,
    DeliveryStatus.PLAYED: 4,
}


class MessageKind(Word):
    TEXT = "text"
    BUTTON = "button"
    INTERACTIVE = "interactive"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACTS = "contacts"
    REACTION = "reaction"
    ORDER = "order"
    SYSTEM = "system"
    EDIT = "edit"
    REVOKE = "revoke"
    UNSUPPORTED = "unsupported"
    UNKNOWN = "unknown"


class Preference(Word):
    """What a person told WhatsApp itself about this business's offers."""

    STOP = "stop"
    RESUME = "resume"
    SIGNUP = "signup"
    UNKNOWN = "unknown"
