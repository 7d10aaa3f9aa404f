"""Exportações: what was asked for, how far it is, and the files while they last."""

from collections.abc import Sequence
from hashlib import sha256

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from conecta.accounts import keyset
from conecta.accounts.http import PersonRequest
from conecta.errors import NotAllowedError
from conecta.exports import requests
from conecta.exports.formats import CONTENT_TYPES
from conecta.exports.models import Export, ExportState
from conecta.exports.querysets import VIEW_ALL

MAY_SEE = permission_required("exports.view_export", raise_exception=True)
# News are spoken at every tenth, not at every step of the bar.
STEP = 10


@require_GET
@MAY_SEE
def export_list(request: PersonRequest) -> HttpResponse:
    """The page; to htmx, its table, or 204 while it is as `seen`."""
    rows = Export.objects.visible_to(request.user).select_related("requested_by")
    page = keyset.read(rows, request.GET, order=("-id",))
    seen, news = _print(page.rows), _news(page.rows)
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = {
        "page": page,
        "seen": seen,
        "news": news,
        "is_news": request.htmx and news != request.GET.get("news", ""),
        "here": _address(request),
        "is_alive": any(export.is_unfinished for export in page.rows),
        "sees_all": request.user.has_perm(VIEW_ALL),
    }
    name = "exports/_exports.html" if request.htmx else "exports/exports.html"
    return render(request, name, context)


@require_GET
@MAY_SEE
def download(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The file, or 410 in words once its days are over."""
    export = get_object_or_404(Export, pk=pk)
    try:
        content = requests.take(export, by=request.user)
    except NotAllowedError as error:
        raise PermissionDenied(error.message) from error
    if content is None:
        return render(request, "exports/gone.html", {"export": export}, status=410)
    return FileResponse(
        content,
        as_attachment=True,
        filename=export.file_name,
        content_type=CONTENT_TYPES[export.format],
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"},
    )


def _address(request: PersonRequest) -> str:
    """This page of the list, without what the open page tells of itself at each question."""
    kept = request.GET.copy()
    for name in ("seen", "news"):
        kept.pop(name, None)
    return f"{request.path}?{kept.urlencode()}"


def _print(rows: Sequence[Export]) -> str:
    """A short name for what is on the screen."""
    shown = [(export.pk, export.state, export.done_count, export.is_ready) for export in rows]
    return sha256(repr(shown).encode()).hexdigest()[:16]


def _news(rows: Sequence[Export]) -> str:
    """What is worth saying aloud: each tenth of what is being made, and how each ended."""
    told = [_told(export) for export in rows[:5]]
    return "; ".join(told)


def _told(export: Export) -> str:
    if export.state == ExportState.RUNNING and export.percent is not None:
        return f"{export.label}: {export.percent // STEP * STEP}%"
    return f"{export.label}: {export.get_state_display()}"
