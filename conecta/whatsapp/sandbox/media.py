"""Media of both directions and the resumable uploads of template samples, all in memory."""

import hashlib
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from email.message import Message as Headers

from conecta.whatsapp.sandbox.errors import GraphError

# Meta's ceilings are 5 to 100 MB by kind; the simulator keeps all of it in memory.
MAX_FILE_BYTES = 16_000_000
MAX_TOTAL_BYTES = 128_000_000
MAX_UPLOADS = 100
LINK_SECONDS = 300
SAMPLE_TYPES = ("application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    id: str
    mime_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(slots=True, kw_only=True)
class Upload:
    """A resumable upload: it may come in pieces."""

    id: str
    mime_type: str
    length: int
    content: bytearray


class MediaStore:
    """The oldest files leave when the store is full. Links live five minutes, as Meta's do."""

    __slots__ = ("_files", "_size", "uploads")

    def __init__(self) -> None:
        self._files: OrderedDict[str, Media] = OrderedDict()
        self._size = 0
        self.uploads: OrderedDict[str, Upload] = OrderedDict()

    def __contains__(self, media_id: object) -> bool:
        return media_id in self._files

    def find(self, media_id: str) -> Media | None:
        return self._files.get(media_id)

    def add(self, content: bytes, mime_type: str) -> Media:
        """:raises GraphError: 131053 when the file is too large."""
        if len(content) > MAX_FILE_BYTES:
            raise GraphError(131053, f"File size exceeds {MAX_FILE_BYTES} bytes")
        media = Media(
            id=str(secrets.randbelow(9 * 10**15) + 10**15), mime_type=mime_type, content=content
        )
        self._files[media.id] = media
        self._size += len(content)
        while self._size > MAX_TOTAL_BYTES:
            self._size -= len(self._files.popitem(last=False)[1].content)
        return media

    def remove(self, media: Media) -> None:
        self._size -= len(media.content)
        del self._files[media.id]

    def start_upload(self, mime_type: str, length: int) -> Upload:
        """:raises GraphError: 100 for a type or a length that Meta does not take."""
        if mime_type not in SAMPLE_TYPES or not 0 < length <= MAX_FILE_BYTES:
            raise GraphError(100, f"File type {mime_type} or length {length} is not supported")
        upload_id = f"upload:{secrets.token_urlsafe(24)}"
        upload = Upload(id=upload_id, mime_type=mime_type, length=length, content=bytearray())
        self.uploads[upload_id] = upload
        if len(self.uploads) > MAX_UPLOADS:
            self.uploads.popitem(last=False)
        return upload


def link_of(media: Media, host: str) -> str:
    expires_at = int(time.time()) + LINK_SECONDS
    return f"http://{host}/media/{media.id}?ext={expires_at}&hash={link_hash(media, expires_at)}"


def is_live_link(media: Media, query: dict[str, str]) -> bool:
    ext = query.get("ext", "")
    if not ext.isdecimal() or int(ext) < time.time():
        return False
    return secrets.compare_digest(query.get("hash", ""), link_hash(media, int(ext)))


def link_hash(media: Media, expires_at: int) -> str:
    return hashlib.sha256(f"{media.id}:{expires_at}:{media.sha256}".encode()).hexdigest()[:32]


def parse_form(content_type: str, body: bytes) -> dict[str, tuple[str, bytes]]:
    """The fields of a ``multipart/form-data`` body: name to (content type, bytes)."""
    headers = Headers()
    headers["content-type"] = content_type
    boundary = headers.get_boundary()
    if not boundary:
        return {}
    fields = {}
    for part in body.split(b"--" + boundary.encode())[1:]:
        raw_head, found, content = part.partition(b"\r\n\r\n")
        if not found:
            continue
        head = Headers()
        for line in raw_head.decode("utf-8", "replace").strip().split("\r\n"):
            name, _, value = line.partition(":")
            head[name.strip()] = value.strip()
        field_name = head.get_param("name", header="content-disposition")
        if isinstance(field_name, str):
            fields[field_name] = (head.get("content-type", ""), content.removesuffix(b"\r\n"))
    return fields
