"""Which files Meta takes as the example of a header, told by what they hold, not by their name."""

from collections.abc import Mapping
from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`told` in words, for the form; `accept` as an input of a form wants it."""

    most_bytes: int
    told: str
    accept: str


RULES: Mapping[str, Rule] = {
    "IMAGE": Rule(
        most_bytes=5 * MEGABYTE, told="JPG ou PNG, até 5 MB", accept="image/jpeg,image/png"
    ),
    "VIDEO": Rule(most_bytes=16 * MEGABYTE, told="MP4, até 16 MB", accept="video/mp4"),
    "DOCUMENT": Rule(most_bytes=100 * MEGABYTE, told="PDF, até 100 MB", accept="application/pdf"),
}
# Where the sign of a type stands, the sign, and the type.
_SIGNS = (
    (0, b"\xff\xd8\xff", "IMAGE", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "IMAGE", "image/png"),
    (4, b"ftyp", "VIDEO", "video/mp4"),
    (0, b"%PDF-", "DOCUMENT", "application/pdf"),
)


def mime_type_of(content: bytes, kind: str) -> str:
    """Meta's type of a file that may stand in such a header; "" for any other."""
    for place, sign, its_kind, mime_type in _SIGNS:
        if its_kind == kind and content[place : place + len(sign)] == sign:
            return mime_type
    return ""


def fault_of(content_size: int, mime_type: str, kind: str) -> str:
    """Why Meta would not take it, in Portuguese; "" when it would."""
    rule = RULES[kind]
    if not content_size:
        return "O arquivo está vazio."
    if not mime_type:
        return f"Este arquivo não serve. Use {rule.told}."
    if content_size > rule.most_bytes:
        size = f"{content_size / MEGABYTE:.1f}".replace(".", ",")
        return f"O arquivo tem {size} MB. Use {rule.told}."
    return ""
