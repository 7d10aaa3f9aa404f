"""From a path to what answers it, and from a refusal to Meta's error."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from conecta.whatsapp.sandbox import (
    control,
    media_calls,
    messages,
    node_calls,
    phone_page,
    template_calls,
    template_pauses,
)
from conecta.whatsapp.sandbox.errors import GraphError
from conecta.whatsapp.sandbox.state import World
from conecta.whatsapp.sandbox.wire import MalformedBodyError, Request, Response, answer

Handler: TypeAlias = Callable[[World, Request], Awaitable[Response]]

# (method, what follows the node): no edge means the node itself.
GRAPH: dict[tuple[str, str], Handler] = {
    ("POST", "messages"): messages.send,
    ("GET", "message_templates"): template_calls.listing,
    ("POST", "message_templates"): template_calls.create,
    ("DELETE", "message_templates"): template_calls.delete,
    ("GET", "phone_numbers"): node_calls.phone_numbers,
    ("GET", "subscribed_apps"): node_calls.subscriptions,
    ("POST", "subscribed_apps"): node_calls.subscribe,
    ("DELETE", "subscribed_apps"): node_calls.unsubscribe,
    ("POST", "unpause"): template_pauses.unpause,
    ("POST", "media"): media_calls.upload,
    ("POST", "uploads"): media_calls.start_upload,
    ("GET", ""): node_calls.read,
    ("POST", ""): node_calls.write,
    ("DELETE", ""): media_calls.delete,
}
UPLOAD_PREFIX = "upload:"
UPLOAD: dict[str, Handler] = {
    "GET": media_calls.upload_state,
    "POST": media_calls.continue_upload,
}
# The simulator's own paths, whole.
OWN: dict[tuple[str, str], Handler] = {
    ("GET", "/"): phone_page.page,
    ("GET", "/_phone/state"): phone_page.state,
    ("POST", "/_phone/people"): phone_page.add_person,
    ("POST", "/_phone/read"): phone_page.read,
    ("GET", "/_sandbox/stats"): control.stats,
    ("GET", "/_sandbox/messages"): control.messages,
    ("POST", "/_sandbox/inbound"): control.receive,
    ("GET", "/_sandbox/config"): control.configuration,
    ("POST", "/_sandbox/config"): control.configure,
    ("POST", "/_sandbox/template_status"): control.template_status,
}
RESET = "/_sandbox/reset"
BEARERS = ("bearer ", "oauth ")
EXPIRED_TOKEN = "expired"  # noqa: S105 - the one token that is refused
SESSION_EXPIRED = 463
NOT_HERE = control.refused("the simulator is controlled from its own machine only", 403)


async def respond(world: World, request: Request) -> Response:
    first = request.parts[0]
    if first.startswith("v") and first[1:2].isdigit():
        return await respond_as_graph(world, request)
    if first == "media":
        return await respond_with_file(world, request)
    return await respond_as_itself(world, request)


async def respond_as_graph(world: World, request: Request) -> Response:
    """Errors wait as long as answers do, and are counted."""
    try:
        handler = graph_handler(world, request)
        check_token(request)
        response = await handler(world, request)
    except GraphError as error:
        world.refused[error.code] += 1
        response = answer(error.body(), error.status)
    except MalformedBodyError as error:
        world.refused[100] += 1
        response = answer(GraphError(100, f"Invalid JSON: {error}").body(), 400)
    if world.config.latency_ms:
        await asyncio.sleep(world.config.latency_ms / 1000)
    return response


def graph_handler(world: World, request: Request) -> Handler:
    _, node, edge, *rest = (*request.parts, "", "")
    handler = GRAPH.get((request.method, edge))
    if node.startswith(UPLOAD_PREFIX):
        handler, edge = UPLOAD.get(request.method), "upload"
    world.calls[f"{request.method} {edge or 'node'}"] += 1
    if handler is None or not node or any(rest):
        raise GraphError(2500, f"Unknown path components: {request.path}")
    return handler


def check_token(request: Request) -> None:
    """Any token will do, but there must be one, and ``expired`` has expired."""
    header = request.header(b"authorization")
    if not header.lower().startswith(BEARERS):
        raise GraphError(200, "An access token is required to request this resource.")
    token = header.partition(" ")[2].strip()
    if not token:
        raise GraphError(200, "An access token is required to request this resource.")
    if token == EXPIRED_TOKEN:
        raise GraphError(190, "Session has expired.", subcode=SESSION_EXPIRED)


async def respond_with_file(world: World, request: Request) -> Response:
    try:
        check_token(request)
    except GraphError as error:
        return answer(error.body(), error.status)
    if len(request.parts) != 2:
        return phone_page.NOT_FOUND
    return await media_calls.download(world, request)


async def respond_as_itself(world: World, request: Request) -> Response:
    """The control calls and the telephone answer this machine only."""
    if not control.is_from_here(world.environment, request):
        return NOT_HERE
    if request.parts[0] == "static" and request.method == "GET":
        return await phone_page.static(world, request)
    handler = OWN.get((request.method, request.path))
    if handler is None:
        return phone_page.NOT_FOUND
    try:
        return await handler(world, request)
    except MalformedBodyError as error:
        return control.refused(f"invalid JSON: {error}")
