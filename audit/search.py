"""By which words an entry is found: the names and numbers in it, without accents, case or signs."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

# Which values name somebody or something; texts, evidence and reasons are read, not searched.
NAMING_FIELDS = frozenset({"name", "whatsapp", "email", "username", "display_number", "waba_id"})
NAMING_DETAILS = ("label", "login", "number", "merged_number")
# From here on digits with signs between them are a telephone number.
NUMBER_DIGITS = 6
NOT_DIGITS = re.compile(r"\D+")
NUMBER_LIKE = re.compile(r"^[\d\s().+-]+$")


def normalise(text: str) -> str:
    """Lower case, no accents, single spaces; a number only in its digits."""
    digits = NOT_DIGITS.sub("", text)
    if NUMBER_LIKE.match(text) and len(digits) >= NUMBER_DIGITS:
        return digits
    return " ".join(_unaccented(text).casefold().split())


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def key_of(values: Mapping[str, Any]) -> str:
    """The search key of an entry's detail values; each name once, a line each."""
    return "\n".join(dict.fromkeys(filter(None, map(normalise, _names(values)))))


def _names(values: Mapping[str, Any]) -> Iterator[str]:
    for key in NAMING_DETAILS:
        if isinstance(values.get(key), str):
            yield values[key]
    for side in ("before", "after"):
        changed = values.get(side) or {}
        for name in sorted(NAMING_FIELDS & changed.keys()):
            if isinstance(changed[name], str):
                yield changed[name]
