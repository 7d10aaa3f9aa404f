"""The form of a contact, new or stored, and its check of the number while it is typed."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from conecta.accounts import failures
from conecta.accounts.http import PersonRequest, posted
from conecta.errors import DomainError
from contacts import directory, extras, numbers
from contacts.forms import ContactForm, NumberForm
from contacts.models import Contact, ContactOrigin
from contacts.views.reading import get_living

MAY_ADD = permission_required("contacts.add_contact", raise_exception=True)
MAY_CHANGE = permission_required("contacts.change_contact", raise_exception=True)
MAY_SEE = permission_required("contacts.view_contact", raise_exception=True)


@require_http_methods(["GET", "POST"])
@MAY_ADD
def new(request: PersonRequest) -> HttpResponse:
    """`whatsapp` fills the number in, `voltar` is where a saved form leads to."""
    form = ContactForm(posted(request), initial={"whatsapp": request.GET.get("whatsapp", "")})
    if form.is_valid():
        try:
            contact = directory.create(
                form.data_given, by=request.user, origin=ContactOrigin.MANUAL
            )
        except DomainError as error:
            return _refused(request, form, error, contact=None)
        messages.success(request, f"Contato cadastrado: {contact.name}")
        return redirect(_way_back(request, contact))
    return _form_page(request, form, contact=None)


@require_http_methods(["GET", "POST"])
@MAY_CHANGE
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    contact = get_living(pk)
    form = ContactForm(posted(request), initial=ContactForm.values_of(contact))
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            directory.change(contact, form.data_given, version=version, by=request.user)
        except DomainError as error:
            return _refused(request, form, error, contact=contact)
        messages.success(request, f"{form.cleaned_data['name']} salvo")
        return redirect("contacts:detail", contact.pk)
    return _form_page(request, form, contact=contact)


@require_GET
@MAY_SEE
def number(request: PersonRequest) -> HttpResponse:
    """What is to be said of a number being typed; `contact` is whose form it is."""
    form = NumberForm(request.GET)
    form.full_clean()
    own = form.cleaned_data.get("contact")
    check = numbers.check(form.cleaned_data.get("whatsapp", ""), own=own)
    return render(request, "contacts/_number.html", {"check": check})


def _refused(
    request: PersonRequest, form: ContactForm, error: DomainError, *, contact: Contact | None
) -> HttpResponse:
    """The form as it was typed. After `stale` it carries the version that it now shows beside."""
    if error.code == "stale" and contact is not None:
        contact.refresh_from_db()
        typed = request.POST.copy()
        typed["version"] = str(contact.version)
        form = ContactForm(typed)
    failures.show(form, error)
    return _form_page(request, form, contact=contact, stale=error.code == "stale")


def _form_page(
    request: PersonRequest,
    form: ContactForm,
    *,
    contact: Contact | None,
    stale: bool = False,
) -> HttpResponse:
    said = form["whatsapp"].value() or ""
    context = {
        "form": form,
        "contact": contact,
        "stale": stale,
        "told": extras.filled(contact) if stale and contact else (),
        "check": numbers.check(said, own=contact),
        "back": _asked_way(request),
    }
    return render(request, "contacts/form.html", context, status=422 if form.errors else 200)


def _asked_way(request: PersonRequest) -> str:
    """Only an address of ours."""
    asked = request.POST.get("voltar") or request.GET.get("voltar", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else ""


def _way_back(request: PersonRequest, contact: Contact) -> str:
    return _asked_way(request) or contact.get_absolute_url()
