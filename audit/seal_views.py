"""The banner of the report: whether the trail is whole, and the button that finds out."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from audit import tailing, verifications
from audit.models import Seal, Verification, VerificationState
from audit.reports import Report, from_json
from audit.verifications import UNDER_WAY
from conecta.accounts.http import PersonRequest

SHORT_CODE = 4
MOST_SHOWN = 20
# What is announced while the bar moves: each tenth.
STEP = 10


@require_GET
@permission_required("audit.view_entry", raise_exception=True)
def banner(request: PersonRequest) -> HttpResponse:
    return _shown(request)


@require_POST
@permission_required("audit.verify_trail", raise_exception=True)
def verify(request: PersonRequest) -> HttpResponse:
    """Asked for again while one is under way: that one is shown."""
    verifications.request(by=request.user)
    return _shown(request)


def _shown(request: PersonRequest) -> HttpResponse:
    seal = Seal.objects.defer("index").order_by("number").last()
    under_way = Verification.objects.filter(state__in=UNDER_WAY).first()
    last = _last(seal)
    tenth = _percent(under_way) // STEP * STEP
    context = {
        "seal": seal,
        "code": bytes(seal.digest).hex()[:SHORT_CODE] if seal else "",
        "full_code": bytes(seal.digest).hex() if seal else "",
        "tail": tailing.tail(seal),
        "under_way": under_way,
        "percent": _percent(under_way),
        "tenth": tenth,
        "news": _news(request, under_way, tenth, last["report"]),
    }
    return render(request, "audit/_seal_banner.html", context | last)


def _news(
    request: PersonRequest, under_way: Verification | None, tenth: int, report: Report | None
) -> str:
    """What is said aloud: the beginning, each tenth, and the end; "" when it was said already."""
    seen = request.GET.get("seen")
    if under_way is not None:
        return "" if seen == str(tenth) else f"Conferindo a trilha: {tenth}%"
    if seen is None or report is None:
        return ""
    return "Trilha íntegra" if report.is_whole else "Trilha alterada"


def _last(seal: Seal | None) -> dict[str, Any]:
    """The newest verification that came to an end, and what it found."""
    ended = Verification.objects.exclude(state__in=UNDER_WAY).order_by("-pk").first()
    finished = Verification.objects.filter(state=VerificationState.FINISHED).first()
    if finished is None or finished.result is None:
        return {"ended": ended, "finished": None, "report": None}
    report = from_json(finished.result)
    return {
        "ended": ended,
        "finished": finished,
        "report": report,
        "problems": report.problems[:MOST_SHOWN],
        "more": max(0, report.problem_count - MOST_SHOWN),
        "seals_since": max(0, (seal.number if seal else 0) - report.seals),
    }


def _percent(verification: Verification | None) -> int:
    if verification is None or not verification.total_count:
        return 0
    return min(100, verification.done_count * 100 // verification.total_count)
