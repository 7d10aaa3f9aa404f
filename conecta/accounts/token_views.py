"""API keys of a person: made and revoked by administrators, shown once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from conecta.accounts import failures, tokens
from conecta.accounts.forms import TokenForm
from conecta.accounts.http import PersonRequest
from conecta.accounts.models import User
from conecta.accounts.views import MAY_CHANGE
from conecta.errors import DomainError


@require_http_methods(["GET", "POST"])
@MAY_CHANGE
@never_cache
def new(request: PersonRequest, pk: int) -> HttpResponse:
    """A dialog: how long it lives, and then, this once, the key."""
    person = get_object_or_404(User, pk=pk)
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            key = tokens.create(person, days=form.cleaned_data["days"], by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            return render(request, "accounts/_token_created.html", {"person": person, "key": key})
    context = {"person": person, "form": form}
    return render(request, "accounts/_token_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@MAY_CHANGE
def revoke(request: PersonRequest, pk: int, digest: str) -> HttpResponse:
    """Asks first: what uses the key stops at once."""
    person = get_object_or_404(User, pk=pk)
    if request.method == "GET":
        token = get_object_or_404(tokens.of(person), digest=digest)
        return render(request, "accounts/_token_revoke.html", {"person": person, "token": token})
    if tokens.revoke(person, digest, by=request.user):
        messages.success(request, "Chave revogada: deixou de valer agora")
    return redirect("accounts:detail", pk)
