"""Two versions of a template side by side: by part, and inside a part by words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from hsm_templates.components import TemplateContent, parse
from hsm_templates.models import Revision

PIECES = re.compile(r"\s+|\S+")
BUTTON_TEXTS = ("url", "phone_number", "example")


class Kind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of both versions: `old` holds no new pieces and `new` no gone ones."""

    name: str
    old: Sequence[Piece]
    new: Sequence[Piece]
    is_changed: bool


def compare(old: Revision, new: Revision) -> list[Part]:
    """Every part that either of them has, in the order of the telephone."""
    texts = (_texts(old), _texts(new))
    names = list(dict.fromkeys([*texts[0], *texts[1]]))
    return [_part(name, texts[0].get(name, ""), texts[1].get(name, "")) for name in names]


def _texts(revision: Revision) -> dict[str, str]:
    content = parse(revision.components)
    found = {"Categoria": revision.get_category_display()}
    return found | dict(_content(content))


def _content(content: TemplateContent) -> Iterator[tuple[str, str]]:
    if content.header:
        yield "Cabeçalho", content.header.text
    for part in content.others:
        yield part.name[:1].upper() + part.name[1:], part.name
    yield "Corpo", content.body.text
    if content.footer:
        yield "Rodapé", content.footer
    for number, button in enumerate(content.buttons, start=1):
        more = [str(button.json[key]) for key in BUTTON_TEXTS if button.json.get(key)]
        yield f"Botão {number}", " · ".join([button.text, *more])


def _part(name: str, old: str, new: str) -> Part:
    left, right = PIECES.findall(old), PIECES.findall(new)
    before: list[Piece] = []
    after: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes():
        same = tag == "equal"
        before += _piece(Kind.SAME if same else Kind.GONE, left[a:b])
        after += _piece(Kind.SAME if same else Kind.NEW, right[c:d])
    return Part(name=name, old=before, new=after, is_changed=old != new)


def _piece(kind: Kind, words: Sequence[str]) -> list[Piece]:
    return [Piece(kind=kind, text="".join(words))] if words else []
