"""Media and resumable uploads over HTTP."""

from conecta.whatsapp.sandbox import media
from conecta.whatsapp.sandbox.errors import GraphError, UnknownObjectError
from conecta.whatsapp.sandbox.media import Media, Upload
from conecta.whatsapp.sandbox.state import World
from conecta.whatsapp.sandbox.wire import Request, Response, answer

NOT_FOUND = Response(status=404, body=b'{"error":{"message":"Not found"}}')


async def upload(world: World, request: Request) -> Response:
    if request.parts[1] not in world.numbers:
        raise UnknownObjectError(request.method, request.parts[1])
    form = media.parse_form(request.header(b"content-type"), request.body)
    if "file" not in form:
        raise GraphError(100, "The parameter file is required.")
    file_type, content = form["file"]
    declared = form.get("type", ("", b""))[1].decode("utf-8", "replace")
    stored = world.media.add(content, declared or file_type or "application/octet-stream")
    return answer({"id": stored.id})


def known(world: World, request: Request) -> Media:
    found = world.media.find(request.parts[1])
    if found is None:
        raise UnknownObjectError(request.method, request.parts[1])
    return found


def read(world: World, request: Request) -> Response:
    found = known(world, request)
    return answer(
        {
            "messaging_product": "whatsapp",
            "url": media.link_of(found, request.header(b"host")),
            "mime_type": found.mime_type,
            "sha256": found.sha256,
            "file_size": len(found.content),
            "id": found.id,
        }
    )


async def delete(world: World, request: Request) -> Response:
    world.media.remove(known(world, request))
    return answer({"success": True})


async def download(world: World, request: Request) -> Response:
    """The file behind the link of ``GET /{media_id}``; the link alone is not enough."""
    found = world.media.find(request.parts[1])
    if found is None or not media.is_live_link(found, request.query()):
        return NOT_FOUND
    return Response(
        body=found.content,
        headers=(
            (b"content-type", found.mime_type.encode("latin-1", "replace")),
            (b"x-content-type-options", b"nosniff"),
        ),
    )


async def start_upload(world: World, request: Request) -> Response:
    query = request.query()
    length = query.get("file_length", "")
    started = world.media.start_upload(
        query.get("file_type", ""), int(length) if length.isdecimal() else 0
    )
    return answer({"id": started.id})


def known_upload(world: World, request: Request) -> Upload:
    found = world.media.uploads.get(request.parts[1])
    if found is None:
        raise UnknownObjectError(request.method, request.parts[1])
    return found


async def continue_upload(world: World, request: Request) -> Response:
    """The bytes from ``file_offset`` on; a complete file is answered with its handle."""
    found = known_upload(world, request)
    offset = request.header(b"file_offset")
    if offset != str(len(found.content)):
        raise GraphError(100, f"file_offset must be {len(found.content)}")
    if len(found.content) + len(request.body) > found.length:
        raise GraphError(100, f"The file is longer than {found.length} bytes")
    found.content += request.body
    if len(found.content) < found.length:
        return answer({"id": found.id, "file_offset": len(found.content)})
    stored = world.media.add(bytes(found.content), found.mime_type)
    return answer({"h": f"4::{stored.id}"})


async def upload_state(world: World, request: Request) -> Response:
    found = known_upload(world, request)
    return answer({"id": found.id, "file_offset": len(found.content)})
