"""Two versions of a template side by side: by part, and inside a part by words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, TypeAlias

from hsm_templates.components import TemplateContent, parse
from hsm_templates.content import Carousel
from hsm_templates.models import Revision

PIECES = re.compile(r"\s+|\S+")
BUTTON_TEXTS = ("url", "phone_number", "example")

Told: TypeAlias = tuple[str, Any]
NOTHING: Told = ("", None)


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
    told = (dict(_told(old)), dict(_told(new)))
    names = list(dict.fromkeys([*told[0], *told[1]]))
    return [_part(name, told[0].get(name, NOTHING), told[1].get(name, NOTHING)) for name in names]


def _told(revision: Revision) -> Iterator[tuple[str, Told]]:
    """By the name of each part, what is shown of it and what it holds beyond that."""
    yield "Categoria", (revision.get_category_display(), None)
    yield from _content(parse(revision.components))


def _content(content: TemplateContent) -> Iterator[tuple[str, Told]]:
    if content.header:
        yield "Cabeçalho", (content.header.text, None)
    for part in content.others:
        if isinstance(part, Carousel):
            yield from _cards(part)
        else:
            yield part.name[:1].upper() + part.name[1:], (part.name, part.build())
    yield "Corpo", (content.body_text, None)
    if content.footer_text:
        yield "Rodapé", (content.footer_text, None)
    for number, button in enumerate(content.buttons, start=1):
        more = [str(button.json[key]) for key in BUTTON_TEXTS if button.json.get(key)]
        yield f"Botão {number}", (" · ".join([button.text, *more]), None)


def _cards(carousel: Carousel) -> Iterator[tuple[str, Told]]:
    for number, card in enumerate(carousel.cards, start=1):
        for name, told in _content(card):
            yield f"Cartão {number}: {name.lower()}", told


def _part(name: str, old_told: Told, new_told: Told) -> Part:
    old, new = old_told[0], new_told[0]
    left, right = PIECES.findall(old), PIECES.findall(new)
    before: list[Piece] = []
    after: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes():
        same = tag == "equal"
        before += _piece(Kind.SAME if same else Kind.GONE, left[a:b])
        after += _piece(Kind.SAME if same else Kind.NEW, right[c:d])
    return Part(name=name, old=before, new=after, is_changed=old_told != new_told)


def _piece(kind: Kind, words: Sequence[str]) -> list[Piece]:
    return [Piece(kind=kind, text="".join(words))] if words else []
