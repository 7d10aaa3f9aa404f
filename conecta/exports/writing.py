"""Rows, lines and files written one after the other: memory does not grow with them."""

import csv
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from io import TextIOWrapper
from typing import Any, BinaryIO, TypeVar

import xlsxwriter
from django.utils import timezone

from conecta.exports import cells, files
from conecta.exports.formats import Format
from conecta.exports.registry import Kind, Parameters, Row

Thing = TypeVar("Thing")
# Called with how many rows, lines or files are written so far; may raise to stop.
Tick = Callable[[int], None]
EVERY = 2_000
# Of one sheet, the heading included (Excel's own limit).
SHEET_ROWS = 1_048_576
WORKBOOK: dict[str, Any] = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(kind: Kind, parameters: Parameters, *, format: str, target: BinaryIO, tick: Tick) -> int:
    """Write the whole file; how many rows, lines or files there were."""
    counted = _Counted(tick)
    if format == Format.CSV and kind.rows:
        _write_csv(kind.columns, counted.each(kind.rows(parameters)), target)
    elif format == Format.XLSX and kind.rows:
        _write_xlsx(kind.columns, counted.each(kind.rows(parameters)), target)
    elif format == Format.JSONL and kind.lines:
        target.writelines(line.encode() for line in counted.each(kind.lines(parameters)))
    elif format == Format.ZIP and kind.members:
        _write_zip(counted.each(kind.members(parameters)), target)
    else:
        raise ValueError(f"{kind.name} has no format {format}")
    return counted.count


class _Counted:
    def __init__(self, tick: Tick) -> None:
        self._tick, self.count = tick, 0

    def each(self, things: Iterable[Thing]) -> Iterator[Thing]:
        for thing in things:
            yield thing
            self.count += 1
            if self.count % EVERY == 0:
                self._tick(self.count)


def _write_csv(columns: Iterable[str], rows: Iterable[Row], target: BinaryIO) -> None:
    """As Excel in Portuguese opens it by itself: UTF-8 that says so, semicolons."""
    text = TextIOWrapper(target, encoding="utf-8-sig", newline="")
    table = csv.writer(text, delimiter=";")
    table.writerow(columns)
    table.writerows([cells.for_csv(value) for value in row] for row in rows)
    text.detach()


def _write_xlsx(columns: Iterable[str], rows: Iterable[Row], target: BinaryIO) -> None:
    with xlsxwriter.Workbook(target, WORKBOOK | {"tmpdir": str(files.folder())}) as book:
        bold = book.add_format({"bold": True})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
        sheet, place = None, SHEET_ROWS
        for row in rows:
            if place >= SHEET_ROWS:
                sheet, place = _new_sheet(book, columns, bold), 1
            for column, value in enumerate(row):
                _write_cell(sheet, place, column, value, moment)
            place += 1
        if sheet is None:
            _new_sheet(book, columns, bold)


def _new_sheet(book: Any, columns: Iterable[str], bold: Any) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 60, 22)
    for column, name in enumerate(columns):
        sheet.write_string(0, column, name, bold)
    return sheet


def _write_cell(sheet: Any, row: int, column: int, value: Any, moment: Any) -> None:
    if isinstance(value, datetime):
        local = timezone.localtime(value).replace(tzinfo=None)
        sheet.write_datetime(row, column, local, moment)
    elif cells.is_number(value):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, cells.for_xlsx(value))


def _write_zip(members: Iterable[tuple[str, Iterator[bytes]]], target: BinaryIO) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in members:
            with archive.open(name, "w", force_zip64=True) as member:
                for piece in pieces:
                    member.write(piece)
