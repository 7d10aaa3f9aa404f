"""What a verification found: collected while it reads, then frozen for command, page and task."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

# Of a trail that is bent everywhere, the first say enough; the rest are counted.
MOST_PROBLEMS = 100

# Called with how many entries are checked and how many there are.
Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A sentence that names the place; the entry and the seal in it, where there are any."""

    text: str
    entry_id: int | None = None
    seal: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`entries` are all that were checked, `tail` those of them that no seal holds yet.

    `lines` are those of ledgers that entries prove. `notes` tell what is no fault.
    """

    entries: int
    archived: int
    seals: int
    segments: int
    tail: int
    tail_oldest_at: datetime | None
    lines: int
    seconds: float
    problem_count: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return self.problem_count == 0

    def as_json(self) -> dict[str, Any]:
        oldest = self.tail_oldest_at
        return asdict(self) | {"tail_oldest_at": oldest.isoformat() if oldest else None}


def from_json(stored: Mapping[str, Any]) -> Report:
    oldest = stored["tail_oldest_at"]
    changes = {
        "tail_oldest_at": datetime.fromisoformat(oldest) if oldest else None,
        "problems": tuple(Problem(**problem) for problem in stored["problems"]),
        "notes": tuple(stored["notes"]),
    }
    return Report(**dict(stored) | changes)


@dataclass(slots=True, kw_only=True)
class Findings:
    """What the checks have seen so far; each check adds its own."""

    total: int
    progress: Progress
    entries: int = 0
    archived: int = 0
    seals: int = 0
    segments: int = 0
    tail: int = 0
    tail_oldest_at: datetime | None = None
    lines: int = 0
    problem_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def complain(self, text: str, *, entry_id: int | None = None, seal: int | None = None) -> None:
        self.problem_count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(text=text, entry_id=entry_id, seal=seal))

    def advance(self, count: int) -> None:
        self.entries += count
        self.progress(self.entries, max(self.total, self.entries))

    def report(self, seconds: float) -> Report:
        return Report(
            entries=self.entries,
            archived=self.archived,
            seals=self.seals,
            segments=self.segments,
            tail=self.tail,
            tail_oldest_at=self.tail_oldest_at,
            lines=self.lines,
            seconds=round(seconds, 3),
            problem_count=self.problem_count,
            problems=tuple(self.problems),
            notes=tuple(self.notes),
        )
