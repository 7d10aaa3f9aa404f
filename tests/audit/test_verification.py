"""An untouched trail is whole; whoever bends it, as the database's superuser, is found and told."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from audit import anchors, erasures, seals, verification
from audit.actors import SYSTEM
from audit.models import Entry, EntryDetail, Seal
from audit.reports import Report, from_json
from tests.audit import sealed

pytestmark = pytest.mark.django_db(transaction=True)


def texts() -> list[str]:
    return [problem.text for problem in verification.run().problems]


def where(seal: int) -> str:
    moment = timezone.localtime(Seal.objects.get(number=seal).sealed_at)
    return f"selo {seal}, de {moment:%d/%m/%Y %H:%M}"


@pytest.fixture
def trail() -> list[Entry]:
    """Three blocks of three."""
    return [*sealed.block(3), *sealed.block(3), *sealed.block(3)]


def test_an_untouched_trail_is_whole(trail: list[Entry]) -> None:
    sealed.entries(2)

    report = verification.run()

    assert report.problems == ()
    assert (report.entries, report.seals, report.segments, report.tail) == (11, 3, 1, 2)
    assert report.tail_oldest_at == Entry.objects.get(pk=trail[-1].pk + 1).at
    assert from_json(report.as_json()) == report


def test_an_empty_trail_is_whole() -> None:
    report = verification.run()

    assert (report.is_whole, report.entries, report.seals) == (True, 0, 0)


def test_the_progress_reaches_the_end(trail: list[Entry]) -> None:
    seen: list[tuple[int, int]] = []

    verification.run(progress=lambda done, total: seen.append((done, total)))

    assert seen[-1] == (9, 9)


@pytest.mark.parametrize(
    "change",
    [
        "action = 'contact_createe'",
        "object_id = '1'",
        "contact_id = NULL",
        "at = at + interval '1 microsecond'",
        "at = 'infinity'",
        "field_names = '{a}'",
        "actor_kind = 'meta'",
        "digest = set_byte(digest, 0, get_byte(digest, 0) # 1)",
        "covers = ''",
        "request_id = 'x'",
    ],
)
def test_one_byte_of_an_old_entry(trail: list[Entry], change: str) -> None:
    sealed.forge(f"UPDATE audit_entry SET {change} WHERE id = %s", [trail[4].pk])

    assert texts()[0] == f"Registro {trail[4].pk} alterado no {where(2)}"


def test_an_entry_deleted(trail: list[Entry]) -> None:
    sealed.forge("DELETE FROM audit_entry WHERE id = %s", [trail[4].pk])

    assert texts() == [f"Registro {trail[4].pk} removido do {where(2)}"]


def test_an_entry_inserted_with_an_old_date_and_an_old_transaction(trail: list[Entry]) -> None:
    forged = insert(at=trail[4].pk, xid=True)

    assert texts()[0] == f"Registro {forged} acrescentado depois, com data e lugar do {where(2)}"


def test_an_entry_inserted_with_an_old_date_alone(trail: list[Entry]) -> None:
    forged = insert(at=trail[4].pk, xid=False, ago=timedelta(days=3))
    when = timezone.localtime(Entry.objects.get(pk=forged).at)

    found = f"Registro {forged} com data anterior à de sua transação: {when:%d/%m/%Y %H:%M}"
    assert texts()[0] == found
    sealed.seal_all()
    assert texts()[0] == found


def insert(*, at: int, xid: bool, ago: timedelta = timedelta()) -> int:
    """A copy of the entry under a new id, dated as it or before; its detail too."""
    with transaction.atomic(), sealed.owner(), connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO audit_entry (at, xid, actor_kind, action, object_type, object_id,
                    contact_id, field_names, origin, request_id, digest)
                SELECT at - %s::interval, {"xid" if xid else "pg_current_xact_id()"}, actor_kind,
                    action, object_type, object_id, contact_id, field_names, origin, request_id,
                    digest
                FROM audit_entry WHERE id = %s RETURNING id""",
            [f"{ago.days} days", at],
        )
        forged = int(cursor.fetchone()[0])
        cursor.execute(
            """INSERT INTO audit_entrydetail (entry_id, salt, "values", search_key)
               SELECT %s, salt, "values", search_key FROM audit_entrydetail WHERE entry_id = %s""",
            [forged, at],
        )
    return forged


