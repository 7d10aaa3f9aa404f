"""What Meta says of a number, in our words."""

from dataclasses import dataclass
from datetime import datetime

from conecta.whatsapp.models import ChannelState, Quality
from conecta.whatsapp.types import PhoneNumberRecord
from conecta.whatsapp.words import MessagingLimit, NumberStatus, QualityRating

# A number that Meta slows down or warns of is still on the air.
STATES: dict[NumberStatus, ChannelState] = {
    NumberStatus.CONNECTED: ChannelState.CONNECTED,
    NumberStatus.FLAGGED: ChannelState.CONNECTED,
    NumberStatus.RESTRICTED: ChannelState.CONNECTED,
    NumberStatus.RATE_LIMITED: ChannelState.CONNECTED,
    NumberStatus.PENDING: ChannelState.VERIFYING,
    NumberStatus.UNVERIFIED: ChannelState.VERIFYING,
    NumberStatus.DISCONNECTED: ChannelState.DISCONNECTED,
    NumberStatus.BANNED: ChannelState.DISCONNECTED,
    NumberStatus.DELETED: ChannelState.DISCONNECTED,
    NumberStatus.MIGRATED: ChannelState.DISCONNECTED,
    NumberStatus.UNKNOWN: ChannelState.UNKNOWN,
}
QUALITIES: dict[QualityRating, Quality] = {
    QualityRating.GREEN: Quality.GREEN,
    QualityRating.YELLOW: Quality.YELLOW,
    QualityRating.RED: Quality.RED,
    QualityRating.UNKNOWN: Quality.UNKNOWN,
}
# Messages a second, by Meta's level.
THROUGHPUTS = {"STANDARD": 80, "HIGH": 1000}
# What a portfolio starts with until Meta tells its limit: the least of today's tiers.
FIRST_MESSAGING_LIMIT = MessagingLimit.TIER_250.people


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelReading:
    """One number at one moment. `throughput` None, `has_limit` False: Meta did not tell.

    `messaging_limit`: people in any 24 h, of the whole portfolio; None is no limit. `read_at` None:
    Meta has not been asked yet.
    """

    display_number: str
    verified_name: str
    state: ChannelState
    quality: Quality
    throughput: int | None = None
    has_limit: bool = False
    messaging_limit: int | None = None
    read_at: datetime | None = None


def reading_of(record: PhoneNumberRecord, *, read_at: datetime) -> ChannelReading:
    return ChannelReading(
        display_number=record.display_phone_number,
        verified_name=record.verified_name,
        state=STATES[record.status],
        quality=QUALITIES[record.quality],
        throughput=THROUGHPUTS.get(record.throughput.upper()),
        has_limit=record.messaging_limit is not MessagingLimit.UNKNOWN,
        messaging_limit=record.messaging_limit.people,
        read_at=read_at,
    )
