"""The bodies of webhooks, in Meta's own shape."""

import json
import time
from collections.abc import Sequence
from typing import NotRequired, TypedDict

from conecta.whatsapp.sandbox.directory import PhoneNumber
from conecta.whatsapp.sandbox.errors import WebhookError, webhook_error
from conecta.whatsapp.sandbox.people import FAILED, READ, Person, Received, Sent
from conecta.whatsapp.sandbox.templates import NO_REASON, REJECTED, Template
from conecta.whatsapp.sandbox.wire import JsonObject


class Pricing(TypedDict):
    billable: bool
    pricing_model: str
    type: str
    category: str


class Status(TypedDict):
    id: str
    status: str
    timestamp: str
    recipient_id: str
    recipient_user_id: NotRequired[str]
    biz_opaque_callback_data: NotRequired[str]
    pricing: NotRequired[Pricing]
    errors: NotRequired[list[WebhookError]]


def encode(account_id: str, field: str, value: JsonObject) -> bytes:
    """One delivery of one change. Meta escapes slashes and everything beyond ASCII."""
    body = {
        "object": "whatsapp_business_account",
        "entry": [
            {
                "id": account_id,
                "time": int(time.time()),
                "changes": [{"value": value, "field": field}],
            }
        ],
    }
    return json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode()


def number_value(number: PhoneNumber) -> JsonObject:
    metadata = {"display_phone_number": number.digits, "phone_number_id": number.id}
    return {"messaging_product": "whatsapp", "metadata": metadata}


def statuses(number: PhoneNumber, batch: Sequence[tuple[Sent, str, float]]) -> bytes:
    """(message, status, time) of one number, as one body."""
    value = number_value(number)
    people = {message.person.wa_id: message.person for message, status, _ in batch}
    value["contacts"] = [{"wa_id": item.wa_id, "user_id": item.user_id} for item in people.values()]
    value["statuses"] = [status_of(message, status, at) for message, status, at in batch]
    return encode(number.account_id, "messages", value)


def status_of(message: Sent, status: str, at: float) -> Status:
    body: Status = {
        "id": message.id,
        "status": status,
        "timestamp": str(int(at)),
        "recipient_id": message.person.wa_id,
    }
    if message.callback:
        body["biz_opaque_callback_data"] = message.callback
    if status == FAILED:
        body["errors"] = [webhook_error(message.failure)]
        return body
    body["recipient_user_id"] = message.person.user_id
    if status != READ:
        body["pricing"] = pricing_of(message)
    return body


def pricing_of(message: Sent) -> Pricing:
    is_service = message.category == "service"
    return {
        "billable": not is_service,
        "pricing_model": "PMP",
        "type": "free_customer_service" if is_service else "regular",
        "category": message.category,
    }


def incoming(entry: Received) -> bytes:
    value = number_value(entry.number)
    value["contacts"] = [
        {
            "profile": {"name": entry.person.name},
            "wa_id": entry.person.wa_id,
            "user_id": entry.person.user_id,
        }
    ]
    message: JsonObject = {
        "from": entry.person.wa_id,
        "from_user_id": entry.person.user_id,
        "id": entry.id,
        "timestamp": str(int(entry.at)),
        "type": entry.kind,
        **entry.content,
    }
    value["messages"] = [message]
    return encode(entry.number.account_id, "messages", value)


def template_status(template: Template, event: str, other: JsonObject | None = None) -> bytes:
    """Ids are whole numbers here, and texts everywhere else."""
    value: JsonObject = {
        "event": event,
        "message_template_id": template.number,
        "message_template_name": template.name,
        "message_template_language": template.language,
        "reason": template.rejected_reason if event == REJECTED else NO_REASON,
        "message_template_category": template.category,
    }
    if event == "PENDING_DELETION":
        value["reason"] = None
    if event == REJECTED and template.rejection_info is not None:
        value["rejection_info"] = template.rejection_info
    return encode(template.account_id, "message_template_status_update", {**value, **(other or {})})


def preference(number: PhoneNumber, person: Person, choice: str) -> bytes:
    """``choice`` is stop or resume: what the person decided about marketing messages."""
    value = number_value(number)
    value["contacts"] = [{"wa_id": person.wa_id, "user_id": person.user_id}]
    words = {"stop": "User requested to stop marketing messages"}
    value["user_preferences"] = [
        {
            "wa_id": person.wa_id,
            "user_id": person.user_id,
            "detail": words.get(choice, "User requested to resume marketing messages"),
            "category": "marketing_messages",
            "value": choice,
            "timestamp": int(time.time()),
        }
    ]
    return encode(number.account_id, "user_preferences", value)
