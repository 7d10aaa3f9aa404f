"""Groups: the list with how many are in each, and who goes in and out."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from conecta.accounts import failures, keyset
from conecta.accounts.http import PersonRequest, posted
from conecta.accounts.toasts import dialog_done, toast
from conecta.errors import DomainError
from contacts import groups
from contacts.forms import GroupForm, MembersForm, SearchForm
from contacts.models import Contact, Group

MAY_SEE = permission_required("contacts.view_group", raise_exception=True)
MAY_ADD = permission_required("contacts.add_group", raise_exception=True)
MAY_CHANGE = permission_required("contacts.change_group", raise_exception=True)
MAY_DELETE = permission_required("contacts.delete_group", raise_exception=True)
MAY_CHANGE_CONTACTS = permission_required("contacts.change_contact", raise_exception=True)
CHANGED = "groups-changed"
MEMBERS_CHANGED = "contacts-changed"


@require_GET
@MAY_SEE
def group_list(request: PersonRequest) -> HttpResponse:
    """The page; to htmx, its table."""
    form = SearchForm(request.GET)
    form.full_clean()
    search = form.cleaned_data.get("search", "")
    rows = Group.objects.search(search).with_sizes(up_to=keyset.MOST_COUNTED + 1)
    page = keyset.read(rows, request.GET, order=("name", "id"))
    context = {"page": page, "search": search}
    if request.htmx:
        return render(request, "contacts/_groups.html", context)
    everybody = keyset.count(Contact.objects.living())
    context |= {"total_label": keyset.total_label(everybody), "group_count": Group.objects.count()}
    return render(request, "contacts/groups.html", context)


@require_http_methods(["GET", "POST"])
@MAY_ADD
def new(request: PersonRequest) -> HttpResponse:
    form = GroupForm(posted(request))
    if form.is_valid():
        try:
            group = groups.create(form.cleaned_data["name"], by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            return _done(f"Grupo {group.name} criado")
    return _dialog(request, "contacts/_group_form.html", form, group=None)


@require_http_methods(["GET", "POST"])
@MAY_CHANGE
def rename(request: PersonRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(Group, pk=pk)
    form = GroupForm(posted(request), initial={"name": group.name})
    if form.is_valid():
        try:
            group = groups.rename(group, form.cleaned_data["name"], by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            return _done(f"Grupo salvo como {group.name}")
    return _dialog(request, "contacts/_group_form.html", form, group=group)


@require_http_methods(["GET", "POST"])
@MAY_DELETE
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(Group, pk=pk)
    if request.method == "POST":
        count = groups.delete(group, by=request.user)
        return _done(f"Grupo {group.name} excluído", f"{_people(count)} sem este grupo.")
    count = keyset.count(group.contacts.all())
    context = {"group": group, "count": count, "count_label": keyset.total_label(count)}
    return render(request, "contacts/_group_delete.html", context)


@require_POST
@MAY_CHANGE_CONTACTS
def add(request: PersonRequest) -> HttpResponse:
    """Put the ticked contacts into a group; undone by taking out those that were not in it."""
    form = MembersForm(request.POST)
    if not form.is_valid():
        return toast(HttpResponse(status=204), "Escolha um grupo e os contatos", level="warning")
    group = form.cleaned_data["group"]
    added = groups.add(group, form.cleaned_data["contact"], by=request.user)
    if not added:
        return toast(HttpResponse(status=204), f"Todos já estavam em {group.name}", level="info")
    undo = reverse("contacts:group_remove", query={"group": group.pk, "contact": added})
    return _members(f"{_people(len(added))} em {group.name}", undo)


@require_POST
@MAY_CHANGE_CONTACTS
def remove(request: PersonRequest) -> HttpResponse:
    form = MembersForm(request.GET)
    if not form.is_valid():
        return toast(HttpResponse(status=204), "Este grupo não existe mais", level="warning")
    group = form.cleaned_data["group"]
    gone = groups.remove(group, form.cleaned_data["contact"], by=request.user)
    return _members(f"{_people(len(gone))} fora de {group.name}")


def _people(count: int) -> str:
    return "1 contato" if count == 1 else f"{keyset.total_label(count)} contatos"


def _dialog(
    request: PersonRequest, template: str, form: GroupForm, *, group: Group | None
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, "group": group}, status=status)


def _done(title: str, text: str = "") -> HttpResponse:
    return dialog_done(title, event=CHANGED, text=text)


def _members(title: str, undo_url: str = "") -> HttpResponse:
    response = toast(HttpResponse(status=204), title, undo_url=undo_url)
    return trigger_client_event(response, MEMBERS_CHANGED)