def test_an_entry_below_all_ids(trail: list[Entry]) -> None:
    forged = insert(at=trail[0].pk, xid=True)
    sealed.forge("UPDATE audit_entry SET id = -7 WHERE id = %s", [forged])
    sealed.forge("UPDATE audit_entrydetail SET entry_id = -7 WHERE entry_id = %s", [forged])

    assert texts() == [f"Registro -7 acrescentado depois, com data e lugar do {where(1)}"]


def test_two_entries_swapped(trail: list[Entry]) -> None:
    one, other = trail[3].pk, trail[5].pk
    for table, key in (("audit_entry", "id"), ("audit_entrydetail", "entry_id")):
        sealed.forge(f"UPDATE {table} SET {key} = -1 WHERE {key} = %s", [one])
        sealed.forge(f"UPDATE {table} SET {key} = %s WHERE {key} = %s", [one, other])
        sealed.forge(f"UPDATE {table} SET {key} = %s WHERE {key} = -1", [other])

    assert texts() == [f"Registros {one} e {other} trocados no {where(2)}"]


def test_the_entries_of_a_whole_block_removed(trail: list[Entry]) -> None:
    sealed.forge("DELETE FROM audit_entry WHERE id BETWEEN %s AND %s", [trail[3].pk, trail[5].pk])

    assert texts() == [
        f"Registros {trail[3].pk} a {trail[5].pk} (3) removidos do {where(2)}",
    ]


def test_a_whole_block_removed_with_its_seal(trail: list[Entry]) -> None:
    sealed.forge("DELETE FROM audit_entry WHERE id BETWEEN %s AND %s", [trail[3].pk, trail[5].pk])
    sealed.forge("DELETE FROM audit_seal WHERE number = 2")

    first, second = texts()
    assert first == "Selo 2 removido"
    assert second.startswith("Selo 2 foi removido do banco: a âncora guarda ")


def test_the_first_blocks_removed_with_their_seals(trail: list[Entry]) -> None:
    sealed.forge("DELETE FROM audit_entry WHERE id <= %s", [trail[5].pk])
    sealed.forge("DELETE FROM audit_seal WHERE number <= 2")

    assert texts()[0] == "Selos 1 a 2 removidos"


@pytest.mark.parametrize("with_entries", [True, False])
def test_the_last_seal_removed(trail: list[Entry], with_entries: bool) -> None:
    digest = bytes(Seal.objects.get(number=3).digest).hex()
    sealed.forge("DELETE FROM audit_seal WHERE number = 3")
    if with_entries:
        sealed.forge("DELETE FROM audit_entrydetail WHERE entry_id >= %s", [trail[6].pk])
        sealed.forge("DELETE FROM audit_entry WHERE id >= %s", [trail[6].pk])

    assert texts() == [
        f"Selo 3 foi removido do banco: a âncora guarda {digest[:16]}, de 3 registros"
    ]


def test_the_last_seal_removed_and_another_made_in_its_place(trail: list[Entry]) -> None:
    sealed.forge("DELETE FROM audit_seal WHERE number = 3")
    sealed.forge("DELETE FROM audit_entrydetail WHERE entry_id = %s", [trail[6].pk])
    sealed.forge("DELETE FROM audit_entry WHERE id = %s", [trail[6].pk])
    sealed.seal_all()

    assert texts()[0].startswith("Selo 3 tem outro código no banco: a âncora guarda ")


def test_a_seal_altered(trail: list[Entry]) -> None:
    moment = where(2)
    sealed.forge("UPDATE audit_seal SET entry_count = 2 WHERE number = 2")

    assert texts() == [f"Selo alterado: {moment}"]


