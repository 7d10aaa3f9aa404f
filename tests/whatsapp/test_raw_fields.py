"""What we do not know is kept as it came, with the reason when it could not be read."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from conecta.whatsapp.events import parse
from conecta.whatsapp.types import RawField
from tests.whatsapp.deliveries import PHONE_NUMBER_ID, WABA_ID, body_with, only_event


def raw(body: bytes) -> RawField:
    [event] = parse(body)
    assert isinstance(event, RawField)
    return event


def delivered(*entries: Any) -> bytes:
    return json.dumps({"object": "whatsapp_business_account", "entry": entries}).encode()


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("account_update__restriction", "account_update"),
        ("phone_number_quality_update__upgrade", "phone_number_quality_update"),
    ],
)
def test_a_field_without_a_reader_is_kept_whole(name: str, field: str) -> None:
    event = only_event(name)

    assert isinstance(event, RawField)
    assert (event.waba_id, event.field, event.problem) == (WABA_ID, field, "")
    assert event.at == datetime(2027, 1, 1, 0, 1, tzinfo=UTC)
    assert "event" in event.value


def test_errors_of_the_number_are_kept_beside_its_id() -> None:
    event = only_event("messages__number_errors")

    assert isinstance(event, RawField)
    assert (event.phone_number_id, event.field) == (PHONE_NUMBER_ID, "messages")
    assert event.value == {"errors": [{"code": 131000, "title": "Something went wrong"}]}


@pytest.mark.parametrize(
    ("value", "field", "problem"),
    [
        (
            {"messages": [{"id": "wamid.1", "type": "text", "timestamp": "1"}]},
            "messages",
            "no sender",
        ),
        ({"statuses": [{"status": "sent", "timestamp": "1"}]}, "messages", "no id"),
        ({"user_preferences": []}, "user_preferences", "no user_preferences"),
        ({"user_preferences": [7]}, "user_preferences", "not an object"),
        (
            {"event": "APPROVED"},
            "message_template_status_update",
            "no message_template_id",
        ),
    ],
)
def test_what_lacks_the_essential_says_what_it_lacks(value: Any, field: str, problem: str) -> None:
    event = raw(body_with(value, field=field))

    assert (event.field, event.problem) == (field, problem)


def test_a_message_without_any_time_cannot_be_ordered() -> None:
    message = {"id": "wamid.1", "from": "5511987654321", "type": "text", "timestamp": "soon"}
    change = {"field": "messages", "value": {"messages": [message]}}

    event = raw(delivered({"id": WABA_ID, "changes": [change]}))

    assert (event.at, event.problem) == (None, "no timestamp")


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("entry", "the entry is not an object"),
        ({"id": WABA_ID}, "the entry has no changes"),
        ({"id": WABA_ID, "changes": ["change"]}, "the change has no value"),
        (
            {"id": WABA_ID, "changes": [{"field": "messages", "value": 3}]},
            "the change has no value",
        ),
    ],
)
def test_a_shape_that_is_not_metas_is_kept_with_the_reason(entry: Any, problem: str) -> None:
    assert raw(delivered(entry)).problem == problem


def test_a_broken_entry_costs_no_other() -> None:
    good = {"id": WABA_ID, "changes": [{"field": "security", "value": {"event": "PIN_CHANGED"}}]}

    events = parse(delivered("broken", good))

    assert [getattr(event, "field", None) for event in events] == ["", "security"]
