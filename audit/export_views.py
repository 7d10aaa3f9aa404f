"""The dialog that asks for the trail as a file, with the filters of the report."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from audit import exporting, saved_filters
from audit.filters import EntryFilter
from audit.forms import ExportForm
from conecta.accounts import failures, keyset
from conecta.accounts.http import PersonRequest, posted
from conecta.errors import DomainError
from conecta.exports import registry, requests
from conecta.exports.formats import Format


@require_http_methods(["GET", "POST"])
@permission_required("audit.export_entry", raise_exception=True)
def export(request: PersonRequest) -> HttpResponse:
    """GET: how many, and in which format. POST: queued, and on to where it appears."""
    query = saved_filters.query_of(request.GET, names=EntryFilter.base_filters)
    asked = exporting.parameters(query)
    form = ExportForm(posted(request), formats=_formats())
    if form.is_valid():
        try:
            requests.request(
                exporting.TRAIL, asked, format=form.cleaned_data["format"], by=request.user
            )
        except DomainError as error:
            failures.show(form, error)
        else:
            return HttpResponseClientRedirect(reverse("exports:list"))
    total = keyset.count(exporting.chosen(asked))
    context = {"form": form, "count_label": keyset.total_label(total), "count": total}
    status = 422 if form.errors else 200
    return render(request, "audit/_export.html", context, status=status)


def _formats() -> list[tuple[str, str]]:
    kind = registry.find(exporting.TRAIL)
    return [(str(it.value), str(Format(it).label)) for it in kind.formats] if kind else []
