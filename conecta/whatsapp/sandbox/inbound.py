"""What a customer does: writes, presses a button, sends a file, stops marketing."""

import random
import time
from dataclasses import dataclass
from functools import partial

from conecta.whatsapp.sandbox import samples, wa_id, webhooks
from conecta.whatsapp.sandbox.deliveries import Delivery
from conecta.whatsapp.sandbox.directory import PhoneNumber
from conecta.whatsapp.sandbox.people import DELIVERED, SENT, Person, Received
from conecta.whatsapp.sandbox.state import World
from conecta.whatsapp.sandbox.wire import JsonObject, object_in, text_in

KEYS = {
    "from",
    "text",
    "phone_number_id",
    "profile_name",
    "type",
    "payload",
    "timestamp",
    "context",
    "forwarded",
}
PREFERENCES = "user_preferences"
CHOICES = ("stop", "resume")
REORDER_SECONDS = 0.3


class RefusedInboundError(ValueError):
    """The order makes no message; the sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the customer is to do. ``context`` is the wamid of the message that is answered.

    ``is_forwarded``: the words are somebody else's, passed on.
    """

    person: Person
    number: PhoneNumber
    kind: str
    text: str
    payload: object
    context: str
    is_forwarded: bool
    at: float


def parse(world: World, source: JsonObject) -> Order:
    """:raises RefusedInboundError: when a key or a value makes no sense."""
    unknown = sorted(source.keys() - KEYS)
    if unknown:
        raise RefusedInboundError(f"unknown keys: {', '.join(unknown)}")
    typed = text_in(source, "from")
    digits = wa_id.parse(typed)
    if digits is None:
        raise RefusedInboundError("from must be a number with country code")
    known = world.people.find(wa_id.from_digits(digits))
    number = number_of(world, text_in(source, "phone_number_id"), known)
    at = moment(source.get("timestamp"))
    person = world.people.meet(wa_id.from_digits(digits), digits)
    person.name = text_in(source, "profile_name") or person.name or f"Cliente {digits[-4:]}"
    return Order(
        person=person,
        number=number,
        kind=text_in(source, "type") or "text",
        text=text_in(source, "text"),
        payload=source.get("payload"),
        context=text_in(source, "context"),
        is_forwarded=source.get("forwarded") is True,
        at=at,
    )


def number_of(world: World, number_id: str, person: Person | None) -> PhoneNumber:
    """The number that was named, else the one of the person's last message, else the first."""
    if number_id:
        if number_id not in world.numbers:
            raise RefusedInboundError(f"phone_number_id {number_id} is nobody's")
        return world.numbers[number_id]
    if person is not None and person.entries:
        return person.entries[-1].number
    return next(iter(world.numbers.values()))


def moment(value: object) -> float:
    """Seconds since 1970, as a number or as text; now, when nothing is said."""
    if value is None:
        return time.time()
    try:
        return float(str(value))
    except ValueError as error:
        raise RefusedInboundError("timestamp is in seconds since 1970") from error


def receive(world: World, order: Order) -> str:
    """Carry it out; returns the id of the new message, empty for a preference."""
    if order.kind == PREFERENCES:
        prefer(world, order)
        return ""
    entry = Received(
        id=world.ledger.new_wamid(),
        person=order.person,
        number=order.number,
        kind=order.kind,
        content=content_of(world, order),
        at=order.at,
    )
    world.ledger.add(entry)
    order.person.open_window(order.number.id, order.at)
    world.throughputs[order.number.id].count(time.monotonic())
    world.touch()
    deliver(world, order.number, webhooks.incoming(entry), entry)
    return entry.id


def prefer(world: World, order: Order) -> None:
    choice = str(order.payload)
    if choice not in CHOICES:
        raise RefusedInboundError("the payload of user_preferences is stop or resume")
    if choice == "stop":
        order.person.stopped_marketing.add(order.number.id)
    else:
        order.person.stopped_marketing.discard(order.number.id)
    world.touch()
    deliver(world, order.number, webhooks.preference(order.number, order.person, choice), None)


def deliver(world: World, number: PhoneNumber, body: bytes, entry: Received | None) -> None:
    target = world.target_of(number.account_id)
    if target is None:
        return
    on_taken = partial(mark_taken, world, entry) if entry is not None else None
    copies = 2 if random.random() < world.config.duplicate_rate else 1
    for _ in range(copies):
        delivery = Delivery(target=target, body=body, on_taken=on_taken)
        if world.config.reorder:
            delay = random.random() * REORDER_SECONDS
            world.agenda.after(delay, partial(world.deliveries.messages.put, delivery))
        else:
            world.deliveries.messages.put(delivery)


def mark_taken(world: World, entry: Received) -> None:
    if entry.status == SENT:
        entry.status = DELIVERED
        world.touch()


def content_of(world: World, order: Order) -> JsonObject:
    """The keys of the message that its type brings, in Meta's form."""
    content: JsonObject = {}
    if order.context:
        content["context"] = {"from": order.number.digits, "id": order.context}
    if order.is_forwarded:
        content["context"] = {"forwarded": True}
    payload = order.payload if isinstance(order.payload, dict) else {}
    if order.kind == "text":
        content["text"] = {"body": order.text}
    elif order.kind == "button":
        content["button"] = {"payload": str(order.payload or order.text), "text": order.text}
    elif order.kind == "interactive":
        reply = {"id": str(order.payload), "title": order.text}
        content["interactive"] = payload or {"type": "button_reply", "button_reply": reply}
    elif order.kind in samples.BY_KIND:
        content[order.kind] = file_content(world, order, payload)
    elif order.kind == "unsupported":
        content["errors"] = [{"code": 131051, "title": "Message type is not currently supported"}]
    else:
        content[order.kind] = order.payload or {}
    return content


def file_content(world: World, order: Order, payload: JsonObject) -> JsonObject:
    """``payload`` may bring the id of an uploaded file; else a small sample is sent."""
    mime_type, sample = samples.BY_KIND[order.kind]
    stored = world.media.find(text_in(payload, "id")) or world.media.add(sample, mime_type)
    content: JsonObject = {
        "mime_type": stored.mime_type,
        "sha256": stored.sha256,
        **payload,
        "id": stored.id,
    }
    if order.text:
        content["caption"] = order.text
    if order.kind == "audio":
        content["voice"] = True
    if order.kind == "document":
        content.setdefault("filename", "documento.pdf")
    return content


def caption_of(entry: Received) -> str:
    """The words of what the customer sent, for the telephone."""
    if entry.kind == "interactive":
        reply = object_in(entry.content, "interactive")
        return text_in(object_in(reply, text_in(reply, "type")), "title")
    content = object_in(entry.content, entry.kind)
    return text_in(content, "body") or text_in(content, "text") or text_in(content, "caption")
