"""The settings page "Campos adicionais": which fields contacts may have beyond their own."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from conecta.accounts import failures
from conecta.accounts.http import PersonRequest, posted
from conecta.accounts.toasts import dialog_done, toast
from conecta.errors import DomainError
from contacts import custom_fields
from contacts.field_forms import FieldForm, LabelForm
from contacts.models import Contact, CustomField

MAY_SEE = permission_required("contacts.view_customfield", raise_exception=True)
MAY_ADD = permission_required("contacts.add_customfield", raise_exception=True)
MAY_CHANGE = permission_required("contacts.change_customfield", raise_exception=True)
CHANGED = "fields-changed"
# How far back the page counts who carries a field.
LOOKED_AT = 10_000
KEPT = "Os contatos guardam o valor. HSM que usam o campo passam à reserva."


@require_GET
@MAY_SEE
def field_list(request: PersonRequest) -> HttpResponse:
    """The page; to htmx, its table."""
    carried = Contact.objects.extra_keys(newest=LOOKED_AT)
    fields = list(CustomField.objects.offered_first())
    offered = [it for it in fields if it.active]
    context = {
        "rows": [(field, carried[field.key]) for field in fields],
        "first": offered[0] if offered else None,
        "last": offered[-1] if offered else None,
        "is_partial": Contact.objects.living()[LOOKED_AT:].exists(),
    }
    name = "_fields" if request.htmx else "fields"
    return render(request, f"contacts/{name}.html", context)


@require_http_methods(["GET", "POST"])
@MAY_ADD
def new(request: PersonRequest) -> HttpResponse:
    form = FieldForm(posted(request))
    if form.is_valid():
        try:
            field = custom_fields.declare(form.data_given, by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            return _done(f"Campo {field.label} criado")
    return _dialog(request, form, field=None)


@require_http_methods(["GET", "POST"])
@MAY_CHANGE
def rename(request: PersonRequest, pk: int) -> HttpResponse:
    field = get_object_or_404(CustomField, pk=pk)
    form = LabelForm(posted(request), initial={"label": field.label})
    if form.is_valid():
        try:
            field = custom_fields.rename(field, form.cleaned_data["label"], by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            return _done(f"Campo salvo como {field.label}")
    return _dialog(request, form, field=field)


@require_POST
@MAY_CHANGE
def move(request: PersonRequest, pk: int) -> HttpResponse:
    """One place up or down; says where the field now stands."""
    field = get_object_or_404(CustomField, pk=pk)
    step = -1 if request.POST.get("way") == "up" else 1
    to = custom_fields.place_of(field) + step
    field = custom_fields.move(field, to=to, by=request.user)
    context = {"field": field, "place": custom_fields.place_of(field)}
    return _changed(render(request, "contacts/_field_moved.html", context))


@require_POST
@MAY_CHANGE
def retire(request: PersonRequest, pk: int) -> HttpResponse:
    field = custom_fields.retire(get_object_or_404(CustomField, pk=pk), by=request.user)
    undo_url = reverse("custom_fields:restore", args=[field.pk])
    response = HttpResponse(status=204)
    return _changed(
        toast(response, f"Campo {field.label} desativado", text=KEPT, undo_url=undo_url)
    )


@require_POST
@MAY_CHANGE
def restore(request: PersonRequest, pk: int) -> HttpResponse:
    response = HttpResponse(status=204)
    try:
        field = custom_fields.restore(get_object_or_404(CustomField, pk=pk), by=request.user)
    except DomainError as error:
        return toast(response, "O campo não foi reativado", text=error.message, level="error")
    return _changed(toast(response, f"Campo {field.label} reativado"))


def _dialog(
    request: PersonRequest, form: FieldForm | LabelForm, *, field: CustomField | None
) -> HttpResponse:
    context = {"form": form, "field": field}
    status = 422 if form.errors else 200
    return render(request, "contacts/_field_form.html", context, status=status)


def _done(title: str) -> HttpResponse:
    return dialog_done(title, event=CHANGED)


def _changed(response: HttpResponse) -> HttpResponse:
    return trigger_client_event(response, CHANGED)
