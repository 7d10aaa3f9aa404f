"""Meta's errors, classified once and closed by default."""

import re

import pytest

from conecta.whatsapp.error_catalog import ENTRIES, RANGES, RetryKind
from conecta.whatsapp.errors import (
    ErrorEntry,
    ErrorFamily,
    NotSentError,
    Refusal,
    RefusedError,
    UnknownOutcomeError,
    classify,
)

DOCUMENTED = {
    *(0, 1, 2, 3, 4, 10, 33, 100, 190, 368, 80007, 130403, 130429, 130472, 130497),
    *(131000, 131005, 131008, 131009, 131016, 131021, 131026, 131030, 131031, 131037, 131042),
    *(131044, 131045, 131047, 131048, 131049, 131050, 131051, 131052, 131053, 131055, 131056),
    *(131057, 131059, 131061, 131062, 131063, 131064, 132000, 132001, 132005, 132007, 132008),
    *(132012, 132015, 132016, 132018, 132068, 132069, 133000, 133004, 133005, 133006, 133008),
    *(133009, 133010, 133015, 133016, 134011, 134100, 134101, 134102, 135000, 137000, 139102),
    *(139200, 200005, 200006, 200007, 1752041, 2388019, 2388024, 2388039, 2388040),
    *(2388043, 2388047, 2388072, 2388073, 2388293, 2388299, 2388318, 2388330),
}
# Ways round a refusal that no advice may suggest.
WAYS_ROUND = re.compile(r"\boutr[oa]s?\b.*\b(categoria|número|contato|canal|conta)", re.IGNORECASE)


def test_every_documented_code_has_its_row() -> None:
    assert set(ENTRIES) == DOCUMENTED


@pytest.mark.parametrize(
    ("code", "family", "kind"),
    [
        (2, ErrorFamily.RETRY, RetryKind.BACKOFF),
        (131016, ErrorFamily.RETRY, RetryKind.BACKOFF),
        (4, ErrorFamily.SLOW_DOWN, RetryKind.THROTTLE),
        (80007, ErrorFamily.SLOW_DOWN, RetryKind.THROTTLE),
        (130429, ErrorFamily.SLOW_DOWN, RetryKind.THROTTLE),
        (131056, ErrorFamily.PAIR, RetryKind.THROTTLE),
        (131026, ErrorFamily.DROP, RetryKind.NEVER),
        (131049, ErrorFamily.DROP, RetryKind.WAIT),
        (131050, ErrorFamily.DROP, RetryKind.NEVER),
        (132015, ErrorFamily.PAUSE_CAMPAIGN, RetryKind.WAIT),
        (131048, ErrorFamily.PAUSE_CAMPAIGN, RetryKind.WAIT),
        (131042, ErrorFamily.PAUSE_CHANNEL, RetryKind.WAIT),
        (368, ErrorFamily.PAUSE_CHANNEL, RetryKind.NEVER),
        (294, ErrorFamily.PAUSE_CHANNEL, RetryKind.NEVER),
        (138001, ErrorFamily.DROP, RetryKind.NEVER),
        (139001, ErrorFamily.DROP, RetryKind.NEVER),
    ],
)
def test_a_code_says_what_the_sender_does(code: int, family: ErrorFamily, kind: RetryKind) -> None:
    entry = classify(code)

    assert (entry.code, entry.family, entry.retry.kind) == (code, family, kind)


def test_an_unknown_code_is_shown_and_never_repeated() -> None:
    entry = classify(999_999)

    assert (entry.family, entry.retry.kind) == (ErrorFamily.DROP, RetryKind.NEVER)
    assert entry.title == "Erro 999999 da Meta"


def test_without_a_code_the_message_may_have_left() -> None:
    assert classify(None).family is ErrorFamily.AMBIGUOUS


@pytest.mark.parametrize(
    ("code", "waits"),
    [
        (131056, [1, 4, 16, 64, 256, None]),
        (1, [5, 30, None]),
        (131053, [30, None]),
        (131057, [60, 60, 60, 60, 60, None]),
        (131049, [None]),
        (131026, [None]),
    ],
)
def test_repeats_come_ever_later_and_end(code: int, waits: list[float | None]) -> None:
    retry = classify(code).retry

    assert [retry.wait_seconds(number + 1) for number in range(len(waits))] == waits


def test_what_waits_for_a_condition_says_how_long_at_least() -> None:
    assert classify(131049).retry.first_wait_seconds == 24 * 3600
    assert classify(131042).retry.first_wait_seconds == 0


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=lambda entry: str(entry.code))
def test_people_are_told_briefly_and_what_to_do(entry: ErrorEntry) -> None:
    assert 0 < len(entry.title) <= 60
    assert not entry.title.endswith(".")
    assert entry.advice.endswith(".")
    assert WAYS_ROUND.search(entry.advice) is None


def test_only_what_meta_calls_passing_is_repeated_by_itself() -> None:
    repeated = {code for code, entry in ENTRIES.items() if entry.retry.attempts}

    assert repeated == {
        *(1, 2, 4, 80007, 130429, 131000, 131016, 131053, 131056, 131057, 131059, 133004, 139102)
    }
    assert not any(retry.attempts for _, _, retry, _, _ in RANGES)


def test_the_generic_code_yields_to_a_subcode_that_we_know() -> None:
    gone = RefusedError(Refusal(http_status=400, code=100, subcode=33))
    other = RefusedError(Refusal(http_status=400, code=100, subcode=2494010))
    limited = RefusedError(Refusal(http_status=400, code=130429, subcode=33))

    assert [failure.entry.code for failure in (gone, other, limited)] == [33, 100, 130429]


def test_a_failure_answers_in_portuguese_with_advice() -> None:
    failure = RefusedError(Refusal(http_status=400, code=131047))

    assert failure.code == "whatsapp_refused"
    assert failure.message == "Passaram mais de 24 h desde a última mensagem da pessoa"
    assert failure.extra == {"advice": failure.entry.advice, "meta_code": 131047}
    assert NotSentError("x").code == "whatsapp_not_sent"
    assert UnknownOutcomeError("x").message == "Sem confirmação da Meta"
