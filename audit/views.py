"""The report: filters in the address, the newest first, each row with all its details."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from audit import reading, saved_filters
from audit.actions import Action
from audit.context import Origin
from audit.filters import EntryFilter, actor_choices, type_choices
from audit.links import Link
from audit.models import Entry
from conecta.accounts import keyset
from conecta.accounts.http import PersonRequest

CHIPS = ("actor", "action", "origin")


@require_GET
@permission_required("audit.view_entry", raise_exception=True)
def entry_list(request: PersonRequest) -> HttpResponse:
    """The page; to htmx, its table and what else of the page follows the filters."""
    filters = EntryFilter(request.GET, queryset=Entry.objects.for_reading())
    is_valid = filters.is_valid()
    rows = filters.qs if is_valid else Entry.objects.none()
    page = keyset.read(rows, request.GET, order=("-at", "-id"))
    context = {
        "page": page,
        "lines": _shown(reading.lines(page.rows), request),
        "errors": [] if is_valid else [e for them in filters.errors.values() for e in them],
        "query": saved_filters.query_of(request.GET, names=EntryFilter.base_filters),
        "saved": saved_filters.of(request.user),
    }
    if request.htmx:
        return render(request, "audit/_found.html", context)
    return render(request, "audit/entries.html", context | _toolbar(request, filters))


def _toolbar(request: PersonRequest, filters: EntryFilter) -> dict[str, Any]:
    chosen = filters.form.cleaned_data
    until, contact = chosen.get("until"), chosen.get("contact")
    return {
        "actors": actor_choices(),
        "actions": Action.choices,
        "origins": Origin.choices,
        "types": type_choices(),
        "selected": {name: request.GET.getlist(name) for name in CHIPS},
        "since": _day(chosen.get("since")),
        # The filter's end is the midnight after the day that was chosen.
        "until": _day(until - timedelta(microseconds=1)) if until else None,
        "contact": int(contact) if contact is not None else None,
        "contact_name": reading.contact_name(int(contact)) if contact is not None else "",
        "object_type": request.GET.get("object_type", ""),
        "object_id": request.GET.get("object_id", ""),
        "about_object": request.GET.get("object", ""),
    }


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _shown(lines: list[reading.Line], request: PersonRequest) -> list[dict[str, Any]]:
    """Each line, and its link if this person may follow it."""
    return [{"line": line, "url": _address(line.link, request)} for line in lines]


def _address(link: Link | None, request: PersonRequest) -> str:
    return link.url if link is not None and request.user.has_perm(link.permission) else ""
