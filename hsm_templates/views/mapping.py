"""Where the values of an HSM come from: the dialog, and the rows of its page."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from conecta.accounts.http import PersonRequest
from conecta.errors import DomainError
from hsm_templates import mapping, sources
from hsm_templates.components import Variable, variables
from hsm_templates.models import Template
from hsm_templates.sources import ORIGINS, Origin, Source
from hsm_templates.variables import Kind

# What stands in a picture's or a place's stead is no name of a person.
NOT_OF_A_PERSON = (Origin.TYPED, Origin.FIXED, Origin.EXTRA)
LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    variable: Variable
    source: Source

    @property
    def origin_label(self) -> str:
        return ORIGINS[self.source.origin]

    @property
    def origins(self) -> list[tuple[str, str]]:
        is_text = self.variable.kind in {Kind.TEXT, Kind.SUFFIX}
        return [(key, label) for key, label in ORIGINS.items() if is_text or key in NOT_OF_A_PERSON]


def rows_of(template: Template, said: dict[str, Source] | None = None) -> list[Row]:
    """`said`: what a person has just filled in."""
    stored = sources.parse(template.mapping) if said is None else said
    return [
        Row(variable=variable, source=stored.get(variable.key, sources.TYPED))
        for variable in variables(template.content)
    ]


@require_http_methods(["GET", "POST"])
@permission_required("hsm_templates.change_template", raise_exception=True)
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(Template.objects.visible_to(request.user), pk=pk)
    if request.method == "GET":
        context = {"template": template, "rows": rows_of(template)}
        return render(request, "hsm_templates/_mapping_form.html", context)
    said = _said(template, request.POST)
    try:
        mapping.change(template, said, by=request.user)
    except DomainError as error:
        context = {
            "template": template,
            "rows": rows_of(template, said),
            "problem": error.message,
        }
        return render(request, "hsm_templates/_mapping_form.html", context, status=422)
    messages.success(request, f"Preenchimento de {template.name} salvo")
    return HttpResponseClientRedirect(reverse("hsm_templates:detail", args=[pk]))


def _said(template: Template, form: QueryDict) -> dict[str, Source]:
    return {
        key: Source(
            origin=_origin(form.get(f"origin.{key}", "")),
            text=form.get(f"text.{key}", "").strip()[: LONGEST + 1],
            fallback=form.get(f"fallback.{key}", "").strip()[: LONGEST + 1],
        )
        for key in (variable.key for variable in variables(template.content))
    }


def _origin(said: str) -> str:
    return said if said in ORIGINS else Origin.TYPED
