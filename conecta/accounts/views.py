"""Pages of Usuários e permissões."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conecta.accounts import failures, invitations, keyset, people, tokens
from conecta.accounts.forms import PeopleFilterForm, PersonChangeForm, PersonForm, ProfileForm
from conecta.accounts.http import PersonRequest
from conecta.accounts.models import User
from conecta.accounts.people import PersonData
from conecta.errors import DomainError

MAY_SEE = permission_required("accounts.view_user", raise_exception=True)
MAY_ADD = permission_required("accounts.add_user", raise_exception=True)
MAY_CHANGE = permission_required("accounts.change_user", raise_exception=True)


@require_GET
@MAY_SEE
def user_list(request: PersonRequest) -> HttpResponse:
    """The page; to htmx, its table."""
    filters = PeopleFilterForm(request.GET)
    rows = User.objects.get_queryset()
    if filters.is_valid():
        chosen = filters.cleaned_data
        rows = rows.search(chosen["search"]).with_roles(chosen["role"]).in_states(chosen["state"])
    context = {
        "filters": filters,
        "selected": {name: request.GET.getlist(name) for name in ("role", "state")},
        "page": keyset.read(rows.prefetch_related("groups"), request.GET, order=("name", "id")),
    }
    name = "accounts/_users.html" if request.htmx else "accounts/users.html"
    return render(request, name, context)


@require_http_methods(["GET", "POST"])
@MAY_ADD
def new(request: PersonRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if form.is_valid():
        try:
            user = people.create(PersonData(**form.cleaned_data), by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            _invite(request, user)
            return redirect("accounts:detail", user.pk)
    status = 422 if form.errors else 200
    return render(request, "accounts/user_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@MAY_CHANGE
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Name and role; below them the keys, and the way out."""
    person = get_object_or_404(User, pk=pk)
    form = PersonChangeForm(
        request.POST or None, initial={"name": person.name, "role": person.role}
    )
    if form.is_valid():
        try:
            person = people.change(person, **form.cleaned_data, by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            messages.success(request, f"{person.name} salvo")
            return redirect("accounts:detail", pk)
    context = {"form": form, "person": person, "tokens": tokens.of(person)}
    status = 422 if form.errors else 200
    return render(request, "accounts/user_detail.html", context, status=status)


@require_http_methods(["GET", "POST"])
@MAY_CHANGE
def deactivate(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks first: sessions and keys end at once."""
    person = get_object_or_404(User, pk=pk)
    if request.method == "GET":
        context = {"person": person, "token_count": tokens.of(person).count()}
        return render(request, "accounts/_deactivate.html", context)
    try:
        people.deactivate(person, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{person.name} não entra mais no Conecta")
    return redirect("accounts:detail", pk)


@require_POST
@MAY_CHANGE
def reactivate(request: PersonRequest, pk: int) -> HttpResponse:
    person = people.reactivate(get_object_or_404(User, pk=pk), by=request.user)
    _invite(request, person)
    return redirect("accounts:detail", pk)


@require_POST
@MAY_CHANGE
def invite(request: PersonRequest, pk: int) -> HttpResponse:
    """The link again, for somebody active."""
    _invite(request, get_object_or_404(User, pk=pk, is_active=True))
    return redirect("accounts:detail", pk)


@require_http_methods(["GET", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    """One's own name; everybody who is logged in has one."""
    form = ProfileForm(request.POST or None, initial={"name": request.user.name})
    if form.is_valid():
        people.rename(request.user, form.cleaned_data["name"], by=request.user)
        messages.success(request, "Perfil salvo")
        return redirect("accounts:profile")
    status = 422 if form.errors else 200
    return render(request, "accounts/profile.html", {"form": form}, status=status)


def _invite(request: PersonRequest, user: User) -> None:
    try:
        invitations.send(user, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"Link para criar a senha enviado a {user.email}")
