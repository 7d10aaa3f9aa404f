"""Details go in lists that entries prove; nothing else lets them go."""

import pytest
from django.db import IntegrityError, connection

from audit import erasures, verification
from audit.actors import SYSTEM
from audit.models import Entry, EntryDetail, Erasure
from tests.audit import sealed

pytestmark = pytest.mark.django_db(transaction=True)


def test_everything_that_is_there_is_erased_in_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasures, "CHUNK", 2)
    made = [entry.pk for entry in sealed.block(5)]

    count = erasures.erase(EntryDetail.objects.all(), by=SYSTEM, reason="prazo")

    assert count == 5
    assert list(Erasure.objects.order_by("pk").values_list("ids", flat=True)) == [
        made[:2],
        made[2:4],
        made[4:],
    ]
    acts = Entry.objects.filter(action="details_erased").select_related("detail").order_by("pk")
    assert [act.detail.values["counts"] for act in acts] == [
        {"details": 2},
        {"details": 2},
        {"details": 1},
    ]
    assert not EntryDetail.objects.filter(pk__in=made).exists()
    assert verification.run().problems == ()


def test_nothing_to_erase_writes_nothing() -> None:
    assert erasures.erase(EntryDetail.objects.all(), by=SYSTEM) == 0
    assert not Entry.objects.exists()


def test_a_detail_without_a_list_stays() -> None:
    sealed.block(1)

    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entrydetail")
