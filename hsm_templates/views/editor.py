"""Writing an HSM: the form, and beside it the telephone and Meta's rules as one types."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from conecta.accounts import failures
from conecta.accounts.http import PersonRequest
from conecta.errors import ConflictError, DomainError
from conecta.whatsapp.models import BusinessAccount
from contacts.models import Contact
from contacts.names import first_name
from hsm_templates import (
    authoring,
    charges,
    editing,
    jottings,
    lint,
    rendering,
    revising,
    sources,
    submission,
)
from hsm_templates.emojis import EMOJIS
from hsm_templates.findings import Level
from hsm_templates.forms import TemplateForm, initial_of
from hsm_templates.models import Category, Jotting, Template
from hsm_templates.sheet_views import Sheet, pictures, preview_of, sheet_of
from hsm_templates.sketches import Sketch
from hsm_templates.views.mapping import Row, rows_of

MAY_ADD = permission_required("hsm_templates.add_template", raise_exception=True)
MAY_CHANGE = permission_required("hsm_templates.change_template", raise_exception=True)
SUBMIT = "submit"
NO_ACCOUNT = "Escolha a conta para enviar."
LONGEST_SEARCH = 80
MOST_BESIDE = 6
LONGEST_ID = 18  # digits of a 64-bit integer, none of which overflows
CATEGORY_TEXTS = {
    Category.MARKETING: "Ofertas, convites e novidades.",
    Category.UTILITY: "Pedido, fatura, agenda.",
    Category.AUTHENTICATION: "Códigos de acesso. O texto é fixo, da Meta.",
}
LIMITS = {
    "name": lint.NAME_LIMIT,
    "header": rendering.HEADER_LIMIT,
    "body": rendering.BODY_LIMIT,
    "footer": lint.FOOTER_LIMIT,
}


@require_http_methods(["GET", "POST"])
@MAY_ADD
def new(request: PersonRequest) -> HttpResponse:
    """An empty form, one filled in like the template that `base` names, or what was not saved."""
    if request.method == "POST":
        form = TemplateForm(request.POST)
        return _save(request, form) if form.is_valid() else _show(request, form)
    if "base" in request.GET:
        return _show(request, TemplateForm(initial=_initial(request)))
    return _begin(request, TemplateForm(initial=_initial(request)))


@require_http_methods(["GET", "POST"])
@MAY_CHANGE
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(Template.objects.select_related("account"), pk=pk)
    if why := editing.obstacle(template):
        messages.warning(request, why)
        return redirect("hsm_templates:detail", pk=pk)
    initial = initial_of(template)
    if request.method == "POST":
        form = TemplateForm(request.POST, initial=initial, template=template)
        return _save(request, form) if form.is_valid() else _show(request, form)
    return _begin(request, TemplateForm(initial=initial, template=template))


@require_POST
@MAY_ADD
def preview(request: PersonRequest, pk: int | None = None) -> HttpResponse:
    """The telephone and the findings; the fields of the parts too when there are others now."""
    template = get_object_or_404(Template, pk=pk) if pk else None
    initial = initial_of(template) if template else {}
    act = request.POST.get("act", "")
    form = TemplateForm(request.POST, initial=initial, template=template, act=act)
    context = _context(request, form)
    sheet: Sheet = context["sheet"]
    context["has_new_shape"] = bool(act) or request.POST.get("shape", sheet.shape) != sheet.shape
    context["has_new_variables"] = request.POST.get("known", "") != sheet.known
    context["act"] = act
    return render(request, "hsm_templates/_preview.html", context)


@require_POST
@MAY_ADD
def keep(request: PersonRequest, pk: int | None = None) -> HttpResponse:
    """What is typed is kept until it is saved; and who else is at it, or was faster, is told."""
    template = get_object_or_404(Template, pk=pk) if pk else None
    said = request.POST.get("version", "")
    version = int(said) if said.isdecimal() and len(said) < 9 else 0
    kept = jottings.keep(template, request.POST.dict(), by=request.user, version=version)
    context: dict[str, Any] = {"kept": kept, "template": template}
    if template:
        context["others"] = jottings.others_at(template, by=request.user)
        context["is_overtaken"] = template.version != version
    return render(request, "hsm_templates/_kept.html", context)


@require_POST
@MAY_ADD
def drop(request: PersonRequest, pk: int | None = None) -> HttpResponse:
    """Start again from what is saved."""
    template = get_object_or_404(Template, pk=pk) if pk else None
    jottings.drop(template, by=request.user)
    messages.success(request, "O que não estava salvo foi descartado")
    return redirect("hsm_templates:edit", pk=pk) if template else redirect("hsm_templates:new")


def _begin(request: PersonRequest, form: TemplateForm) -> HttpResponse:
    """With what the person had typed and not saved, if there is any."""
    kept = jottings.find(form.template, by=request.user)
    if kept is None:
        return _show(request, form)
    said = QueryDict(mutable=True)
    said.update(kept.fields)
    restored = TemplateForm(said, initial=form.initial, template=form.template)
    return _show(request, restored, kept=kept)


def _save(request: PersonRequest, form: TemplateForm) -> HttpResponse:
    submits = request.POST.get("action") == SUBMIT
    if submits and not request.user.has_perm("hsm_templates.change_template"):
        raise PermissionDenied
    try:
        with transaction.atomic():
            saved = _write(request, form)
            if submits and saved.is_editable:
                saved = submission.submit(saved, by=request.user)
    except ConflictError as error:
        failures.show(form, error)
        return _show(request, form, status=409, is_stale=error.code == "stale")
    except DomainError as error:
        failures.show(form, error)
        return _show(request, form, status=422)
    jottings.drop(form.template, by=request.user)
    done = "{} enviado para análise" if submits else "Rascunho {} salvo"
    messages.success(request, done.format(saved.name))
    return redirect("hsm_templates:detail", pk=saved.pk)


def _write(request: PersonRequest, form: TemplateForm) -> Template:
    data = form.data_to_save()
    if form.template is None:
        return authoring.create(data, by=request.user)
    version = form.cleaned_data["version"] or 0
    if form.template.is_revisable:
        return revising.revise(form.template, data, version=version, by=request.user)
    return authoring.change(form.template, data, version=version, by=request.user)


def _show(
    request: PersonRequest,
    form: TemplateForm,
    *,
    status: int = 200,
    is_stale: bool = False,
    kept: Jotting | None = None,
) -> HttpResponse:
    """`is_stale`: whoever saves again has been told, and then means to replace the other's text."""
    if kept is None and form.is_bound and form.errors and status == HTTPStatus.OK:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    if is_stale and form.template:
        form.template.refresh_from_db(fields=["version"])
    version = form.template.version if is_stale and form.template else form.said("version")
    context = _context(request, form) | {
        "form": form,
        "version": version,
        "is_stale": is_stale,
        "kept": kept,
        "has_refusal": kept is None and bool(form.errors),
        "is_overtaken": kept and form.template and form.template.version != kept.version,
        "beside": _beside(request, form.template),
        "accounts": BusinessAccount.objects.prefetch_related("channels"),
        "categories": _categories(),
    }
    return render(request, "hsm_templates/editor.html", context, status=status)


