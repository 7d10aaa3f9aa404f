"""Careful reading of Meta's JSON: whatever else stands in a place is read as nothing."""

from collections.abc import Mapping
from typing import Any, TypeAlias

Json: TypeAlias = Mapping[str, Any]


def word(source: Json, key: str, *, default: str = "") -> str:
    """Meta's enumerations come in capitals in answers and in either case in examples."""
    return str(source.get(key) or default).upper()


def text(source: Json, key: str) -> str:
    value = source.get(key)
    return value if isinstance(value, str) else ""


def scalar(source: Json, key: str) -> str:
    """A text, or a whole number as text: ids come as either."""
    value = source.get(key)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else text(source, key)


def first(source: Json, key: str) -> str:
    """A text, or the first of a list of texts: Meta's pages show both."""
    value = source.get(key)
    found = value[0] if isinstance(value, list) and value else value
    return found if isinstance(found, str) else ""


def mapping(source: Json, key: str) -> Json:
    value = source.get(key)
    return value if isinstance(value, Mapping) else {}


def mappings(found: object) -> list[Json]:
    """The objects of a JSON list; whatever else stands there is left out."""
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []


def flag(source: Json, key: str) -> bool:
    return source.get(key) is True
