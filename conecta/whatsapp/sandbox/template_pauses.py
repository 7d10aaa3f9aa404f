"""Pauses of templates: by pacing they last until somebody ends them, by quality they end alone."""

import time

from conecta.whatsapp.sandbox import template_calls
from conecta.whatsapp.sandbox.errors import GraphError, UnknownObjectError
from conecta.whatsapp.sandbox.state import World
from conecta.whatsapp.sandbox.templates import APPROVED, PAUSED, Template
from conecta.whatsapp.sandbox.wire import JsonObject, Request, Response, answer

FIRST_PAUSE = "FIRST_PAUSE"
PACING = "RATE_LIMITING_PAUSE"
# Meta takes no unpause sooner after the pause.
NOT_BEFORE_SECONDS = 5 * 60


def pause(template: Template, title: str, *, seconds_ago: float) -> JsonObject:
    """What the event carries besides the status."""
    template.pause = title or FIRST_PAUSE
    template.paused_at = time.time() - seconds_ago
    return {"other_info": {"title": template.pause}}


async def unpause(world: World, request: Request) -> Response:
    template = world.shelf.by_id.get(request.parts[1])
    if template is None:
        raise UnknownObjectError(request.method, request.parts[1])
    if template.status != PAUSED or template.pause != PACING:
        raise GraphError(100, "Only a template that was paused by pacing can be unpaused.")
    if time.time() - template.paused_at < NOT_BEFORE_SECONDS:
        raise GraphError(100, "A template can be unpaused five minutes after it was paused.")
    template_calls.set_status(world, template, APPROVED, {"other_info": {"title": "UNPAUSE"}})
    return answer({"success": True})
