"""Where a number lives, as a clock: quiet hours are the person's, not the company's."""

from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import timezone

from contacts.ddd import AREAS
from contacts.phone import BRAZIL

DEFAULT_ZONE = ZoneInfo("America/Sao_Paulo")
_UNKNOWN = "Etc/Unknown"  # what phonenumbers answers when it cannot tell


def zone_of(digits: str) -> ZoneInfo:
    """The zone of a number in canonical digits; São Paulo's when nothing better is known.

    Brazilian numbers follow our own table of DDDs: phonenumbers gives wrong zones for them.
    """
    if digits.startswith(BRAZIL):
        area = AREAS.get(digits[2:4])
        return ZoneInfo(area.zone) if area else DEFAULT_ZONE
    return _foreign_zone(digits)


def _foreign_zone(digits: str) -> ZoneInfo:
    try:
        number = phonenumbers.parse(f"+{digits}", None)
    except phonenumbers.NumberParseException:
        return DEFAULT_ZONE
    first = timezone.time_zones_for_number(number)[0]
    return DEFAULT_ZONE if first == _UNKNOWN else ZoneInfo(first)
