"""After a restored dump transactions count from anew: both segments verify, and are found bent."""

import pytest

from audit import verification
from audit.models import Entry, Seal
from tests.audit import sealed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def restored() -> dict[str, list[Entry]]:
    """Sealed before; open at the dump; then, in the new segment, with xids that occurred before."""
    with sealed.another_cluster():
        before = sealed.block(3)
    tail = sealed.block(2)
    after = sealed.entries(2)
    low = "UPDATE audit_entry SET xid = (SELECT xid FROM audit_entry WHERE id = %s) WHERE id = %s"
    for old, new in zip(before, after, strict=False):
        sealed.forge(low, [old.pk, new.pk])
    sealed.block(2)
    return {"before": before, "open": tail, "after": after}


def texts() -> list[str]:
    return [problem.text.partition(",")[0] for problem in verification.run().problems]


def test_both_segments_are_whole(restored: dict[str, list[Entry]]) -> None:
    report = verification.run()

    assert report.problems == ()
    assert (report.segments, report.entries, report.tail) == (2, Entry.objects.count(), 0)
    assert Seal.objects.filter(segment=2, kind="bridge").count() == 1


@pytest.mark.parametrize(("part", "seal"), [("before", 1), ("open", 2), ("after", 3)])
def test_a_changed_entry_of_each_is_named(
    restored: dict[str, list[Entry]], part: str, seal: int
) -> None:
    changed = restored[part][1].pk
    sealed.forge("UPDATE audit_entry SET contact_id = 8 WHERE id = %s", [changed])

    assert texts() == [f"Registro {changed} alterado no selo {seal}"]


@pytest.mark.parametrize(("part", "seal"), [("before", 1), ("open", 2), ("after", 3)])
def test_a_removed_entry_of_each_is_named(
    restored: dict[str, list[Entry]], part: str, seal: int
) -> None:
    removed = restored[part][1].pk
    sealed.forge("DELETE FROM audit_entrydetail WHERE entry_id = %s", [removed])
    sealed.forge("DELETE FROM audit_entry WHERE id = %s", [removed])

    assert texts() == [f"Registro {removed} removido do selo {seal}"]


def test_an_entry_that_was_written_before_the_sealer_saw_the_restoration() -> None:
    """Its transaction has a number of long ago, its id is the next one."""
    with sealed.another_cluster():
        old = sealed.block(3)
    early = sealed.entries(1)[0]
    sealed.forge(
        "UPDATE audit_entry SET xid = (SELECT xid FROM audit_entry WHERE id = %s) WHERE id = %s",
        [old[0].pk, early.pk],
    )
    sealed.block(1)
    sealed.block(1)

    assert texts() == []
    sealed.forge("UPDATE audit_entry SET contact_id = 8 WHERE id = %s", [early.pk])
    assert texts() == [f"Registro {early.pk} alterado no selo 2"]


def test_an_entry_forged_into_the_old_segment_is_named(restored: dict[str, list[Entry]]) -> None:
    """With an id that a rolled back transaction left free, and a transaction beyond the blocks."""
    free = restored["open"][0].pk
    sealed.forge("UPDATE audit_entry SET id = -5 WHERE id = %s", [free])
    sealed.forge("UPDATE audit_entrydetail SET entry_id = -5 WHERE entry_id = %s", [free])

    found = texts()

    assert found == [
        f"Registro {free} removido do selo 2",
        "Registro -5 acrescentado depois",
    ]
