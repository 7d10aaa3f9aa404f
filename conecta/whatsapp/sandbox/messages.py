"""``POST /{phone_number_id}/messages``: the call that everything else is about."""

import json
import random
import time

from conecta.whatsapp.sandbox import receipts, reply_buttons, template_parameters, wa_id
from conecta.whatsapp.sandbox.directory import PhoneNumber
from conecta.whatsapp.sandbox.errors import GraphError, UnknownObjectError
from conecta.whatsapp.sandbox.people import READ, Received, Sent
from conecta.whatsapp.sandbox.state import World
from conecta.whatsapp.sandbox.templates import APPROVED, DISABLED, PAUSED, Template
from conecta.whatsapp.sandbox.wire import (
    LOST,
    JsonObject,
    Request,
    Response,
    answer,
    object_in,
    objects_in,
    text_in,
)

CALLBACK_MAX = 512
TEXT_MAX = 4096
CAPTION_MAX = 1024
MEDIA_KINDS = ("image", "video", "audio", "document", "sticker")
OTHER_KINDS = ("interactive", "location", "reaction")
UNDELIVERABLE = 131026
STOPPED_MARKETING = 131050
SERVICE = "service"


async def send(world: World, request: Request) -> Response:
    if random.random() < world.config.lose_request_rate:
        world.lost["requests"] += 1
        return LOST
    number = world.numbers.get(request.parts[1])
    if number is None:
        raise UnknownObjectError("POST", request.parts[1])
    payload = request.json()
    if payload.get("messaging_product") != "whatsapp":
        raise GraphError(100, "The parameter messaging_product is required.")
    if payload.get("status") == READ:
        return mark_as_read(world, number, payload)
    message = accept(world, number, payload, request.body)
    await start_life(world, message)
    if random.random() < world.config.drop_response_rate:
        world.lost["answers"] += 1
        return LOST
    return accepted(message)


async def start_life(world: World, message: Sent) -> None:
    is_early = world.config.webhook_before_response and world.config.webhooks
    if is_early:
        await receipts.tell_sent_now(world, message)
    receipts.begin(world, message, is_sent_told=is_early)


def accepted(message: Sent) -> Response:
    first: JsonObject = {"id": message.id}
    if message.kind == "template":
        first["message_status"] = "accepted"
    body = {
        "messaging_product": "whatsapp",
        "contacts": [{"input": message.to, "wa_id": message.person.wa_id}],
        "messages": [first],
    }
    return Response(body=json.dumps(body).encode())


def accept(world: World, number: PhoneNumber, payload: JsonObject, body: bytes) -> Sent:
    """The message, written down. Everything that Meta checks is checked before.

    :raises GraphError: when Meta would refuse it.
    """
    to = text_in(payload, "to")
    recipient = recipient_of(to, number)
    callback = callback_of(payload)
    kind = text_in(payload, "type") or "text"
    template = template_of(world, number, kind, payload)
    if template is None:
        check_window(world, number, recipient)
    now = time.time()
    category = template.category.lower() if template else SERVICE
    failure = failure_of(world, number, recipient, category)
    take_place(world, number, recipient)
    message = Sent(
        id=world.ledger.new_wamid(),
        person=world.people.meet(recipient, to.lstrip("+")),
        number=number,
        to=to,
        kind=kind,
        category=category,
        callback=callback,
        payload=body,
        accepted_at=now,
        failure=failure,
        shape=template.shape if template else None,
    )
    world.ledger.add(message)
    world.touch()
    return message


def recipient_of(to: str, number: PhoneNumber) -> str:
    if not to:
        raise GraphError(131008, "The parameter to is required.")
    digits = wa_id.parse(to)
    if digits is None:
        raise GraphError(131009, f"{to} is not a valid WhatsApp number")
    if digits == number.digits:
        raise GraphError(131021, "Recipient phone number cannot be the sender's.")
    return wa_id.from_digits(digits)


def callback_of(payload: JsonObject) -> str:
    callback = payload.get("biz_opaque_callback_data", "")
    if not isinstance(callback, str) or len(callback) > CALLBACK_MAX:
        raise GraphError(100, f"biz_opaque_callback_data is a text of {CALLBACK_MAX} at most.")
    return callback


