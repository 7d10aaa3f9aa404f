"""What no seal holds yet: counted, its dates and its details checked."""

from datetime import UTC, datetime

from audit import stored
from audit.block_check import Dates
from audit.entry_check import check_dates, check_details
from audit.models import Seal
from audit.reports import Findings
from audit.sealed_form import BEFORE_ALL_IDS, microseconds, moment

PAGE = 10_000


def check_tail(findings: Findings, dates: Dates, last: Seal | None) -> None:
    """`last` is the newest seal, whose horizon everything here has to lie beyond."""
    from_xid = int(last.to_xid) if last else 0
    earliest = dates.of(from_xid)
    oldest: int | None = None
    after_id = last.after_id if last else BEFORE_ALL_IDS
    for rows in stored.of_tail(from_xid=from_xid, after_id=after_id, page=PAGE):
        check_dates(rows, findings, earliest=earliest, latest=microseconds(datetime.now(UTC)))
        check_details(rows, findings)
        first = min(row.at for row in rows)
        oldest = first if oldest is None else min(oldest, first)
        findings.tail += len(rows)
        findings.advance(len(rows))
    findings.tail_oldest_at = None if oldest is None else moment(oldest)
