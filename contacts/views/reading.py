"""The page of one contact, its head that stays fresh, and "Número errado"."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh, trigger_client_event

from audit import viewing
from conecta.accounts.http import PersonRequest
from conecta.accounts.toasts import toast
from contacts import directory, extras, identities
from contacts.models import Contact

MAY_SEE = permission_required("contacts.view_contact", raise_exception=True)
MAY_MARK = permission_required("contacts.mark_wrong_person", raise_exception=True)
MAY_UNDO = permission_required("contacts.undo_wrong_person", raise_exception=True)
# The head of the page asks again at this.
CHANGED = "contact-changed"


def get_living(pk: int) -> Contact:
    """The contact that stands today under that id. Raises Http404, for an erased one too."""
    contact = identities.find_living(pk)
    if contact is None:
        raise Http404
    return contact


@require_GET
@MAY_SEE
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Of a contact that was merged: the way to the one it is part of."""
    contact = identities.living(get_object_or_404(Contact, pk=pk))
    if contact.pk != pk:
        return redirect(contact)
    viewing.note(request.user, contact, contact_id=contact.pk, page="Contato")
    name = "contacts/contact.html" if contact.erased_at is None else "contacts/erased.html"
    return render(request, name, {"contact": contact, "told": extras.told(contact)})


@require_GET
@MAY_SEE
def head(request: PersonRequest, pk: int) -> HttpResponse:
    """Name, number and OPTIN, or 204 while the page's `version` is today's.

    Of a contact erased meanwhile: the whole page again, which says so.
    """
    contact = identities.living(get_object_or_404(Contact, pk=pk))
    if contact.erased_at is not None:
        return HttpResponseClientRefresh()
    if request.GET.get("version") == str(contact.version):
        return HttpResponse(status=204)
    return render(request, "contacts/_head.html", {"contact": contact})


@require_POST
@MAY_MARK
def mark_wrong_person(request: PersonRequest, pk: int) -> HttpResponse:
    contact = directory.mark_wrong_person(get_living(pk), by=request.user)
    undo_url = ""
    if request.user.has_perm("contacts.undo_wrong_person"):
        undo_url = reverse("contacts:undo_wrong_person", args=[contact.pk])
    text = "As mensagens ativas para ele param. Corrija o número quando souber o certo."
    return _changed(f"{contact.display_number} marcado como errado", text, undo_url)


@require_POST
@MAY_UNDO
def undo_wrong_person(request: PersonRequest, pk: int) -> HttpResponse:
    contact = directory.undo_wrong_person(get_living(pk), by=request.user)
    return _changed(f"{contact.display_number} não está mais marcado como errado")


def _changed(title: str, text: str = "", undo_url: str = "") -> HttpResponse:
    response = toast(HttpResponse(status=204), title, text=text, undo_url=undo_url)
    return trigger_client_event(response, CHANGED)