def template_of(
    world: World, number: PhoneNumber, kind: str, payload: JsonObject
) -> Template | None:
    """The approved template that the payload fills, or nothing for what needs an open window."""
    if kind != "template":
        check_content(world, kind, object_in(payload, kind))
        return None
    content = object_in(payload, "template")
    name = text_in(content, "name")
    language = text_in(object_in(content, "language"), "code")
    if not name or not language:
        raise GraphError(131008, "template needs a name and a language code.")
    template = world.shelf.find(number.account_id, name, language)
    if template is None or template.status != APPROVED:
        raise not_sendable(template, name, language)
    components = objects_in(content, "components")
    template_parameters.check(template.shape, components, world.media)
    return template


def not_sendable(template: Template | None, name: str, language: str) -> GraphError:
    status = template.status if template else ""
    if status == PAUSED:
        return GraphError(132015, f"template name ({name}) is paused due to low quality")
    if status == DISABLED:
        return GraphError(132016, f"template name ({name}) is disabled")
    return GraphError(132001, f"template name ({name}) does not exist in {language}")


def check_content(world: World, kind: str, content: JsonObject) -> None:
    if kind == "text":
        if not 0 < len(text_in(content, "body")) <= TEXT_MAX:
            raise GraphError(131009, f"text.body takes 1 to {TEXT_MAX} characters")
    elif kind in MEDIA_KINDS:
        check_media(world, kind, content)
    elif kind not in OTHER_KINDS:
        raise GraphError(131051, f"Message type {kind} is not supported.")
    elif not content:
        raise GraphError(131008, f"The parameter {kind} is required.")
    elif kind == "interactive":
        reply_buttons.check(content)


def check_media(world: World, kind: str, content: JsonObject) -> None:
    media_id = text_in(content, "id")
    if not media_id and not text_in(content, "link"):
        raise GraphError(131008, f"{kind} needs an id or a link")
    if media_id and media_id not in world.media:
        raise GraphError(131053, f"Media ID {media_id} does not exist")
    if len(text_in(content, "caption")) > CAPTION_MAX:
        raise GraphError(131009, f"{kind}.caption takes {CAPTION_MAX} characters at most")


def check_window(world: World, number: PhoneNumber, recipient: str) -> None:
    person = world.people.find(recipient)
    if person is None or not person.has_open_window(number.id, time.time()):
        raise GraphError(
            131047,
            "Message failed to send because more than 24 hours have passed since the customer "
            "last replied to this number.",
        )


def failure_of(world: World, number: PhoneNumber, recipient: str, category: str) -> int:
    """The code that the message will fail with by webhook, or 0.

    :raises GraphError: when the failure was asked for in the answer itself.
    """
    wanted = world.config.failures.get(recipient)
    if wanted is not None:
        if wanted.sync:
            raise GraphError(wanted.code, "This failure was asked for by the simulator's settings.")
        return wanted.code
    person = world.people.find(recipient)
    if category == "marketing" and person is not None and number.id in person.stopped_marketing:
        return STOPPED_MARKETING
    return UNDELIVERABLE if random.random() < world.config.failure_rate else 0


def take_place(world: World, number: PhoneNumber, recipient: str) -> None:
    """Count the message against both limits, or refuse it."""
    now = time.monotonic()
    throughput = world.throughputs[number.id]
    if not throughput.has_room(now, world.config.throughput):
        raise GraphError(130429, "Cloud API message throughput has been reached.")
    if world.config.pair_limit:
        pair = (number.id, recipient)
        if not world.pairs.has_room(pair, now):
            raise GraphError(131056, "Too many messages sent to the same phone number.")
        world.pairs.count(pair, now)
    throughput.count(now)


def mark_as_read(world: World, number: PhoneNumber, payload: JsonObject) -> Response:
    entry = world.ledger.by_id.get(text_in(payload, "message_id"))
    if not isinstance(entry, Received) or entry.number.id != number.id:
        raise GraphError(131009, "message_id is not a message received by this number")
    for earlier in entry.person.entries:
        if isinstance(earlier, Received) and earlier.number.id == number.id:
            earlier.status = READ
        if earlier is entry:
            break
    world.touch()
    return answer({"success": True})
