"""The ASGI entry: one process, one world, no framework."""

import time

from conecta.whatsapp.sandbox import connections, control, customers, environment, routes, snapshot
from conecta.whatsapp.sandbox.environment import Environment
from conecta.whatsapp.sandbox.state import World
from conecta.whatsapp.sandbox.wire import Receive, Request, Response, Scope, Send, answer

MAX_BODY = 20_000_000
TOO_LARGE = Response(status=413)


class BodyTooLargeError(Exception):
    """More than any upload that the simulator takes."""


class Sandbox:
    def __init__(self, settings: Environment) -> None:
        self._settings = settings
        # Telephones that were open over a restart must see that something has changed.
        self._world = self._new_world(version=int(time.time()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)

    def _new_world(self, version: int) -> World:
        world = World(self._settings, version)
        customers.seed(world)
        return world

    def _keep_state(self) -> None:
        if self._settings.state_file is not None:
            snapshot.keep_writing(self._world, self._settings.state_file)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        file = self._settings.state_file
        if file is not None:
            snapshot.load(self._world, snapshot.read(file))
        self._keep_state()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if file is not None:
            snapshot.write(self._world, file)
        await self._world.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            request = await read_request(scope, receive)
        except BodyTooLargeError:
            await write(send, TOO_LARGE)
            return
        if request.path == routes.RESET and request.method == "POST":
            response = await self._reset(request)
        else:
            response = await routes.respond(self._world, request)
        if response.lost:
            connections.cut(request.client)
        else:
            await write(send, response)

    async def _reset(self, request: Request) -> Response:
        """Everything is forgotten: messages, templates, customers, settings and what was due.

        No webhook of the former world comes after the answer.
        """
        if not control.is_from_here(self._settings, request):
            return routes.NOT_HERE
        former = self._world
        self._world = self._new_world(former.version + 1)
        self._keep_state()
        await former.close()
        return answer({"success": True})


async def read_request(scope: Scope, receive: Receive) -> Request:
    body = b""
    has_more = scope["method"] in ("POST", "PUT", "PATCH")
    while has_more:
        message = await receive()
        body += message.get("body", b"")
        has_more = message.get("more_body", False)
        if len(body) > MAX_BODY:
            raise BodyTooLargeError
    path: str = scope["path"]
    host, port = scope["client"]
    return Request(
        method=scope["method"],
        path=path,
        parts=tuple(path.strip("/").split("/")),
        query_string=scope["query_string"],
        headers=tuple(scope["headers"]),
        client=(host, int(port)),
        body=body,
    )


async def write(send: Send, response: Response) -> None:
    await send(
        {"type": "http.response.start", "status": response.status, "headers": response.headers}
    )
    await send({"type": "http.response.body", "body": response.body})


app = Sandbox(environment.read())
