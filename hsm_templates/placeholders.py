"""Placeholders, {{1}} {{2}} or {{nome}}: found in a text, and wrong in the way they stand."""

import re
from functools import lru_cache

# Meta documents lowercase letters and underscores; digits in a name are read and never written.
VARIABLE = re.compile(r"\{\{([1-9][0-9]{0,2}|[a-z_][a-z0-9_]*)\}\}")
_ANY = re.compile(r"\{\{([^{}]*)\}\}")
_SINGLE = re.compile(r"\{\s*\d*\s*\}")  # {1}, and what is left of {{{1}}}
_NEIGHBOURS = re.compile(r"\}\}(\s*)(?=\{\{)")
_FORBIDDEN_SIGNS = frozenset("#$%")


# A campaign fills the same few texts many thousand times.
@lru_cache(maxsize=512)
def keys(text: str) -> tuple[str, ...]:
    """Each placeholder once: numbers ascending, then names in the order of their appearance."""
    found = VARIABLE.findall(text)
    if not found:
        return ()
    numbers = sorted({int(key) for key in found if key.isdigit()})
    named = dict.fromkeys(key for key in found if not key.isdigit())
    return (*map(str, numbers), *named)


def positions(text: str) -> tuple[int, ...]:
    """The numbers in the order of their first appearance, each once."""
    return tuple(dict.fromkeys(int(key) for key in VARIABLE.findall(text) if key.isdigit()))


def names(text: str) -> tuple[str, ...]:
    """The names in the order of their first appearance, each once."""
    return tuple(dict.fromkeys(key for key in VARIABLE.findall(text) if not key.isdigit()))


def with_signs(text: str) -> tuple[str, ...]:
    """Placeholders with one of # $ % inside, which Meta rejects."""
    return tuple(f"{{{{{name}}}}}" for name in _foreign_names(text) if _has_sign(name))


def malformed(text: str) -> tuple[str, ...]:
    """Placeholders that are neither a number from 1 nor a name: {{Nome}}, {{ 1 }}, {{0}}."""
    return tuple(f"{{{{{name}}}}}" for name in _foreign_names(text) if not _has_sign(name))


def has_unmatched_braces(text: str) -> bool:
    rest = _ANY.sub("", text)
    is_uneven = rest.count("{") != rest.count("}")
    return is_uneven or "{{" in rest or "}}" in rest or _SINGLE.search(rest) is not None


def first_at_edge(text: str) -> str | None:
    """The placeholder that the text begins with, if any."""
    found = VARIABLE.match(text.strip())
    return found[0] if found else None


def last_at_edge(text: str) -> str | None:
    """The placeholder that the text ends with, if any."""
    stripped = text.strip()
    return next((m[0] for m in VARIABLE.finditer(stripped) if m.end() == len(stripped)), None)


def gaps_between_neighbours(text: str) -> tuple[str, ...]:
    """The blanks between placeholders with no word between them; "" where they touch."""
    return tuple(_NEIGHBOURS.findall(text))


def missing_positions(text: str) -> tuple[int, ...]:
    """The numbers below the highest that the text skips."""
    used = positions(text)
    return tuple(number for number in range(1, max(used, default=0)) if number not in used)


def is_in_order(text: str) -> bool:
    used = positions(text)
    return list(used) == sorted(used)


def words_outside(text: str) -> int:
    """How many words of its own the text has."""
    return len(re.findall(r"[^\W_]+", VARIABLE.sub(" ", text)))


def _foreign_names(text: str) -> list[str]:
    return _ANY.findall(VARIABLE.sub("", text))


def _has_sign(name: str) -> bool:
    return not _FORBIDDEN_SIGNS.isdisjoint(name)
