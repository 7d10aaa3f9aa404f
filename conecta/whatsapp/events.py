"""Meta's webhooks: the signature, and bytes to typed events in the order of the body.

What we do not know, and what we cannot read, becomes a RawField: nothing is lost, and one
malformed part costs no other.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from conecta.errors import DomainError
from conecta.whatsapp.inbound import at_number, read_messages_field, read_preferences_field
from conecta.whatsapp.origins import Origin, UnreadableError
from conecta.whatsapp.template_events import (
    read_template_category,
    read_template_quality,
    read_template_status,
)
from conecta.whatsapp.types import Event
from conecta.whatsapp.wire import JsonObject, child, children, load, moment, text

Reader = Callable[[Origin, JsonObject], Iterator[Event]]

READERS: Mapping[str, Reader] = {
    "messages": read_messages_field,
    "user_preferences": read_preferences_field,
    "message_template_status_update": read_template_status,
    "message_template_quality_update": read_template_quality,
    "template_category_update": read_template_category,
}
SIGNATURE_PREFIX = "sha256="


class GarbageError(DomainError):
    """The body is not JSON of Meta's shape; it deserves a 400 and leaves no trace."""

    def __init__(self, problem: str) -> None:
        super().__init__("webhook_garbage", "O corpo não é um aviso da Meta.", problem=problem)


def verify_signature(body: bytes, header: str | None, secrets: Sequence[str]) -> bool:
    """Whether `X-Hub-Signature-256` was made over these bytes with one of the secrets."""
    if header is None or not header.startswith(SIGNATURE_PREFIX):
        return False
    given = header.removeprefix(SIGNATURE_PREFIX).encode()
    # Every secret is tried, so that the time does not tell which one matched.
    matches = [hmac.compare_digest(given, _sign(body, secret)) for secret in secrets if secret]
    return any(matches)


def _sign(body: bytes, secret: str) -> bytes:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()


def peek(body: bytes) -> bool:
    """Whether a person wrote: such deliveries are applied first. Raises GarbageError."""
    return any(
        isinstance(change, dict) and bool(child(change, "value").get("messages"))
        for entry in _entries(body)
        if isinstance(entry, dict)
        for change in children(entry, "changes")
    )


def parse(body: bytes) -> list[Event]:
    """The events of one delivery, in its order. Raises GarbageError, and nothing else."""
    return [event for entry in _entries(body) for event in _read_entry(entry)]


def _entries(body: bytes) -> list[Any]:
    try:
        delivery = load(body)
    except ValueError as error:
        raise GarbageError(str(error)) from error
    if not isinstance(delivery, dict) or not isinstance(delivery.get("object"), str):
        raise GarbageError("no object")
    if not isinstance(delivery.get("entry"), list):
        raise GarbageError("no entry")
    found: list[Any] = delivery["entry"]
    return found


def _read_entry(entry: Any) -> Iterator[Event]:
    if not isinstance(entry, dict):
        yield Origin().raw("", entry, "the entry is not an object")
        return
    origin = Origin(waba_id=text(entry, "id"), at=moment(entry, "time"))
    changes = children(entry, "changes")
    if not changes:
        yield origin.raw("", entry, "the entry has no changes")
    for change in changes:
        yield from _read_change(origin, change)


def _read_change(origin: Origin, change: Any) -> Iterator[Event]:
    if not isinstance(change, dict) or not isinstance(change.get("value"), dict):
        yield origin.raw("", change, "the change has no value")
        return
    field, value = text(change, "field"), change["value"]
    reader = _reader_of(field, value)
    if reader is None:
        yield at_number(origin, value).raw(field, value)
        return
    try:
        yield from reader(origin, value)
    except UnreadableError as problem:
        yield origin.raw(field, value, str(problem))


def _reader_of(field: str, value: JsonObject) -> Reader | None:
    """One page of Meta's shows quality updates under a wrong field: their content decides."""
    if "new_quality_score" in value:
        return read_template_quality
    return READERS.get(field)
