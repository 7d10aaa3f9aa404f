"""Webhook bodies: Meta's shapes from tests/payloads, and bodies built around one value."""

import json
from pathlib import Path
from typing import Any

from conecta.whatsapp.events import parse
from conecta.whatsapp.types import Event

PAYLOADS = Path(__file__).resolve().parents[1] / "payloads"

WABA_ID = "102290129340398"
PHONE_NUMBER_ID = "106540352242922"
# The entry's time in every payload, a minute after what it tells.
ENTRY_TIME = 1798761660


def delivery(name: str) -> bytes:
    return (PAYLOADS / f"{name}.json").read_bytes()


def only_event(name: str) -> Event:
    [event] = parse(delivery(name))
    return event


def body_with(value: Any, *, field: str = "messages") -> bytes:
    """A delivery of one change."""
    change = {"field": field, "value": value}
    entry = {"id": WABA_ID, "time": ENTRY_TIME, "changes": [change]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
