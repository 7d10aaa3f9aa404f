"""Erasing a person's data on request (LGPD, article 18): asked twice, and without a way back."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from conecta.accounts import failures
from conecta.accounts.http import PersonRequest, posted
from conecta.errors import DomainError
from contacts import erasing
from contacts.forms import ErasureForm
from contacts.views.reading import get_living


@require_http_methods(["GET", "POST"])
@permission_required("contacts.erase_contact", raise_exception=True)
def erase(request: PersonRequest, pk: int) -> HttpResponse:
    """The dialog that says what goes and what stays."""
    contact = get_living(pk)
    form = ErasureForm(posted(request))
    if form.is_valid():
        try:
            erasing.erase(contact, by=request.user, reason=form.cleaned_data["reason"])
        except DomainError as error:
            failures.show(form, error)
        else:
            messages.success(request, "Dados do contato apagados")
            return HttpResponseClientRedirect(contact.get_absolute_url())
    context = {
        "form": form,
        "contact": contact,
        "webhook_days": settings.RETENTION_WEBHOOK_DAYS,
    }
    status = 422 if form.errors else 200
    return render(request, "contacts/_erase.html", context, status=status)
