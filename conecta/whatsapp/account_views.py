"""Pages of the business accounts: their names and tokens, for administrators."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from conecta.accounts import failures
from conecta.accounts.http import PersonRequest
from conecta.errors import DomainError
from conecta.whatsapp import business_accounts, refresh
from conecta.whatsapp.business_accounts import AccountData
from conecta.whatsapp.connection import client_with
from conecta.whatsapp.forms import AccountChangeForm, AccountForm
from conecta.whatsapp.models import BusinessAccount

MAY_SEE = permission_required("whatsapp.view_businessaccount", raise_exception=True)
MAY_ADD = permission_required("whatsapp.add_businessaccount", raise_exception=True)
MAY_CHANGE = permission_required("whatsapp.change_businessaccount", raise_exception=True)


@require_GET
@MAY_SEE
def account_list(request: PersonRequest) -> HttpResponse:
    rows = BusinessAccount.objects.select_related("portfolio").prefetch_related("channels")
    return render(request, "whatsapp/accounts.html", {"accounts": rows})


@require_http_methods(["GET", "POST"])
@MAY_ADD
def new(request: PersonRequest) -> HttpResponse:
    """The token is tried at Meta before anything is kept."""
    form = AccountForm(request.POST or None)
    if form.is_valid():
        data = AccountData(**form.cleaned_data)
        try:
            count = refresh.check_token(client_with(data.access_token), data.waba_id)
            account = business_accounts.create(data, by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            messages.success(request, f"{account.name} cadastrada: {count} números na Meta")
            return redirect(reverse("whatsapp:new_channel", query={"account": account.pk}))
    status = 422 if form.errors else 200
    return render(request, "whatsapp/account_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@MAY_CHANGE
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """The stored token is never shown; a new one is tried at Meta first."""
    account = get_object_or_404(BusinessAccount.objects.select_related("portfolio"), pk=pk)
    form = AccountChangeForm(request.POST or None, initial={"name": account.name})
    if form.is_valid():
        data = form.cleaned_data
        try:
            if data["access_token"]:
                refresh.check_token(client_with(data["access_token"]), account.waba_id)
            business_accounts.change(account, **data, by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            messages.success(request, f"{data['name']} salva")
            return redirect("whatsapp:accounts")
    context = {"form": form, "account": account}
    status = 422 if form.errors else 200
    return render(request, "whatsapp/account_edit.html", context, status=status)
