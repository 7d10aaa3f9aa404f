"""From a number as it was dialled to the id that WhatsApp answers with."""

import re

# Accounts older than the ninth digit keep the short form; it reached DDD 31 and above last.
FIRST_DDD_WITHOUT_NINTH = 31
NINTH_DIGIT_AT = 4
LONG_LENGTH = 13
SHORT_LENGTH = 12
# Local parts of eight digits that begin so are mobiles that lack the ninth digit.
MOBILE_STARTS = "689"

_SHAPE = re.compile(r"\+?\d[\d\s().-]{6,24}")
_NOT_DIGIT = re.compile(r"\D")


def parse(number: str) -> str | None:
    """Digits only, or nothing when this is no international number."""
    if not _SHAPE.fullmatch(number):
        return None
    digits = _NOT_DIGIT.sub("", number)
    return digits if 8 <= len(digits) <= 15 and digits[0] != "0" else None


def from_digits(digits: str) -> str:
    """The ``wa_id``: Brazilian mobiles lose the ninth digit from DDD 31 on, and have it below."""
    if not digits.startswith("55"):
        return digits
    old_area = digits[2:4] >= str(FIRST_DDD_WITHOUT_NINTH)
    if len(digits) == LONG_LENGTH and old_area and digits[NINTH_DIGIT_AT] == "9":
        return digits[:NINTH_DIGIT_AT] + digits[NINTH_DIGIT_AT + 1 :]
    if len(digits) == SHORT_LENGTH and not old_area and digits[NINTH_DIGIT_AT] in MOBILE_STARTS:
        return digits[:NINTH_DIGIT_AT] + "9" + digits[NINTH_DIGIT_AT:]
    return digits
