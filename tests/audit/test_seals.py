"""What is decided is sealed, chained and signed; nothing is skipped and nothing sealed twice."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from audit import chain, merkle, sealed_form, seals, signatures, signing
from audit.actions import Action
from audit.models import Entry, Seal, SealKind
from audit.signatures import Purpose
from tests.audit import sealed
from tests.rivals import together

pytestmark = pytest.mark.django_db(transaction=True)


def sealed_ids() -> list[int]:
    """Of all seals, by rising id."""
    indexes = Seal.objects.values_list("index", flat=True)
    return sorted(pk for index in indexes for pk, _ in sealed_form.unpack(bytes(index)))


@contextmanager
def open_transaction() -> Iterator[threading.Event]:
    """Somebody else's, with an entry in it, committed when the event is set."""
    written, may_commit = threading.Event(), threading.Event()

    def work() -> None:
        try:
            with transaction.atomic():
                sealed.entries(1)
                written.set()
                assert may_commit.wait(30)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert written.wait(30)
        yield may_commit
    finally:
        may_commit.set()
        thread.join(30)


def test_a_seal_holds_the_entries_and_proves_them() -> None:
    made = sealed.entries(3)

    seal = sealed.seal_all()

    assert (seal.number, seal.entry_count, seal.segment) == (1, 3, 1)
    records = list(sealed_form.unpack(bytes(seal.index)))
    assert [pk for pk, _ in records] == [entry.pk for entry in made]
    assert merkle.root([leaf for _, leaf in records]) == bytes(seal.root)
    assert bytes(seal.previous) == sealed_form.NO_PREVIOUS
    assert chain.form_of(seal).digest() == bytes(seal.digest)
    assert signatures.is_signed(
        signing.public_key(), Purpose.SEAL, bytes(seal.digest), bytes(seal.signature)
    )


def test_each_seal_follows_the_one_before() -> None:
    sealed.block()
    sealed.block()

    first, second = Seal.objects.order_by("number")
    assert bytes(second.previous) == bytes(first.digest)
    assert second.from_xid == first.to_xid


def test_nothing_new_makes_no_seal() -> None:
    sealed.block()

    assert seals.seal_next() is None
    assert Seal.objects.count() == 1


def test_a_long_trail_is_closed_in_blocks_that_cut_no_transaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(seals, "BLOCK", 5)
    for _ in range(4):
        sealed.entries(3)

    sealed.seal_all()

    assert [seal.entry_count for seal in Seal.objects.order_by("number")] == [6, 6]
    assert sealed_ids() == sorted(Entry.objects.values_list("pk", flat=True))


def test_an_open_transaction_is_waited_for_and_never_skipped() -> None:
    with open_transaction() as may_commit:
        later = sealed.entries(2)
        while seals.seal_next() is not None:
            pass
        assert not set(sealed_ids()) & {entry.pk for entry in later}
        may_commit.set()

    sealed.seal_all()

    everything = sorted(Entry.objects.values_list("pk", flat=True))
    assert len(everything) == 3
    assert sealed_ids() == everything


def test_an_entry_that_became_visible_after_higher_ids_were_sealed_is_sealed_too() -> None:
    """The id was taken first, the transaction began later."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('audit_entry_id_seq')")
        early = cursor.fetchone()[0]
    sealed.block(2)

    with transaction.atomic():
        Entry.objects.create(
            pk=early, actor_kind="system", action=Action.LOGGED_OUT, origin="system", digest=b""
        )
    sealed.seal_all()

    first, second = Seal.objects.order_by("number")
    assert [pk for pk, _ in sealed_form.unpack(bytes(second.index))] == [early]
    assert early < next(pk for pk, _ in sealed_form.unpack(bytes(first.index)))


def test_two_sealers_at_once_make_one_chain() -> None:
    for _ in range(3):
        sealed.entries(2)
        together(*[seals.seal_next] * 4)
    sealed.seal_all()

    numbers = list(Seal.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert sealed_ids() == sorted(Entry.objects.values_list("pk", flat=True))


def test_who_finds_another_sealer_at_it_leaves() -> None:
    sealed.entries(1)

    with transaction.atomic():
        assert seals._lock()
        rival = together(seals.seal_next)[0]

    assert (rival.result, rival.error) == (None, None)
    assert not Seal.objects.exists()


@pytest.mark.parametrize("sql", ["UPDATE audit_seal SET entry_count = 9", "DELETE FROM audit_seal"])
def test_a_seal_cannot_be_changed(sql: str) -> None:
    sealed.block()

    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_restored_dump_opens_a_segment_that_holds_what_was_open() -> None:
    with sealed.another_cluster():
        old = sealed.block(3)
    tail = sealed.entries(2)

    bridge = seals.seal_next()

    assert bridge is not None
    assert (bridge.kind, bridge.segment, bridge.to_xid) == (SealKind.BRIDGE, 2, 0)
    opened = Entry.objects.get(action=Action.SEGMENT_OPENED)
    held = [pk for pk, _ in sealed_form.unpack(bytes(bridge.index))]
    assert held == [*(entry.pk for entry in tail), opened.pk]
    assert bridge.after_id == opened.pk
    fresh = sealed.block(2)
    newest = Seal.objects.get(number=3)
    assert (newest.segment, newest.from_xid) == (2, 0)
    assert {pk for pk, _ in sealed_form.unpack(bytes(newest.index))} == {it.pk for it in fresh}
    assert not {it.pk for it in old} & set(held)
