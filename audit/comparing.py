"""A block held against the index of its seal: what was altered, removed, added or swapped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from audit import sealed_form

# Pairs are tried for a swap; of a block where more is altered, each is told for itself.
MOST_SWAPPED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Ids; runs of removed ones as (first, last) of what the seal names in a row."""

    altered: list[int] = field(default_factory=list)
    swapped: list[tuple[int, int]] = field(default_factory=list)
    removed: list[tuple[int, int, int]] = field(default_factory=list)
    added: list[int] = field(default_factory=list)


def compare(index: Mapping[int, bytes], texts: Mapping[int, str]) -> Difference:
    """`index`: id to leaf, as sealed; `texts`: id to text, as they stand now."""
    altered = [
        entry_id
        for entry_id, text in texts.items()
        if entry_id in index and sealed_form.leaf(text) != index[entry_id]
    ]
    swapped = list(_swapped(altered, index, texts))
    told = {entry_id for pair in swapped for entry_id in pair}
    return Difference(
        altered=[entry_id for entry_id in altered if entry_id not in told],
        swapped=swapped,
        removed=list(_runs(index, texts)),
        added=[entry_id for entry_id in texts if entry_id not in index],
    )


def _swapped(
    altered: Sequence[int], index: Mapping[int, bytes], texts: Mapping[int, str]
) -> Iterator[tuple[int, int]]:
    """Pairs of which each stands in the other's place, with everything but its id."""
    if len(altered) > MOST_SWAPPED:
        return
    for one, other in combinations(altered, 2):
        if (
            sealed_form.leaf(_moved(texts[one], other)) == index[other]
            and sealed_form.leaf(_moved(texts[other], one)) == index[one]
        ):
            yield one, other


def _moved(text: str, entry_id: int) -> str:
    """The same text under another id, which is its first value."""
    return f"[{entry_id}{text[text.index(',') :]}"


def _runs(index: Mapping[int, bytes], texts: Mapping[int, str]) -> Iterator[tuple[int, int, int]]:
    """(first, last, how many) of sealed entries in a row that are not there."""
    run: list[int] = []
    for entry_id in index:
        if entry_id not in texts:
            run.append(entry_id)
        elif run:
            yield run[0], run[-1], len(run)
            run = []
    if run:
        yield run[0], run[-1], len(run)
