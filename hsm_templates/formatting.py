"""WhatsApp's own formatting as HTML: *bold*, _italic_, ~strike~, `code` and ```code```."""

import re
from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_TAGS = {
    "*": "<strong>{}</strong>",
    "_": "<em>{}</em>",
    "~": "<s>{}</s>",
}
# A mark opens after the start, a blank or a sign, and before its text; it closes the other way
# round, on the same line. Thus 2*3*4 and nome_de_arquivo stay as they are. The shortest such span
# holds no other of its own mark, so spans nest three deep at most; the limit of 1024 bounds the
# work that a hostile message can make.
_SPAN = re.compile(
    r"```(?P<block>.+?)```"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<![^\W_])(?P<mark>[*_~])(?!\s|(?P=mark))(?P<inner>[^\n]{1,1024}?)(?<!\s)(?P=mark)(?![^\W_])",
    re.DOTALL,
)


def to_html(text: str) -> SafeString:
    """Safe HTML of a message as WhatsApp would show it; lines broken with <br>."""
    return _spans(text.replace("\r\n", "\n"))


def _spans(text: str) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text)))


def _pieces(text: str) -> Iterator[SafeString]:
    """Plain and formatted pieces in turn."""
    at = 0
    for found in _SPAN.finditer(text):
        yield _lines(text[at : found.start()])
        yield _formatted(found)
        at = found.end()
    yield _lines(text[at:])


def _formatted(found: re.Match[str]) -> SafeString:
    code = found["block"] or found["code"]
    if code:
        return format_html("<code>{}</code>", _lines(code))
    return format_html(_TAGS[found["mark"]], _spans(found["inner"]))


def _lines(text: str) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in text.split("\n")))
