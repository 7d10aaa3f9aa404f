"""Files that people sent: how each is shown, under which type and name it is handed out."""

import mimetypes
from dataclasses import dataclass
from enum import StrEnum

from messaging.models import MediaFile, Message, MessageKind

# What a browser shows without running anything in it; every other type is only ever downloaded.
SHOWN_TYPES = frozenset(
    {
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/gif",
        "audio/aac",
        "audio/amr",
        "audio/mp4",
        "audio/mpeg",
        "audio/ogg",
        "video/3gpp",
        "video/mp4",
    }
)
BYTES = "application/octet-stream"


class Progress(StrEnum):
    READY = "ready"
    COMING = "coming"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """`shape` is image, audio, video or file."""

    shape: str
    name: str
    progress: Progress


def of(message: Message) -> Attachment | None:
    """What came with the message; None for a message of words, and once it is forgotten."""
    media: MediaFile | None = getattr(message, "media", None)
    if media is None or media.discard_at is not None:
        return None
    return Attachment(shape=_shape(media), name=filename(media), progress=_progress(media))


def content_type(media: MediaFile) -> str:
    """A type that is safe to name to a browser, whatever the sender claimed."""
    claimed = _claimed(media)
    return claimed if claimed in SHOWN_TYPES else BYTES


def is_shown(media: MediaFile) -> bool:
    return _claimed(media) in SHOWN_TYPES


def filename(media: MediaFile) -> str:
    """The sender's own name for it without signs that no name holds, or one made of its kind."""
    given = "".join(c for c in media.filename if c.isprintable() and c not in '/\\"').strip(". ")
    if given:
        return given
    kind = MessageKind(media.message.kind).label
    return f"{kind}{mimetypes.guess_extension(_claimed(media)) or ''}"


def _claimed(media: MediaFile) -> str:
    """Without parameters: WhatsApp says "audio/ogg; codecs=opus"."""
    return media.mime_type.partition(";")[0].strip().lower()


def _shape(media: MediaFile) -> str:
    if media.message.kind == MessageKind.DOCUMENT or not is_shown(media):
        return "file"
    return _claimed(media).partition("/")[0]


def _progress(media: MediaFile) -> Progress:
    if media.file:
        return Progress.READY
    return Progress.LOST if media.due_at is None else Progress.COMING
