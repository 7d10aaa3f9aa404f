"""Webhooks as Meta posts them: signed bodies with any number of messages and statuses."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.factories import PHONE_NUMBER_ID, WABA_ID

URL = "/webhooks/whatsapp/"
SECRET = "test-app-secret"
_wamids = count(1)


def seconds(moment: datetime | None) -> str:
    return str(int((moment or timezone.now()).timestamp()))


def text(
    sender: str, body: str, *, at: datetime | None = None, wamid: str = "", name: str = "Ana"
) -> dict[str, Any]:
    """`value` of one inbound text; `sender` is a wa_id."""
    return {
        "contacts": [{"profile": {"name": name}, "wa_id": sender}],
        "messages": [
            {
                "from": sender,
                "id": wamid or f"wamid.in{next(_wamids)}",
                "timestamp": seconds(at),
                "type": "text",
                "text": {"body": body},
            }
        ],
    }


def image(sender: str, *, caption: str) -> dict[str, Any]:
    value = text(sender, "")
    message = value["messages"][0]
    del message["text"]
    media = {"id": "1003383421387256", "mime_type": "image/jpeg", "caption": caption}
    message |= {"type": "image", "image": media}
    return value


def answering(value: dict[str, Any], wamid: str) -> dict[str, Any]:
    """The same words, quoting the message that they answer."""
    value["messages"][0]["context"] = {"from": "551140031020", "id": wamid}
    return value


def forwarded(value: dict[str, Any]) -> dict[str, Any]:
    value["messages"][0]["context"] = {"forwarded": True}
    return value


def button(
    sender: str, button_id: str, title: str, *, at: datetime | None = None, wamid: str = ""
) -> dict[str, Any]:
    """A reply button of an interactive message, pressed."""
    value = text(sender, title, at=at, wamid=wamid)
    message = value["messages"][0]
    del message["text"]
    message["type"] = "interactive"
    reply = {"id": button_id, "title": title}
    message["interactive"] = {"type": "button_reply", "button_reply": reply}
    return value


def status(
    word: str,
    *,
    to: str | None = "5511987654321",
    wamid: str = "",
    uuid: object = "",
    at: datetime | None = None,
    code: int = 0,
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": wamid or f"wamid.out{next(_wamids)}",
        "status": word,
        "timestamp": seconds(at),
        "recipient_id": to,
    }
    if uuid:
        made["biz_opaque_callback_data"] = str(uuid)
    if code:
        made["errors"] = [{"code": code, "title": "Error", "error_data": {"details": "why"}}]
    return made


def statuses(*found: dict[str, Any]) -> dict[str, Any]:
    return {"statuses": list(found)}


def body(*values: dict[str, Any], field: str = "messages") -> bytes:
    metadata = {"display_phone_number": "551140031020", "phone_number_id": PHONE_NUMBER_ID}
    changes: Sequence[dict[str, Any]] = [
        {"field": field, "value": {"messaging_product": "whatsapp", "metadata": metadata} | value}
        for value in values
    ]
    entry = {"id": WABA_ID, "time": int(timezone.now().timestamp()), "changes": changes}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def sign(payload: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()


def post(client: Client, payload: bytes, *, signature: str | None = None) -> HttpResponse:
    headers = {"x-hub-signature-256": sign(payload) if signature is None else signature}
    return client.post(URL, payload, content_type="application/json", headers=headers)  # type: ignore[return-value]  # the test client's own response type
