"""What each entry is held to, sealed or not: its date and its personal values."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from audit import erasures, sealed_form
from audit.reports import Findings
from audit.sealed_form import MICROSECOND
from audit.stored import Stored

DETAIL_TYPE = "audit.entrydetail"
# Clocks are set back a little now and then; a forger needs more.
TOLERANCE = timedelta(minutes=10) // MICROSECOND


def check_dates(
    rows: Iterable[Stored], findings: Findings, *, earliest: int | None, latest: int
) -> None:
    """`earliest`: when their transactions had surely not begun; `latest`: when they had ended."""
    low = sealed_form.BEFORE_ALL_IDS if earliest is None else earliest - TOLERANCE
    high = latest + TOLERANCE
    for row in rows:
        if not low <= row.at <= high:
            side = "anterior" if row.at < low else "posterior"
            findings.complain(
                f"Registro {row.id} com data {side} à de sua transação: {when(row.at)}",
                entry_id=row.id,
            )


def check_details(rows: Iterable[Stored], findings: Findings) -> None:
    missing = []
    for row in rows:
        if row.detail is None or row.salt is None:
            missing.append(row.id)
        elif not sealed_form.is_detail(bytes(row.salt), row.detail, bytes(row.digest)):
            findings.complain(f"Detalhe do registro {row.id} alterado", entry_id=row.id)
    if missing:
        for entry_id in erasures.unexplained(DETAIL_TYPE, missing):
            findings.complain(
                f"Detalhe do registro {entry_id} removido sem registro de apagamento",
                entry_id=entry_id,
            )


def when(microseconds: int) -> str:
    moment = timezone.localtime(sealed_form.moment(microseconds))
    return f"{moment:%d/%m/%Y %H:%M}"
