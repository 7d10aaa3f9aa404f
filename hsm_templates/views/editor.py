"""Writing an HSM: the form, and beside it the telephone and Meta's rules as one types."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conecta.accounts import failures
from conecta.accounts.http import PersonRequest
from conecta.errors import ConflictError, DomainError
from conecta.whatsapp.models import BusinessAccount
from hsm_templates import authoring, editing, lint, rendering, revising, submission
from hsm_templates.findings import Level
from hsm_templates.forms import TemplateForm, initial_of
from hsm_templates.models import Category, Template
from hsm_templates.sketches import Sketch

MAY_ADD = permission_required("hsm_templates.add_template", raise_exception=True)
MAY_CHANGE = permission_required("hsm_templates.change_template", raise_exception=True)
SUBMIT = "submit"
NO_ACCOUNT = "Escolha a conta para enviar."
LONGEST_ID = 18  # digits of a 64-bit integer, none of which overflows
CATEGORY_TEXTS = {
    Category.MARKETING: "Ofertas, convites e novidades.",
    Category.UTILITY: "Pedido, fatura, agenda.",
    Category.AUTHENTICATION: "Texto fixo da Meta: crie no Gerenciador do WhatsApp e sincronize.",
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
    """An empty form, or one filled in like the template that `base` names."""
    form = TemplateForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        return _save(request, form)
    return _show(request, form)


@require_http_methods(["GET", "POST"])
@MAY_CHANGE
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(Template.objects.select_related("account"), pk=pk)
    if why := editing.obstacle(template):
        messages.warning(request, why)
        return redirect("hsm_templates:detail", pk=pk)
    initial = initial_of(template)
    form = TemplateForm(request.POST or None, initial=initial, template=template)
    if request.method == "POST" and form.is_valid():
        return _save(request, form)
    return _show(request, form)


@require_POST
@MAY_ADD
def preview(request: PersonRequest, pk: int | None = None) -> HttpResponse:
    """The telephone and the findings; the samples' fields too when the variables have changed."""
    template = get_object_or_404(Template, pk=pk) if pk else None
    initial = initial_of(template) if template else {}
    context = _context(TemplateForm(request.POST, initial=initial, template=template))
    known = request.POST.get("known", "")
    context["has_new_variables"] = known != context["known"]
    return render(request, "hsm_templates/_preview.html", context)


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
    request: PersonRequest, form: TemplateForm, *, status: int = 200, is_stale: bool = False
) -> HttpResponse:
    """`is_stale`: whoever saves again has been told, and then means to replace the other's text."""
    if form.is_bound and form.errors and status == HTTPStatus.OK:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    if is_stale and form.template:
        form.template.refresh_from_db(fields=["version"])
    version = form.template.version if is_stale and form.template else form.said("version")
    context = _context(form) | {
        "form": form,
        "version": version,
        "is_stale": is_stale,
        "accounts": BusinessAccount.objects.prefetch_related("channels"),
        "categories": [(it.value, it.label, CATEGORY_TEXTS[it]) for it in Category],
        "limits": LIMITS,
        "suggested_footer": lint.SUGGESTED_FOOTER,
    }
    return render(request, "hsm_templates/editor.html", context, status=status)


def _context(form: TemplateForm) -> dict[str, Any]:
    """What the aside and the bar below show, with or without the form around them."""
    sketch = form.sketch()
    account = _account(form)
    problem, is_free = _name_state(form, account, sketch)
    return {
        "template": form.template,
        "sketch": sketch,
        "checks": sketch.checks(),
        "hindrance": sketch.obstacle or ("" if account or form.template else NO_ACCOUNT),
        "known": ",".join(variable.key for variable in sketch.variables),
        "account": account,
        "name_problem": problem,
        "name_is_free": is_free,
    }


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
