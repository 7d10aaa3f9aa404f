"""One HSM: its state, which follows Meta by itself, its history, and what may be done with it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from conecta.accounts.http import PersonRequest
from conecta.accounts.models import User
from conecta.accounts.toasts import toast
from conecta.errors import DomainError
from hsm_templates import (
    access,
    authoring,
    catalogue,
    charges,
    comparing,
    editing,
    histories,
    languages,
    lifetimes,
    removal,
    resuming,
    submission,
    surroundings,
)
from hsm_templates.forms import AccessForm
from hsm_templates.models import Template, TemplateStatus
from hsm_templates.sheet_views import pictures
from hsm_templates.sketches import sketch
from hsm_templates.views.mapping import rows_of

MAY_SEE = permission_required("hsm_templates.view_template", raise_exception=True)
MAY_ADD = permission_required("hsm_templates.add_template", raise_exception=True)
MAY_CHANGE = permission_required("hsm_templates.change_template", raise_exception=True)
MAY_DELETE = permission_required("hsm_templates.delete_template", raise_exception=True)


@require_GET
@MAY_SEE
def template_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """The page; to htmx, what is new in it, or nothing."""
    template = _get(request, pk)
    seen = request.GET.get(catalogue.SEEN, "")
    if request.htmx and seen == catalogue.glimpse([template]):
        return HttpResponse(status=204)
    name = "_detail" if request.htmx else "detail"
    context = _context(request, template) | {"news": catalogue.news(seen, user=request.user)}
    return render(request, f"hsm_templates/{name}.html", context)


@require_POST
@MAY_CHANGE
def submit(request: PersonRequest, pk: int) -> HttpResponse:
    template = _get(request, pk)
    try:
        template = submission.submit(template, by=request.user)
    except DomainError as error:
        response = render(
            request, "hsm_templates/_detail.html", _context(request, _get(request, pk))
        )
        return toast(response, "O HSM não foi enviado", text=error.message, level="error")
    return render(request, "hsm_templates/_detail.html", _context(request, template))


@require_http_methods(["GET", "POST"])
@MAY_CHANGE
def limit(request: PersonRequest, pk: int) -> HttpResponse:
    """The dialog with the groups; then the act."""
    template = _get(request, pk)
    form = AccessForm(request.POST or None, initial={"groups": template.allowed_groups.all()})
    if request.method == "POST" and form.is_valid():
        access.limit(template, form.cleaned_data["groups"], by=request.user)
        messages.success(request, f"Quem pode usar {template.name} foi alterado")
        return HttpResponseClientRedirect(reverse("hsm_templates:detail", args=[pk]))
    return render(request, "hsm_templates/_access.html", {"template": template, "form": form})


@require_http_methods(["GET", "POST"])
@MAY_DELETE
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """The dialog that asks; then the act."""
    template = _get(request, pk)
    siblings = Template.objects.siblings(template).order_by("language")
    context: dict[str, Any] = {"template": template, "siblings": siblings}
    if request.method == "POST":
        is_every = request.POST.get("languages") == "all"
        try:
            done = _delete(template, is_every=is_every, by=request.user)
        except DomainError as error:
            context["problem"] = error.message
            return render(request, "hsm_templates/_delete.html", context, status=422)
        messages.success(request, done)
        return HttpResponseClientRedirect(reverse("hsm_templates:list"))
    return render(request, "hsm_templates/_delete.html", context)


def _delete(template: Template, *, is_every: bool, by: User) -> str:
    """What was done, in words."""
    if is_every:
        left: Any = removal.delete_languages(template, by=by)
    else:
        left = removal.delete(template, by=by)
    done = "Exclusão de {} pedida à Meta" if left else "Rascunho {} excluído"
    return done.format(template.name)


@require_POST
@MAY_CHANGE
def resume(request: PersonRequest, pk: int) -> HttpResponse:
    """End a pause by pacing."""
    template = _get(request, pk)
    try:
        resuming.resume(template, by=request.user)
    except DomainError as error:
        response = _show(request, pk)
        return toast(response, "O HSM não foi retomado", text=error.message, level="error")
    return toast(_show(request, pk), "Retomada pedida à Meta")


@require_POST
@MAY_ADD
def duplicate(request: PersonRequest, pk: int) -> HttpResponse:
    """A draft like it, open in the editor."""
    copy = authoring.duplicate(_get(request, pk), by=request.user)
    messages.success(request, f"Rascunho {copy.name} criado com todas as partes")
    return HttpResponseClientRedirect(reverse("hsm_templates:edit", args=[copy.pk]))


@require_POST
@MAY_ADD
def translate(request: PersonRequest, pk: int) -> HttpResponse:
    """The same HSM in another language, open in the editor beside this one."""
    template = _get(request, pk)
    try:
        other = authoring.translate(template, request.POST.get("language", ""), by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("hsm_templates:detail", pk=pk)
    messages.success(request, f"Rascunho {other.name} criado em {other.language}: traduza o texto")
    return redirect("hsm_templates:edit", pk=other.pk)


@require_GET
@MAY_SEE
def revision(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """A version beside the one before it, or beside the one that the address names."""
    template = _get(request, pk)
    new = get_object_or_404(template.revisions, number=number)
    said = request.GET.get("with", "")
    earlier = template.revisions.filter(number__lt=number)
    named = earlier.filter(number=int(said)) if catalogue.is_id(said) else earlier
    old = named.first() or new
    others = [it.number for it in earlier]
    context = {"template": template, "old": old, "new": new, "others": others}
    context["parts"] = comparing.compare(old, new)
    return render(request, "hsm_templates/_revision.html", context)


def _show(request: PersonRequest, pk: int) -> HttpResponse:
    return render(request, "hsm_templates/_detail.html", _context(request, _get(request, pk)))


def _get(request: PersonRequest, pk: int) -> Template:
    """Nobody learns of one that is not theirs to use."""
    rows = Template.objects.visible_to(request.user).select_related("account", "created_by")
    return get_object_or_404(rows.prefetch_related("account__channels", "allowed_groups"), pk=pk)


def _context(request: PersonRequest, template: Template) -> dict[str, Any]:
    may_read_trail = request.user.has_perm("audit.view_entry")
    drawn = sketch(
        name=template.name,
        language=template.language,
        category=template.requested_category or template.category,
        content=template.content,
        around=surroundings.of(template),
    )
    drawn = replace(drawn, pictures=pictures(template.content))
    mapping_rows = rows_of(template)
    return {
        "template": template,
        "language": languages.name_of(template.language),
        "sketch": drawn,
        "checks": drawn.checks(editor=reverse("hsm_templates:edit", args=[template.pk])),
        "unsupported": template.content.unsupported,
        "revisions": template.revisions.select_related("sent_by"),
        "events": histories.history(template) if may_read_trail else [],
        "has_approved": template.revisions.filter(approved_at__isnull=False).exists(),
        "lifetime": lifetimes.told(template.ttl_seconds),
        "siblings": _siblings(request, template),
        "other_languages": [it for it in languages.choices() if it[0] != template.language],
        "mapping_rows": mapping_rows,
        "lost_rows": [row for row in mapping_rows if row.is_lost],
        "changes": charges.changes(template, now=timezone.now()),
        "obstacle": editing.obstacle(template),
        "allowance": _allowance(template),
        "look_every": catalogue.look_again_every([template]),
        "seen": catalogue.glimpse([template]),
    }


def _siblings(request: PersonRequest, template: Template) -> list[Template]:
    rows = Template.objects.siblings(template).visible_to(request.user)
    return list(rows.order_by("language"))


def _allowance(template: Template) -> editing.Allowance | None:
    """What Meta still lets one edit; None where it sets no limit."""
    is_limited = template.status == TemplateStatus.APPROVED
    return editing.allowance(template, now=timezone.now()) if is_limited else None
