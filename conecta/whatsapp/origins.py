"""Where in a delivery an event was found, and what to say of one that cannot be read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from conecta.whatsapp.types import RawField
from conecta.whatsapp.wire import JsonObject, moment, text


class UnreadableError(Exception):
    """One part of a delivery lacks what an event needs; the message says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """`at` is the time of the entry, None when Meta gave none."""

    waba_id: str = ""
    phone_number_id: str = ""
    at: datetime | None = None

    def time_of(self, source: JsonObject, key: str = "timestamp") -> datetime:
        """The source's own time, or else the entry's."""
        at = moment(source, key) or self.at
        if at is None:
            raise UnreadableError(f"no {key}")
        return at

    def raw(self, field: str, value: Any, problem: str = "") -> RawField:
        return RawField(
            waba_id=self.waba_id,
            phone_number_id=self.phone_number_id,
            at=self.at,
            field=field,
            value=value,
            problem=problem,
        )


def required(source: JsonObject, key: str) -> str:
    value = text(source, key)
    if not value:
        raise UnreadableError(f"no {key}")
    return value
