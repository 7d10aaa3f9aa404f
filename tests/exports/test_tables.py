"""Tables opened again with other people's readers: nothing in them is ever a formula."""

import csv
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from conecta.exports import writing
from conecta.exports.registry import Kind, Parameters, Row
from tests.exports.conftest import NOON

EVIL = (
    "=1+1",
    '=HYPERLINK("http://exemplo.com.br";"clique")',
    "+5511987654321",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
)
HARMLESS = ("Ana", "a=b", "", "“#OPTOUT”", "ção; com ponto e vírgula")


def kind(*values: Row) -> Kind:
    def rows(_asked: Parameters) -> Iterator[Row]:
        yield from values

    return Kind(name="t", label="t", permission="t", columns=("Coluna", "Outra"), rows=rows)


def written(format: str, *values: Row) -> bytes:
    target = BytesIO()
    count = writing.write(kind(*values), {}, format=format, target=target, tick=lambda _done: None)
    assert count == len(values)
    return target.getvalue()


def sheets(content: bytes) -> list[list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [list(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names]


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("text", EVIL)
def test_a_text_that_looks_like_a_formula_is_quoted_in_csv(text: str) -> None:
    assert table(written("csv", (text, 1)))[1] == [f"'{text}", "1"]


@pytest.mark.parametrize("text", HARMLESS)
def test_any_other_text_is_itself_in_csv(text: str) -> None:
    assert table(written("csv", (text, -5)))[1] == [text, "-5"]


def test_csv_opens_in_excel_by_itself() -> None:
    content = written("csv", ("é", None), (NOON, True))

    assert content.startswith(b"\xef\xbb\xbfColuna;Outra\r\n")
    assert table(content)[1:] == [["é", ""], ["24/11/2026 12:00:00", "Sim"]]


@pytest.mark.parametrize("text", EVIL)
def test_a_workbook_has_texts_and_no_formula(text: str) -> None:
    content = written("xlsx", (text, text))

    [[_head, row]] = sheets(content)
    assert row == [text, text]
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"<f " not in sheet
        assert not [name for name in archive.namelist() if "externalLink" in name]


def test_numbers_and_times_stay_what_they_are_in_a_workbook() -> None:
    [[head, first, second]] = sheets(written("xlsx", (-5, NOON), (12345678901234567, None)))

    assert head == ["Coluna", "Outra"]
    assert first == [-5.0, datetime(2026, 11, 24, 12, 0)]  # noqa: DTZ001 - a workbook knows no zones
    assert second == ["12345678901234567", ""]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    [[_head, [text, _]]] = sheets(written("xlsx", ("a" * 40_000, 1)))

    assert str(text) == "a" * 32_766 + "…"


def test_rows_that_find_no_room_go_on_in_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "SHEET_ROWS", 3)

    found = sheets(written("xlsx", *[(number, "x") for number in range(5)]))

    assert [len(sheet) for sheet in found] == [3, 3, 2]
    assert [sheet[0] for sheet in found] == [["Coluna", "Outra"]] * 3
    assert found[2][1] == [4.0, "x"]


def test_a_table_of_nothing_has_its_heading() -> None:
    assert sheets(written("xlsx")) == [[["Coluna", "Outra"]]]
    assert table(written("csv")) == [["Coluna", "Outra"]]