def _context(request: PersonRequest, form: TemplateForm) -> dict[str, Any]:
    """What the aside and the bar below show, with or without the form around them."""
    sketch = form.sketch()
    wanted = request.POST.get("contact", "").strip()[:LONGEST_SEARCH]
    person = _person(request, wanted)
    sketch = replace(
        sketch,
        pictures=pictures(sketch.content),
        values=_values(form, sketch, person) if person else {},
    )
    account = _account(form)
    problem, is_free = _name_state(form, account, sketch)
    return {
        "form": form,
        "template": form.template,
        "sketch": sketch,
        "sheet": sheet_of(form, sketch),
        "limits": LIMITS,
        "emojis": EMOJIS,
        "suggested_footer": lint.SUGGESTED_FOOTER,
        "checks": sketch.checks(),
        "hindrance": sketch.obstacle or ("" if account or form.template else NO_ACCOUNT),
        "person": person,
        "lost_rows": _lost(form.template) if person else (),
        "no_person": wanted if person is None else "",
        "account": account,
        "name_problem": problem,
        "name_is_free": is_free,
    }


def _person(request: PersonRequest, wanted: str) -> Contact | None:
    """The first contact found, for the preview."""
    if not wanted or not request.user.has_perm("contacts.view_contact"):
        return None
    return Contact.objects.living().search(wanted).order_by("name_key", "id").first()


def _values(form: TemplateForm, sketch: Sketch, person: Contact) -> dict[str, str]:
    """As the send would begin: by the mapping; without one, the first name comes first."""
    mapping = form.template.mapping if form.template else {}
    given = sources.fill(sketch.content, mapping, person)
    return given if mapping else {"body.1": first_name(person.name)}


def _lost(template: Template | None) -> list[Row]:
    """What would come from additional fields that are no longer offered."""
    return [row for row in rows_of(template) if row.is_lost] if template else []


def _beside(request: PersonRequest, template: Template | None) -> list[dict[str, Any]]:
    """The same HSM in its other languages, as the telephone shows them."""
    if template is None:
        return []
    rows = Template.objects.siblings(template).visible_to(request.user).order_by("language")
    return [{"template": row, "preview": preview_of(row)} for row in rows[:MOST_BESIDE]]


def _name_state(
    form: TemplateForm, account: BusinessAccount | None, sketch: Sketch
) -> tuple[str, bool]:
    """What is wrong with the name, and whether the account has no other of that name."""
    name = form.said("name").strip()
    faults = [it for it in sketch.findings if it.field == "name" and it.level is Level.ERROR]
    if name and faults:
        return f"{faults[0].message}. {faults[0].cure}", False
    if not name or account is None:
        return "", False
    others = Template.objects.visible().called(account.pk, name, form.said("language"))
    if form.template:
        others = others.exclude(pk=form.template.pk)
    if others.exists():
        return "Esta conta já tem um HSM com este nome neste idioma.", False
    return "", True


def _account(form: TemplateForm) -> BusinessAccount | None:
    said = str(form.said("account"))
    if not said.isdecimal() or len(said) > LONGEST_ID:
        return None
    return BusinessAccount.objects.prefetch_related("channels").filter(pk=int(said)).first()


def _initial(request: PersonRequest) -> dict[str, Any]:
    """Like another template when the address names one; the only account there is, else none."""
    base = request.GET.get("base", "")
    if base.isdecimal() and len(base) <= LONGEST_ID:
        initial = initial_of(get_object_or_404(Template, pk=int(base)))
        return initial | {"name": f"{initial['name']}_copia"}
    accounts = BusinessAccount.objects.values_list("pk", flat=True)[:2]
    return {"account": accounts[0]} if len(accounts) == 1 else {}


def _categories() -> list[tuple[str, str, str]]:
    """Value, name, and what it is for; with what it costs today, where the rate card says so."""
    prices = charges.prices(now=timezone.now())
    told = {it: f" {price} por entrega." for it, price in prices.items()}
    return [(it.value, it.label, CATEGORY_TEXTS[it] + told.get(it, "")) for it in Category]
