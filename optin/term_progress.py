"""How far the term's work is, in numbers and in the words that are read aloud."""

from dataclasses import dataclass

from optin.models import TermAcceptance, TermState

STEP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """`total` is what was counted when it began; people may have moved since."""

    is_granting: bool
    done: int
    total: int

    @property
    def percent(self) -> int:
        """100 only when the work says that it is done."""
        return min(99, 100 * self.done // self.total) if self.total else 0

    @property
    def width(self) -> str:
        return f"{self.percent}%"

    @property
    def step(self) -> int:
        """Of ten in a hundred: what is announced."""
        return self.percent // STEP * STEP


def of(acceptance: TermAcceptance) -> Progress | None:
    """None when no contact is waiting to be moved."""
    if acceptance.state == TermState.APPLYING:
        return Progress(
            is_granting=True, done=acceptance.granted_count, total=acceptance.expected_count
        )
    if acceptance.state == TermState.WITHDRAWING:
        return Progress(
            is_granting=False, done=acceptance.returned_count, total=acceptance.granted_count
        )
    return None
