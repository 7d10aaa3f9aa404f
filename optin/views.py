"""Opt-in on the page of a contact: the card with its story, and the dialogs that change it."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from conecta.accounts import failures
from conecta.accounts.http import PersonRequest, posted
from conecta.accounts.toasts import dialog_done
from conecta.errors import DomainError
from contacts import identities
from contacts.models import Contact
from optin import acceptances, consents, history
from optin.consents import GRANT_FROM_RED
from optin.forms import AcceptanceForm, RefusalForm
from optin.models import Source

MAY_SEE = permission_required("optin.view_optinevent", raise_exception=True)
MAY_ADD = permission_required("optin.add_optinevent", raise_exception=True)
# The card and the head of the contact's page ask again at this.
CHANGED = "optin-changed"


@require_GET
@MAY_SEE
def card(request: PersonRequest, pk: int) -> HttpResponse:
    """State, rules and story; 204 while the card's `version` is today's."""
    contact = _get(pk)
    if request.GET.get("version") == str(contact.version):
        return HttpResponse(status=204)
    lines = history.lines(contact)
    context = {"contact": contact, "lines": lines, "last": next(iter(lines), None)}
    return render(request, "optin/_card.html", context)


@require_http_methods(["GET", "POST"])
@MAY_ADD
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    """The dialog; a GET with `kind` shows it again for another kind of evidence."""
    contact = _get(pk)
    form = AcceptanceForm(
        posted(request),
        initial=request.GET.dict(),
        contact=contact,
        may_leave_red=request.user.has_perm(GRANT_FROM_RED),
    )
    if form.is_valid():
        try:
            acceptances.register(
                contact, evidence=form.evidence, source=Source.AGENT, by=request.user
            )
        except DomainError as error:
            failures.show(form, error)
        else:
            return _done(f"Aceite de {contact.name} registrado")
    return _dialog(request, "optin/_acceptance.html", form, contact)


@require_http_methods(["GET", "POST"])
@MAY_ADD
def refuse(request: PersonRequest, pk: int) -> HttpResponse:
    contact = _get(pk)
    form = RefusalForm(posted(request))
    if form.is_valid():
        try:
            consents.revoke(contact, evidence=form.evidence, source=Source.AGENT, by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            return _done(f"Recusa de {contact.name} registrada")
    return _dialog(request, "optin/_refusal.html", form, contact)


def _get(pk: int) -> Contact:
    contact = identities.find_living(pk)
    if contact is None:
        raise Http404
    return contact


def _dialog(
    request: PersonRequest, template: str, form: AcceptanceForm | RefusalForm, contact: Contact
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, "contact": contact}, status=status)


def _done(title: str) -> HttpResponse:
    return dialog_done(title, event=CHANGED)
