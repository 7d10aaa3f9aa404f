"""Every seal is written down outside the database, once, whoever dies on the way."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from audit import anchor_check, anchors, sealing, seals, verification
from audit.models import Seal
from tests.audit import sealed
from tests.rivals import together

pytestmark = pytest.mark.django_db(transaction=True)


def anchored() -> list[dict[str, Any]]:
    return [json.loads(line) for line in anchors.path().read_text().splitlines()]


def numbers() -> list[int]:
    return [anchor["number"] for anchor in anchored()]


def test_a_seal_is_anchored_with_what_proves_it() -> None:
    sealed.block(3)

    seal = Seal.objects.get()
    assert anchored() == [
        {
            "number": 1,
            "kind": "block",
            "digest": bytes(seal.digest).hex(),
            "entry_count": 3,
            "sealed_at": round(seal.sealed_at.timestamp() * 1_000_000),
            "signature": bytes(seal.signature).hex(),
        }
    ]


def test_a_run_that_died_between_commit_and_anchor_is_made_good_by_the_next() -> None:
    sealed.block()
    sealed.entries(1)
    while seals.seal_next() is None:
        pass
    assert numbers() == [1]

    sealing.run()

    assert numbers() == [1, 2]


def test_nothing_is_anchored_twice() -> None:
    sealed.block()

    assert anchors.append_missing() == 0
    assert numbers() == [1]


def test_two_at_once_anchor_each_seal_once() -> None:
    for _ in range(3):
        sealed.entries(1)
        while seals.seal_next() is None:
            pass

    together(*[anchors.append_missing] * 4)

    assert numbers() == [1, 2, 3]


def test_a_line_that_a_crash_cut_short_is_written_again() -> None:
    sealed.block()
    sealed.block()
    whole = anchors.path().read_bytes()
    anchors.path().write_bytes(whole[:-40])

    anchors.append_missing()

    assert anchors.path().read_bytes() == whole


def test_a_file_that_was_lost_is_written_anew() -> None:
    sealed.block()
    sealed.block()
    anchors.path().unlink()

    sealing.run()

    assert numbers() == [1, 2]


def test_seals_that_stay_out_of_the_file_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed.block()
    whole = anchors.path().read_bytes()
    sealed.block()
    anchors.path().write_bytes(whole)

    assert verification.run().notes == ()
    monkeypatch.setattr(anchor_check, "PATIENCE", timedelta(0))
    assert verification.run().notes == ("1 selos ainda não estão no arquivo de âncoras",)


@pytest.mark.parametrize("line", ["{}", "?", '{"number": "1"}'])
def test_a_line_that_is_no_anchor_is_named(line: str) -> None:
    sealed.block()
    anchors.path().write_text(f"{line}\n{anchors.path().read_text()}")

    problems = [problem.text for problem in verification.run().problems]
    assert problems == ["Linha 1 do arquivo de âncoras alterada"]


def test_seals_that_a_restored_dump_did_not_have_are_told_as_no_fault() -> None:
    """The dump is of the time of the second seal; three were made after it, and lost with it."""
    with sealed.another_cluster():
        made = [sealed.block(2) for _ in range(5)]
    lost = made[2][0].pk
    sealed.forge("DELETE FROM audit_seal WHERE number > 2")
    sealed.forge("DELETE FROM audit_entrydetail WHERE entry_id >= %s", [lost])
    sealed.forge("DELETE FROM audit_entry WHERE id >= %s", [lost])

    sealed.block(2)
    sealed.block(2)

    report = verification.run()
    assert report.problems == ()
    assert (report.segments, report.seals) == (2, 4)
    assert report.notes == (
        "Selos 3 a 5 foram feitos depois da cópia que se restaurou, e se perderam com o banco "
        "anterior",
    )
    assert numbers() == [1, 2, 3, 4, 5, 3, 4]


def test_a_restoration_of_long_ago_excuses_nothing_that_is_removed_later() -> None:
    with sealed.another_cluster():
        sealed.block(2)
    sealed.block(1)
    sealed.block(1)
    sealed.forge("DELETE FROM audit_seal WHERE number = 3")
    anchors.append_missing()
    anchors.append_missing()

    first = verification.run().problems[0].text
    assert first.startswith("Selo 3 foi removido do banco")
    assert numbers() == [1, 2, 3]


def test_the_newest_anchor_is_mailed_where_the_settings_say(settings: Any) -> None:
    settings.AUDIT_ANCHOR_EMAIL = "juridico@exemplo.com.br"
    sealed.block(3)

    assert sealing.mail_newest_anchor()

    (message,) = mail.outbox
    assert message.to == ["juridico@exemplo.com.br"]
    assert anchored()[0]["digest"] in message.body


def test_nothing_is_mailed_unless_asked_for() -> None:
    sealed.block(3)

    assert not sealing.mail_newest_anchor()
    assert mail.outbox == []
