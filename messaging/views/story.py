"""A contact's whole story on one page, and the files about one person."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from audit import viewing
from audit.filters import MomentField
from audit.forms import ExportForm
from conecta.accounts import failures, keyset
from conecta.accounts.http import PersonRequest, posted
from conecta.errors import DomainError
from conecta.exports import requests
from conecta.exports.formats import Format
from contacts import identities
from contacts.models import Contact
from messaging import person_files, stories
from messaging.stories import PAGE, Key, Part, Piece, Question

MAY_SEE = permission_required("audit.view_entry", raise_exception=True)
MAY_EXPORT = permission_required("audit.export_entry", raise_exception=True)
MAY_EXPORT_PERSON = permission_required("contacts.export_person", raise_exception=True)
TABLES = [(str(it.value), str(it.label)) for it in (Format.CSV, Format.XLSX)]
ARCHIVE = [(str(Format.ZIP.value), "ZIP com JSON, página para ler e arquivos recebidos")]


class StoryForm(forms.Form):
    part = forms.MultipleChoiceField(choices=Part, required=False)
    since = MomentField(end_of_day=False, required=False)
    until = MomentField(end_of_day=True, required=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """As `components/_pagination.html` reads it."""

    rows: Sequence[Piece]
    previous: str
    next: str
    total: int

    @property
    def total_label(self) -> str:
        return keyset.total_label(self.total)


@require_GET
@MAY_SEE
def story(request: PersonRequest, pk: int) -> HttpResponse:
    """The page; to htmx, its table. Of a contact that was merged: the way to whom it is part of."""
    contact = identities.living(get_object_or_404(Contact, pk=pk))
    if contact.pk != pk:
        return redirect("messaging:story", contact.pk)
    viewing.note(request.user, contact, contact_id=contact.pk, page="História do contato")
    form = StoryForm(request.GET)
    question = _question(contact, form)
    context = {
        "contact": contact,
        "page": _page(question, request.GET),
        "query": _kept(request.GET).urlencode(),
    }
    if request.htmx:
        return render(request, "messaging/_story_found.html", context)
    until = question.until
    context |= {
        "parts": Part.choices,
        "selected": request.GET.getlist("part"),
        "since": timezone.localtime(question.since) if question.since else None,
        "until": timezone.localtime(until - timedelta(microseconds=1)) if until else None,
    }
    return render(request, "messaging/story.html", context)


@require_http_methods(["GET", "POST"])
@MAY_EXPORT
def export_story(request: PersonRequest, pk: int) -> HttpResponse:
    """The dialog that asks for the story as a table, with the filters of the page."""
    contact = identities.living(get_object_or_404(Contact, pk=pk))
    question = _question(contact, StoryForm(request.GET))
    asked = {
        "contact": contact.pk,
        "parts": list(question.parts),
        "since": question.since.isoformat() if question.since else "",
        "until": question.until.isoformat() if question.until else "",
    }
    total = keyset.total_label(stories.count(question))
    return _ask(request, contact, asked, title=f"Exportar {total} registros", formats=TABLES)


@require_http_methods(["GET", "POST"])
@MAY_EXPORT_PERSON
def export_person(request: PersonRequest, pk: int) -> HttpResponse:
    """The dialog that asks for all that is held of the person."""
    contact = identities.living(get_object_or_404(Contact, pk=pk, erased_at=None))
    asked = {"contact": contact.pk}
    title = f"Exportar os dados de {contact}"
    return _ask(request, contact, asked, title=title, formats=ARCHIVE)


def _ask(
    request: PersonRequest,
    contact: Contact,
    asked: dict[str, Any],
    *,
    title: str,
    formats: list[tuple[str, str]],
) -> HttpResponse:
    kind = person_files.PERSON if formats is ARCHIVE else person_files.STORY
    form = ExportForm(posted(request), formats=formats)
    if form.is_valid():
        try:
            requests.request(
                kind,
                asked,
                format=form.cleaned_data["format"],
                by=request.user,
                contact_id=contact.pk,
            )
        except DomainError as error:
            failures.show(form, error)
        else:
            return HttpResponseClientRedirect(reverse("exports:list"))
    context = {"form": form, "title": title, "is_person": formats is ARCHIVE}
    status = 422 if form.errors else 200
    return render(request, "messaging/_export_about.html", context, status=status)


def _question(contact: Contact, form: StoryForm) -> Question:
    """What of the address can be understood; the rest narrows nothing."""
    form.full_clean()
    chosen = form.cleaned_data
    return Question(
        people=identities.family(contact.pk),
        parts=chosen.get("part", ()),
        since=chosen.get("since"),
        until=chosen.get("until"),
    )


def _page(question: Question, params: QueryDict) -> StoryPage:
    newer = keyset.BEFORE in params
    key = _read_key(params.get(keyset.BEFORE if newer else keyset.AFTER, ""))
    newer = newer and key is not None
    found = stories.read(question, key=key, newer=newer)
    more = len(found) > PAGE
    shown = found[1:] if newer and more else found[:PAGE]
    has_previous, has_next = (more, True) if newer else (key is not None, more)
    return StoryPage(
        rows=shown,
        previous=_address(params, keyset.BEFORE, shown[:1]) if has_previous else "",
        next=_address(params, keyset.AFTER, shown[-1:]) if has_next else "",
        total=stories.count(question),
    )


def _kept(params: QueryDict) -> QueryDict:
    """The filters of the address, without the place in the list."""
    kept = params.copy()
    for name in (keyset.AFTER, keyset.BEFORE):
        kept.pop(name, None)
    return kept


def _address(params: QueryDict, side: str, edge: Sequence[Piece]) -> str:
    """An empty page has no edge; its neighbour is then the first page."""
    kept = _kept(params)
    if edge:
        at, rank, pk = edge[0].key
        kept[side] = urlsafe_b64encode(json.dumps([at.isoformat(), rank, pk]).encode()).decode()
    return f"?{kept.urlencode()}"


def _read_key(written: str) -> Key | None:
    """None for an address that is old or mangled: the first page."""
    try:
        at, rank, pk = json.loads(urlsafe_b64decode(written))
        moment = parse_datetime(at)
        return (moment, int(rank), int(pk)) if moment and timezone.is_aware(moment) else None
    except (ValueError, TypeError):
        return None
