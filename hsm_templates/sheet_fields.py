"""Fields of the sheet as browsers send them: boxes, numbers, and rows that are counted."""

from collections.abc import Mapping

# More than any part of a template may have; a form with more rows than these is cut.
MOST_ROWS = 12


def is_on(said: Mapping[str, str], name: str) -> bool:
    """A box that is not ticked is not sent at all."""
    return said.get(name, "") not in {"", "0"}


def whole_number(text: str) -> int | None:
    """None for nothing, and for what is no number of an ordinary length."""
    digits = text.strip()
    is_number = digits.isascii() and digits.isdigit() and len(digits) < 10
    return int(digits) if is_number else None


def count_rows(said: Mapping[str, str], row: str, field: str) -> int:
    """How many rows there are, such as "button.0.kind", "button.1.kind"."""
    numbers = range(MOST_ROWS)
    return next((n for n in numbers if f"{row}.{n}.{field}" not in said), MOST_ROWS)
