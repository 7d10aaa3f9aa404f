"""Two versions of the term word by word, for whoever must know what changed."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

PIECES = re.compile(r"\s+|\S+")


class Kind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    kind: Kind
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """What went and what came, in the order of reading."""
    left, right = PIECES.findall(old), PIECES.findall(new)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(kind=Kind.SAME, text="".join(left[a:b])))
            continue
        if a < b:
            found.append(Piece(kind=Kind.GONE, text="".join(left[a:b])))
        if c < d:
            found.append(Piece(kind=Kind.NEW, text="".join(right[c:d])))
    return found
