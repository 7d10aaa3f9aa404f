"""Each kind of additional field: what is taken, how it is stored, how a message writes it."""

from typing import Any

import pytest

from conecta.errors import DomainError
from contacts.field_values import FieldKind, checked, text_of, typed_number

TEXT, NUMBER, DATE, YES_NO = FieldKind.TEXT, FieldKind.NUMBER, FieldKind.DATE, FieldKind.YES_NO


@pytest.mark.parametrize(
    ("kind", "given", "stored", "written"),
    [
        (TEXT, "  Residencial Plus ", "Residencial Plus", "Residencial Plus"),
        (TEXT, 4817, "4817", "4817"),
        (TEXT, "2026-11-22", "2026-11-22", "2026-11-22"),
        (TEXT, "   ", None, ""),
        (NUMBER, 1234.56, 1234.56, "1.234,56"),
        (NUMBER, 184.9, 184.9, "184,90"),
        (NUMBER, 0.125, 0.125, "0,125"),
        (NUMBER, -1234567, -1234567, "-1.234.567"),
        (NUMBER, 10.0, 10, "10"),
        (NUMBER, 0, 0, "0"),
        (DATE, "2026-11-22", "2026-11-22", "22/11/2026"),
        (DATE, "20261122", "2026-11-22", "22/11/2026"),
        (YES_NO, True, True, "Sim"),
        (YES_NO, False, False, "Não"),
        *((kind, None, None, "") for kind in FieldKind),
    ],
)
def test_what_is_given_is_stored_and_written(
    kind: str, given: Any, stored: Any, written: str
) -> None:
    found = checked(kind, given)

    assert (found, type(found)) == (stored, type(stored))
    assert text_of(kind, found) == written


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (TEXT, True),
        (TEXT, "x" * 501),
        (TEXT, "nul\0"),
        (TEXT, ["a"]),
        (NUMBER, "184.90"),
        (NUMBER, True),
        (NUMBER, 10**15),
        (NUMBER, 0.00001),
        (NUMBER, 1e300),
        (DATE, "22/11/2026"),
        (DATE, "2026-02-30"),
        (DATE, 20261122),
        (DATE, ""),
        (YES_NO, "sim"),
        (YES_NO, 1),
    ],
)
def test_what_is_not_of_the_kind_is_refused(kind: str, given: Any) -> None:
    with pytest.raises(DomainError) as refused:
        checked(kind, given)

    assert refused.value.code == "field_value_invalid"


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1.234,56", 1234.56), ("1234,5", 1234.5), ("1.234", 1234), ("-7", -7), ("007", 7)],
)
def test_a_number_is_typed_as_people_write_it(typed: str, number: float) -> None:
    assert typed_number(typed) == number


@pytest.mark.parametrize("typed", ["184.90", "1.23", "12.34,5", "1,234.56", "R$ 5", "1e5", "٣"])
def test_a_number_that_may_mean_two_things_is_asked_again(typed: str) -> None:
    with pytest.raises(DomainError, match=r"1\.234,56"):
        typed_number(typed)


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        (TEXT, 184.9, "184.9"),
        (TEXT, True, "Sim"),
        (DATE, "amanhã", "amanhã"),
        (NUMBER, "12", "12"),
        (TEXT, {"a": 1}, ""),
    ],
)
def test_a_value_from_before_its_kind_is_written_as_it_stands(
    kind: str, value: Any, written: str
) -> None:
    assert text_of(kind, value) == written
