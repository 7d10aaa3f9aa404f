"""Placeholders put into a text and taken out of it, with the others renumbered."""

import re
from collections.abc import Mapping

from hsm_templates.placeholders import VARIABLE, names, positions


def insert(text: str, at: int, *, name: str = "") -> str:
    """The text with one more variable at a place: the next number, or `name` in the NAMED format.

    A name that the text has already is used again.
    """
    place = max(0, min(at, len(text)))
    key = name or str(max(positions(text), default=0) + 1)
    return f"{text[:place]}{{{{{key}}}}}{text[place:]}"


def remove(text: str, key: str) -> str:
    """The text without that variable; the numbers above it go down by one."""
    bare = re.sub(rf" ?\{{\{{{re.escape(key)}\}}\}}", "", text)
    return _renamed(bare, _lowered(text, key)) if key.isdigit() else bare


def renumber(text: str) -> str:
    """Numbers from 1 without gaps, in the order in which they first appear."""
    order = {str(old): str(new) for new, old in enumerate(positions(text), start=1)}
    return _renamed(text, order)


def renumbered_samples(text: str, samples: Mapping[str, str]) -> dict[str, str]:
    """The samples, by number as text, that belong to `renumber(text)`."""
    return {
        str(new): samples[str(old)]
        for new, old in enumerate(positions(text), start=1)
        if str(old) in samples
    }


def without_sample(samples: tuple[str, ...], key: str) -> tuple[str, ...]:
    """The samples that belong to `remove(text, key)`."""
    if not key.isdigit():
        return samples
    gone = int(key) - 1
    return tuple(sample for place, sample in enumerate(samples) if place != gone)


def to_named(text: str, by_number: Mapping[str, str]) -> str:
    """{{1}} becomes {{nome}}; numbers without a name stay."""
    return _renamed(text, by_number)


def to_positional(text: str) -> str:
    """Names become numbers in the order of their appearance."""
    taken = max(positions(text), default=0)
    order = {name: str(number) for number, name in enumerate(names(text), start=taken + 1)}
    return _renamed(text, order)


def _lowered(text: str, key: str) -> dict[str, str]:
    gone = int(key)
    return {str(number): str(number - 1) for number in positions(text) if number > gone}


def _renamed(text: str, new_keys: Mapping[str, str]) -> str:
    return VARIABLE.sub(lambda found: f"{{{{{new_keys.get(found[1], found[1])}}}}}", text)
