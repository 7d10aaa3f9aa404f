"""The list of contacts, and the colours that it keeps fresh while it is open."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from conecta.accounts import keyset
from conecta.accounts.http import PersonRequest
from contacts.forms import IdsField, SegmentForm
from contacts.models import Contact, Group, OptinStatus

MAY_SEE = permission_required("contacts.view_contact", raise_exception=True)
ORDER = ("name_key", "id")
CHIPS = ("optin", "group", "origin", "marketing")
# One letter a row: what the open page shows is compared with what is stored; t is green by term.
LETTERS = {OptinStatus.UNDEFINED: "u", OptinStatus.OPTED_IN: "i", OptinStatus.OPTED_OUT: "o"}


@require_GET
@MAY_SEE
def contact_list(request: PersonRequest) -> HttpResponse:
    """The page; to htmx, its table."""
    form = SegmentForm(request.GET)
    segment = form.segment
    rows = Contact.objects.living().in_segment(segment).prefetch_related("groups")
    page = keyset.read(rows, request.GET, order=ORDER)
    context: dict[str, Any] = {
        "page": page,
        "is_filtered": not segment.is_everybody,
        "watched": _letters(page.rows),
    }
    if request.htmx:
        return render(request, "contacts/_contacts.html", context)
    total = page.total if segment.is_everybody else keyset.count(Contact.objects.living())
    context |= {
        "form": form,
        "selected": {name: request.GET.getlist(name) for name in CHIPS},
        "total": total,
        "total_label": keyset.total_label(total),
        "group_count": Group.objects.count(),
    }
    return render(request, "contacts/contacts.html", context)


@require_GET
@MAY_SEE
def colours(request: PersonRequest) -> HttpResponse:
    """The OPTIN of the rows of an open page (`contact`), or 204 while it is as `seen`."""
    ids = IdsField(required=False).clean(request.GET.getlist("contact"))
    found = Contact.objects.only("id", "optin_status", "optin_source").in_bulk(ids)
    rows = [found[pk] for pk in ids if pk in found]
    letters = _letters(rows)
    if letters == request.GET.get("seen"):
        return HttpResponse(status=204)
    return render(request, "contacts/_colours.html", {"rows": rows, "watched": letters})


def _letters(rows: Any) -> str:
    return "".join(_letter(contact) for contact in rows)


def _letter(contact: Contact) -> str:
    return "t" if contact.is_by_term else LETTERS[OptinStatus(contact.optin_status)]
