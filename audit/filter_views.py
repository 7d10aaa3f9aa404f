"""Saved filters of the report, and finding the contact that it is narrowed to."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from audit import reading, saved_filters
from audit.filters import SHORTEST_SEARCH, EntryFilter
from audit.forms import FilterNameForm
from audit.models import SavedFilter
from conecta.accounts import failures
from conecta.accounts.http import PersonRequest, posted
from conecta.accounts.toasts import dialog_done
from conecta.errors import DomainError

MAY_SEE = permission_required("audit.view_entry", raise_exception=True)
CHANGED = "filters-changed"
MOST_CONTACTS = 10


@require_GET
@MAY_SEE
def contacts(request: PersonRequest) -> HttpResponse:
    """Choices for the chip: contacts whom the trail knows by the words in `who`."""
    who = request.GET.get("who", "").replace("\0", "").strip()
    found = reading.contacts_named(who, most=MOST_CONTACTS) if len(who) >= SHORTEST_SEARCH else {}
    context = {"who": who, "found": sorted(found.items(), key=lambda it: it[1])}
    return render(request, "audit/_contact_choices.html", context)


@require_GET
@MAY_SEE
def menu(request: PersonRequest) -> HttpResponse:
    """The person's own filters, and the way to save what the address asks for."""
    context = {"saved": saved_filters.of(request.user), "query": _query(request)}
    return render(request, "audit/_saved_filters.html", context)


@require_http_methods(["GET", "POST"])
@MAY_SEE
def save(request: PersonRequest) -> HttpResponse:
    """A dialog: the filters of the address under a name."""
    form = FilterNameForm(posted(request))
    if form.is_valid():
        try:
            saved = saved_filters.save(form.cleaned_data["name"], _query(request), by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            return _done(f"Filtro {saved.name} salvo")
    return _dialog(request, form, title="Salvar estes filtros", verb="Salvar filtro")


@require_http_methods(["GET", "POST"])
@MAY_SEE
def rename(request: PersonRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(saved_filters.of(request.user), pk=pk)
    form = FilterNameForm(posted(request), initial={"name": saved.name})
    if form.is_valid():
        try:
            saved = saved_filters.rename(saved, form.cleaned_data["name"], by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            return _done(f"Filtro salvo como {saved.name}")
    return _dialog(request, form, title="Renomear filtro", verb="Salvar nome")


@require_http_methods(["POST"])
@MAY_SEE
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    saved: SavedFilter = get_object_or_404(saved_filters.of(request.user), pk=pk)
    saved_filters.delete(saved, by=request.user)
    return _done(f"Filtro {saved.name} excluído")


def _query(request: PersonRequest) -> str:
    return saved_filters.query_of(request.GET, names=EntryFilter.base_filters)


def _dialog(request: PersonRequest, form: FilterNameForm, *, title: str, verb: str) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "title": title, "verb": verb}
    return render(request, "audit/_filter_name.html", context, status=status)


def _done(title: str) -> HttpResponse:
    return dialog_done(title, event=CHANGED)
