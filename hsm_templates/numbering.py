"""Placeholders taken out of a text or called otherwise, with the others renumbered."""

import re
from collections.abc import Mapping

from hsm_templates.placeholders import VARIABLE, names, positions


def remove(text: str, key: str) -> str:
    """The text without that variable; the numbers above it go down by one."""
    bare = re.sub(rf" ?\{{\{{{re.escape(key)}\}}\}}", "", text)
    return _renamed(bare, _lowered(text, key)) if key.isdigit() else bare


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
