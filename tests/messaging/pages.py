"""What the tests of pages do often: ask as htmx asks, fill in the dialog, read an answer."""

import json
import uuid
from typing import Any

from django.test import Client
from django.urls import reverse

from conecta.whatsapp.models import Channel
from contacts.models import Contact
from hsm_templates.models import Template
from tests.contacts.markup import attribute


def htmx(target: str = "") -> dict[str, str]:
    return {"HX-Request": "true", "HX-Target": target}


def form(channel: Channel, template: Template, **fields: Any) -> dict[str, Any]:
    """The dialog as a person filled it in, with a key of its own; `name` is for {{1}}."""
    return {
        "key": str(uuid.uuid4()),
        "channel": channel.pk,
        "template": template.pk,
        "value.body.1": fields.pop("name", "Ana"),
    } | fields


def send(client: Client, contact: Contact, said: dict[str, Any]) -> Any:
    return client.post(reverse("messaging:send", args=[contact.pk]), said, headers=htmx())


def preview(client: Client, contact: Contact, said: dict[str, Any], part: str = "") -> Any:
    url = reverse("messaging:preview", args=[contact.pk])
    return client.post(f"{url}?parte={part}", said, headers=htmx())


def events(response: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(response.headers.get("HX-Trigger", "{}"))
    return found


def is_blocked(response: Any) -> bool:
    return attribute(response, "#compose-submit", "aria-disabled") == "true"
