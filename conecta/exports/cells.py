"""One value in a cell: readable by people, and never a formula."""

from datetime import datetime

from django.utils import timezone

from conecta.exports.registry import Cell

# What spreadsheets take for the beginning of a formula, full-width signs included.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
WHEN = "%d/%m/%Y %H:%M:%S"
# Excel's own limit; more would make the file unreadable.
LONGEST_TEXT = 32_767
# Excel keeps fifteen digits of a number; ids may have more.
LARGEST_NUMBER = 10**15


def text_of(value: Cell) -> str:
    """As a person reads it; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Sim" if value else "Não"
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime(WHEN)
    return str(value)


def for_csv(value: Cell) -> str:
    """A text that would begin a formula gets an apostrophe before it; numbers stay numbers."""
    text = text_of(value)
    if isinstance(value, str) and text.startswith(DANGEROUS):
        return f"'{text}"
    return text


def for_xlsx(value: Cell) -> str:
    text = text_of(value)
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def is_number(value: Cell) -> bool:
    """Whether a spreadsheet can keep it as a number without losing digits."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < LARGEST_NUMBER
