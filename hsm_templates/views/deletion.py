"""Deleting HSM: the dialog that repeats the number, the act, and what came of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from django_htmx.http import trigger_client_event

from conecta.accounts.http import PersonRequest
from conecta.accounts.models import User
from conecta.errors import DomainError
from hsm_templates import catalogue, removal
from hsm_templates.models import Template

MAY_DELETE = permission_required("hsm_templates.delete_template", raise_exception=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What came of one of them, in words."""

    name: str
    language: str
    text: str
    is_done: bool


@require_http_methods(["GET", "POST"])
@MAY_DELETE
def bulk_delete(request: PersonRequest) -> HttpResponse:
    """The dialog names those that were ticked; above one, their number is typed again."""
    said = request.POST if request.method == "POST" else request.GET
    templates = catalogue.chosen(said.getlist("template"), user=request.user)
    count = str(len(templates))
    if request.method == "POST" and templates:
        if request.POST.get("count", "").strip() == count:
            return _show_result(request, _delete_each(templates, by=request.user))
        problem = f"Digite {count}, o número de HSM que serão excluídos."
        return _ask(request, templates, problem=problem)
    return _ask(request, templates)


def _ask(request: PersonRequest, templates: Sequence[Template], problem: str = "") -> HttpResponse:
    context = {"templates": templates, "problem": problem}
    status = 422 if problem else 200
    return render(request, "hsm_templates/_bulk_delete.html", context, status=status)


def _show_result(request: PersonRequest, results: Sequence[Removal]) -> HttpResponse:
    done_count = sum(result.is_done for result in results)
    context = {"results": results, "done_count": done_count}
    response = render(request, "hsm_templates/_bulk_result.html", context)
    return trigger_client_event(response, "templates-synced")


def _delete_each(templates: Iterable[Template], *, by: User) -> list[Removal]:
    return [_delete_one(template, by=by) for template in templates]


def _delete_one(template: Template, *, by: User) -> Removal:
    name, language = template.name, template.language
    try:
        left = removal.delete(template, by=by)
    except DomainError as error:
        return Removal(name=name, language=language, text=error.message, is_done=False)
    text = "Exclusão pedida à Meta." if left else "Rascunho excluído."
    return Removal(name=name, language=language, text=text, is_done=True)