def test_a_seal_made_whole_again_without_the_key(trail: list[Entry], settings: Any) -> None:
    """The forger recomputes everything but the signature."""
    sealed.forge("DELETE FROM audit_seal WHERE number = 3")
    sealed.forge("UPDATE audit_entry SET contact_id = 8 WHERE id = %s", [trail[7].pk])
    settings.AUDIT_SIGNING_KEY, ours = "adivinhada", settings.AUDIT_SIGNING_KEY
    sealed.seal_all()
    settings.AUDIT_SIGNING_KEY = ours

    assert texts()[0] == f"Selo alterado: {where(3)}"


def test_a_detail_changed(trail: list[Entry]) -> None:
    forged = """UPDATE audit_entrydetail SET "values" = '{"label": "outro"}' WHERE entry_id = %s"""
    sealed.forge(forged, [trail[4].pk])

    assert texts() == [f"Detalhe do registro {trail[4].pk} alterado"]


def test_a_detail_that_nothing_can_read(trail: list[Entry]) -> None:
    deep = "[" * 5000 + "]" * 5000
    forged = """UPDATE audit_entrydetail SET "values" = %s::jsonb WHERE entry_id = %s"""
    sealed.forge(forged, [deep, trail[4].pk])

    assert texts() == [f"Detalhe do registro {trail[4].pk} alterado"]


def test_a_detail_removed_without_an_erasure(trail: list[Entry]) -> None:
    sealed.forge("DELETE FROM audit_entrydetail WHERE entry_id = %s", [trail[4].pk])

    assert texts() == [f"Detalhe do registro {trail[4].pk} removido sem registro de apagamento"]


def test_a_detail_of_the_tail_changed(trail: list[Entry]) -> None:
    fresh = sealed.entries(1)[0]
    sealed.forge("UPDATE audit_entrydetail SET salt = '' WHERE entry_id = %s", [fresh.pk])

    assert texts() == [f"Detalhe do registro {fresh.pk} alterado"]


def test_a_detail_erased_by_an_act_of_the_trail_is_no_fault(trail: list[Entry]) -> None:
    details = EntryDetail.objects.filter(entry__in=[trail[1].pk, trail[4].pk])

    assert erasures.erase(details, by=SYSTEM, reason="pedido do titular") == 2

    assert texts() == []
    sealed.seal_all()
    assert texts() == []


def test_a_longer_list_of_erased_details_than_its_entry_proves(trail: list[Entry]) -> None:
    erasures.erase(EntryDetail.objects.filter(entry=trail[1].pk), by=SYSTEM)
    sealed.forge("DELETE FROM audit_entrydetail WHERE entry_id = %s", [trail[4].pk])
    sealed.forge("UPDATE audit_erasure SET ids = ids || %s::bigint", [trail[4].pk])
    proof = Entry.objects.get(action="details_erased").pk

    assert [text.partition(" ")[0] + text.partition(":")[2] for text in texts()] == [
        f"Lista não é o que o registro {proof} prova"
    ]


def test_an_erasure_without_its_entry(trail: list[Entry]) -> None:
    sealed.forge("DELETE FROM audit_entrydetail WHERE entry_id = %s", [trail[4].pk])
    sealed.forge(
        "INSERT INTO audit_erasure (entry_id, object_type, ids) VALUES (%s, %s, ARRAY[%s])",
        [trail[0].pk, "audit.entrydetail", trail[4].pk],
    )

    assert len(texts()) == 1
    assert texts()[0].endswith(f"o registro {trail[0].pk}, que o provaria, não o prova")


def test_the_anchors_removed(trail: list[Entry]) -> None:
    anchors.path().unlink()

    assert texts()[0].startswith("O arquivo de âncoras ")


def test_problems_beyond_a_hundred_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed.block(130)
    sealed.forge("UPDATE audit_entry SET contact_id = 8")

    report: Report = verification.run()

    assert (len(report.problems), report.problem_count) == (100, 130)


def test_many_small_blocks_are_read_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seals, "BLOCK", 1)
    made = [sealed.block(1)[0] for _ in range(6)]
    sealed.forge("UPDATE audit_entry SET contact_id = 8 WHERE id = %s", [made[2].pk])
    sealed.forge("DELETE FROM audit_seal WHERE number = 5")

    assert texts()[:2] == ["Selo 5 removido", f"Registro {made[2].pk} alterado no {where(3)}"]
