"""What a person's words say about consent: one text in, one decision out.

Refusing is easy, accepting is not. The token `#optout` refuses wherever it stands, negations
included ("não quero #optout" comes from somebody who has had enough); `#optin` accepts only as the
whole of a message that the person wrote.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

# Refusals as whole messages. CANCELAR is not among them: it is often an answer to the business.
DEFAULT = frozenset(
    {
        "SAIR",
        "PARAR",
        "PARE",
        "STOP",
        "DESCADASTRAR",
        "DESCADASTRE",
        "DESINSCREVER",
        "UNSUBSCRIBE",
        "PARAR MENSAGENS",
        "NÃO QUERO RECEBER MENSAGENS",
        "NÃO QUERO MAIS RECEBER MENSAGENS",
        "NÃO QUERO RECEBER MAIS MENSAGENS",
    }
)

_REFUSAL = "optout"
_REFUSAL_TOKEN = re.compile(r"#optout(?![^\W_])")
_REFUSAL_ALONE = re.compile(r"[\W_]*opt[\W_]*out[\W_]*")
_REFUSAL_SPACED = re.compile(r"#[\s._-]*opt[\s._-]*out(?![^\W_])")
_ACCEPTANCE_ALONE = re.compile(r"[\s\"']*#optin[\s\"'.!]*")
_HASHTAG = re.compile(r"#\s*([^\W_]+)")
_SIGNS = re.compile(r"[\W_]+")


class Decision(StrEnum):
    """ASK_REFUSE: it looks like a misspelt refusal; ask the person before changing anything."""

    NONE = "none"
    REFUSE = "refuse"
    ACCEPT = "accept"
    ASK_REFUSE = "ask_refuse"


def read(
    text: str | None, *, payload: str | None = None, synonyms: frozenset[str] = DEFAULT
) -> Decision:
    """The decision in a text, caption or pressed button (its words and its payload).

    A refusal in either wins over everything else. A button never accepts by itself: it counts only
    as the answer to our request, which is the caller's to know.
    """
    decisions = {_decide(said, _keys(synonyms)) for said in (text, payload) if said}
    if payload is not None:
        decisions.discard(Decision.ACCEPT)
    ranked = (Decision.REFUSE, Decision.ASK_REFUSE, Decision.ACCEPT)
    return next((decision for decision in ranked if decision in decisions), Decision.NONE)


def is_one_of(text: str, words: frozenset[str]) -> bool:
    """Whether the whole text is one of the words, as loosely as refusals are read."""
    return _key(_fold(text)) in _keys(words)


def stands_alone(text: str, *, synonyms: frozenset[str] = DEFAULT) -> bool:
    """Whether the text is a refusal, a misspelt one or an acceptance, and nothing besides."""
    folded = _fold(text)
    return (
        _refuses_alone(folded, _keys(synonyms))
        or _is_one_slip_away(_SIGNS.sub("", folded))
        or _ACCEPTANCE_ALONE.fullmatch(folded) is not None
    )


def has_words(text: str) -> bool:
    """Whether anything is left once signs and emojis are taken away."""
    return bool(_key(_fold(text)))


def matches_term_notice(text: str) -> bool:
    """Whether a message tells the person of #OPTOUT, as the adhesion term demands."""
    return _REFUSAL_TOKEN.search(_fold(text)) is not None


def _decide(said: str, synonyms: frozenset[str]) -> Decision:
    text = _fold(said)
    if _REFUSAL_TOKEN.search(text) or _refuses_alone(text, synonyms):
        return Decision.REFUSE
    if _is_misspelt(text):
        return Decision.ASK_REFUSE
    return Decision.ACCEPT if _ACCEPTANCE_ALONE.fullmatch(text) else Decision.NONE


def _refuses_alone(text: str, synonyms: frozenset[str]) -> bool:
    return _REFUSAL_ALONE.fullmatch(text) is not None or _key(text) in synonyms


def _is_misspelt(text: str) -> bool:
    """A hashtag one slip away from #optout, or the same as the whole message."""
    candidates = [*_HASHTAG.findall(text), _SIGNS.sub("", text)]
    return _REFUSAL_SPACED.search(text) is not None or any(map(_is_one_slip_away, candidates))


def _is_one_slip_away(word: str) -> bool:
    """At most one letter missing, added, changed, or swapped with its neighbour."""
    if abs(len(word) - len(_REFUSAL)) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(word, _REFUSAL, strict=False)) if a != b),
        min(len(word), len(_REFUSAL)),
    )
    ours, theirs = word[start:], _REFUSAL[start:]
    swapped = theirs[1:2] + theirs[:1] + theirs[2:]
    return ours[1:] == theirs[1:] or ours[1:] == theirs or ours == theirs[1:] or ours == swapped


@lru_cache(maxsize=32)
def _keys(synonyms: frozenset[str]) -> frozenset[str]:
    return frozenset(key for key in map(_key, map(_fold, synonyms)) if key)


def _key(folded: str) -> str:
    """Words and single spaces: signs, emojis and the # of "#sair" do not count."""
    return _SIGNS.sub(" ", folded).strip()


def _fold(text: str) -> str:
    """Lower case without accents, full-width forms or invisible marks."""
    decomposed = unicodedata.normalize("NFKD", text)
    visible = (c for c in decomposed if unicodedata.category(c) not in {"Mn", "Me", "Cf"})
    return unicodedata.normalize("NFKD", "".join(visible).casefold())
