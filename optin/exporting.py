"""The report of consent as a file."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from conecta.exports import registry
from conecta.exports.registry import Kind, Parameters, Row
from optin import movements
from optin.periods import Period

MOVEMENTS = "optin.movements"


def connect() -> None:
    registry.register(
        Kind(
            name=MOVEMENTS,
            label="Relatório de opt-in",
            permission="optin.view_report",
            columns=movements.HEADER,
            rows=rows,
        )
    )


def parameters(period: Period) -> dict[str, Any]:
    return {"since": period.since.isoformat(), "until": period.until.isoformat()}


def rows(asked: Parameters) -> Iterator[Row]:
    since, until = (date.fromisoformat(asked[name]) for name in ("since", "until"))
    for day, *labels, count in movements.report_rows(Period(since=since, until=until)):
        yield (f"{day:%d/%m/%Y}", *labels, count)
