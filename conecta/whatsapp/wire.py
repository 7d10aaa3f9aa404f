"""Reading Meta's JSON without trusting it: each reader answers a value of its type, or nothing."""

import json
import math
from datetime import UTC, datetime
from typing import Any, TypeAlias

JsonObject: TypeAlias = dict[str, Any]

# Beyond this a number of seconds would lie in the year 5138: it is milliseconds.
MILLISECONDS_FROM = 100_000_000_000


def load(body: bytes) -> Any:
    """Parse UTF-8 JSON; values that PostgreSQL cannot store are cleaned.

    Raises ValueError for anything else, bottomless nesting included.
    """
    try:
        value = json.loads(body.decode(), parse_constant=_refuse, parse_float=_number)
        return _clean(value) if _may_be_dirty(body) else value
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def child(source: JsonObject, key: str) -> JsonObject:
    value = source.get(key)
    return value if isinstance(value, dict) else {}


def children(source: JsonObject, key: str) -> list[Any]:
    value = source.get(key)
    return value if isinstance(value, list) else []


def objects(source: JsonObject, key: str) -> list[JsonObject]:
    """The objects of a list; what is not an object is left out."""
    return [item for item in children(source, key) if isinstance(item, dict)]


def text(source: JsonObject, key: str) -> str:
    """A string as it is, an integer (ids in webhooks) in digits, "" for the rest."""
    value = source.get(key)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def integer(source: JsonObject, key: str) -> int | None:
    value = source.get(key)
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        return int(value)
    return value if isinstance(value, int) else None


def moment(source: JsonObject, key: str) -> datetime | None:
    """Seconds, or milliseconds, since 1970, as integer or string of digits; None when it is not."""
    stamp = integer(source, key)
    if stamp is None or stamp <= 0:
        return None
    try:
        if stamp >= MILLISECONDS_FROM:
            return datetime.fromtimestamp(stamp / 1000, tz=UTC)
        return datetime.fromtimestamp(stamp, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _number(digits: str) -> float | str:
    """1e999 is legal JSON and no storable number: it is kept as written."""
    value = float(digits)
    return value if math.isfinite(value) else digits


def _may_be_dirty(body: bytes) -> bool:
    return b"\\u0000" in body or b"\\ud" in body or b"\\uD" in body


def _clean(value: Any) -> Any:
    """Without NUL and lone surrogates, which are legal in JSON escapes and not in PostgreSQL."""
    if isinstance(value, str):
        return _clean_text(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_clean_text(key): _clean(item) for key, item in value.items()}
    return value


def _clean_text(value: str) -> str:
    if not value.isascii():
        value = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value.replace("\x00", "")
