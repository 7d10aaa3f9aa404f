"""Whatever comes, parsing answers events or GarbageError, and loses no change."""

import json
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from conecta.whatsapp.events import GarbageError, parse
from conecta.whatsapp.types import InboundMessage, RawField
from tests.whatsapp.deliveries import PAYLOADS, body_with

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
KEYS = st.sampled_from(
    (
        "id", "from", "type", "timestamp", "text", "body", "messages", "statuses", "contacts",
        "metadata", "phone_number_id", "user_preferences", "wa_id", "user_id", "errors", "code",
        "pricing", "interactive", "image", "context", "event", "message_template_id", "status",
        "new_quality_score", "rejection_info",
    )
)  # fmt: skip
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=20,
)
FIELDS = st.sampled_from(
    (
        "messages",
        "user_preferences",
        "message_template_status_update",
        "template_category_update",
        "account_update",
    )
)


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_bytes_are_never_worse_than_garbage(body: bytes) -> None:
    with suppress(GarbageError):
        parse(body)


@settings(max_examples=200)
@given(JSON)
def test_json_is_never_worse_than_garbage(value: Any) -> None:
    with suppress(GarbageError):
        parse(json.dumps({"object": "x", "entry": value}).encode())


@settings(max_examples=300)
@given(st.dictionaries(KEYS, JSON, max_size=6), FIELDS)
def test_no_value_passes_without_an_event(value: Any, field: str) -> None:
    with suppress(GarbageError):
        assert parse(body_with(value, field=field)) != []


@given(st.text())
def test_the_words_of_a_message_arrive_as_written(words: str) -> None:
    message = {"id": "wamid.1", "from": "5511987654321", "type": "text", "text": {"body": words}}

    [event] = parse(body_with({"messages": [message]}))

    assert isinstance(event, InboundMessage)
    assert event.text == words.replace("\x00", "")


@settings(max_examples=50)
@given(st.sampled_from(sorted(PAYLOADS.glob("*.json"))), st.data())
def test_a_payload_cut_anywhere_is_garbage(path: Any, data: st.DataObject) -> None:
    body = path.read_bytes().rstrip()
    cut = body[: data.draw(st.integers(0, len(body) - 1))]

    try:
        events = parse(cut)
    except GarbageError:
        events = []

    assert events == []


def test_every_payload_of_a_known_field_is_read() -> None:
    unread = {
        path.stem
        for path in PAYLOADS.glob("*.json")
        for event in parse(path.read_bytes())
        if isinstance(event, RawField) and event.problem
    }

    assert unread == {"messages__one_malformed"}
