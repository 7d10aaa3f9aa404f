"""Whether the trail is whole: nothing altered, added late or removed, and if it is not, where."""

import time

from django.db.models import Sum

from audit import tailing
from audit.anchor_check import check_anchors
from audit.archives import Archived
from audit.block_check import check_blocks
from audit.coverage_check import check_coverage
from audit.models import Archive, Seal
from audit.reports import Findings, Progress, Report
from audit.tail_check import check_tail


def _silent(_done: int, _total: int) -> None:
    """Nobody waits for the progress."""


def run(*, progress: Progress = _silent) -> Report:
    """Read everything once, in pieces: constant memory, a cost that grows with the trail.

    Each piece is of one moment; what is sealed or erased meanwhile is read as it then stands.
    """
    started = time.perf_counter()
    findings = Findings(total=_total(), progress=progress)
    archived = Archived()
    walk = check_blocks(findings, archived)
    check_tail(findings, walk.dates, walk.last)
    check_coverage(findings, archived)
    check_anchors(findings)
    return findings.report(time.perf_counter() - started)


def _total() -> int:
    """Of entries to check: those that the seals count, and those beyond the last of them."""
    sealed = Seal.objects.aggregate(count=Sum("entry_count"))["count"] or 0
    last = Seal.objects.defer("index").order_by("number").last()
    archived = Archive.objects.aggregate(count=Sum("entry_count"))["count"] or 0
    return int(sealed) - int(archived) + tailing.tail(last).count
