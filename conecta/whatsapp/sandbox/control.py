"""``/_sandbox/…``: what tests and demonstrations ask of the simulator. Loopback only."""

import json
from collections.abc import Iterable
from urllib.parse import urlsplit

from conecta.whatsapp.sandbox import config, inbound, template_calls, template_pauses, wa_id
from conecta.whatsapp.sandbox.environment import Environment, is_loopback
from conecta.whatsapp.sandbox.people import Sent
from conecta.whatsapp.sandbox.state import World
from conecta.whatsapp.sandbox.templates import APPROVED, DISABLED, PAUSED, REJECTED, Template
from conecta.whatsapp.sandbox.wire import (
    JSON_HEADERS,
    JsonObject,
    Request,
    Response,
    answer,
    text_in,
)

FORCED = (APPROVED, REJECTED, PAUSED, DISABLED)


def refused(sentence: str, status: int = 400) -> Response:
    return answer({"error": {"message": sentence}}, status)


def is_from_here(environment: Environment, request: Request) -> bool:
    """From this machine, addressed as this machine, and not sent by a page of somebody else."""
    host = urlsplit(f"//{request.header(b'host')}").hostname or ""
    origin = request.header(b"origin")
    is_own_page = not origin or is_loopback(urlsplit(origin).hostname or "")
    return environment.trusts(request.client[0]) and is_loopback(host) and is_own_page


async def stats(world: World, _: Request) -> Response:
    return answer(
        {
            "calls": dict(sorted(world.calls.items())),
            "messages": {"total": world.ledger.accepted, **world.ledger.states},
            "refused": {
                "total": world.refused.total(),
                "by_code": {str(code): count for code, count in sorted(world.refused.items())},
            },
            "lost": dict(world.lost),
            "webhooks": {**world.deliveries.counts, "waiting": world.deliveries.waiting},
            "peak_per_second": {key: item.peak for key, item in world.throughputs.items()},
        }
    )


async def messages(world: World, request: Request) -> Response:
    to = request.query().get("to", "")
    if not to:
        return messages_answer(world.ledger.sent(), world.ledger.callbacks)
    # A plus sign in an address arrives as a space.
    digits = wa_id.parse(to.strip())
    person = world.people.find(wa_id.from_digits(digits)) if digits else None
    mine = [entry for entry in person.entries if isinstance(entry, Sent)] if person else []
    names = {entry.callback for entry in mine if entry.callback}
    return messages_answer(mine, {name: world.ledger.callbacks.get(name, 0) for name in names})


def messages_answer(found: Iterable[Sent], callbacks: dict[str, int]) -> Response:
    """The payloads are spliced in as they came: there may be two hundred thousand."""
    shown = [message_json(message) for message in found]
    body = b'{"count":%d,"messages":[%s],"biz_opaque_callback_data":%s}' % (
        len(shown),
        b",".join(shown),
        json.dumps(callbacks).encode(),
    )
    return Response(body=body, headers=JSON_HEADERS)


def message_json(message: Sent) -> bytes:
    head = json.dumps(
        {
            "id": message.id,
            "phone_number_id": message.number.id,
            "to": message.to,
            "wa_id": message.person.wa_id,
            "type": message.kind,
            "status": message.status,
            "time": message.accepted_at,
            "biz_opaque_callback_data": message.callback or None,
        }
    )
    return head[:-1].encode() + b', "payload": ' + message.payload + b"}"


async def receive(world: World, request: Request) -> Response:
    try:
        order = inbound.parse(world, request.json())
        message_id = inbound.receive(world, order)
    except inbound.RefusedInboundError as error:
        return refused(str(error))
    return answer(
        {"id": message_id, "wa_id": order.person.wa_id, "phone_number_id": order.number.id}
    )


async def configuration(world: World, _: Request) -> Response:
    return answer(world.config.as_json())


async def configure(world: World, request: Request) -> Response:
    try:
        world.config = config.changed(world.config, request.json())
    except config.RefusedConfigError as error:
        return answer({"error": {"message": str(error), "keys": error.keys}}, 400)
    world.touch()
    return answer(world.config.as_json())


async def template_status(world: World, request: Request) -> Response:
    """Pause, disable, reject or approve templates by hand, told by webhook as Meta would."""
    source = request.json()
    name, status = text_in(source, "name"), text_in(source, "status")
    found = template_calls.named(world.shelf.by_id.values(), name, text_in(source, "language"))
    if status not in FORCED or not found:
        return refused(f"name a template and one of {', '.join(FORCED)}")
    for template in found:
        is_refused = status in (REJECTED, DISABLED)
        template.rejected_reason = text_in(source, "reason") or ("SCAM" if is_refused else "NONE")
        other = paused(template, source) if status == PAUSED else {}
        template_calls.set_status(world, template, status, other)
    return answer({"changed": [template.id for template in found]})


def paused(template: Template, source: JsonObject) -> JsonObject:
    """`title` as Meta names pauses, begun `seconds_ago`."""
    ago = source.get("seconds_ago")
    seconds = float(ago) if isinstance(ago, int | float) else 0.0
    return template_pauses.pause(template, text_in(source, "title"), seconds_ago=seconds)
