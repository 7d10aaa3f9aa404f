"""Where the values of an HSM come from: the dialog, and the rows of its page."""

from collections.abc import Sequence
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
from contacts.models import CustomField
from hsm_templates import mapping, sources
from hsm_templates.components import Variable, variables
from hsm_templates.models import Template
from hsm_templates.sources import ORIGINS, Origin, Source
from hsm_templates.variables import Kind

# What stands in a picture's or a place's stead is no name of a person.
NOT_OF_A_PERSON = (Origin.TYPED, Origin.FIXED)
LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`label`: of the additional field it comes from, its key when nobody declared it."""

    variable: Variable
    source: Source
    offered: Sequence[CustomField]
    label: str = ""

    @property
    def is_field(self) -> bool:
        return self.source.origin == Origin.EXTRA

    @property
    def is_lost(self) -> bool:
        """It comes from a field that is no longer offered: the fallback stands in."""
        return self.is_field and self.source.text not in {it.key for it in self.offered}

    @property
    def origin_label(self) -> str:
        return ORIGINS[self.source.origin]

    @property
    def origins(self) -> list[tuple[str, str]]:
        is_text = self.variable.kind in {Kind.TEXT, Kind.SUFFIX}
        named = [it for it in ORIGINS.items() if it[0] != Origin.EXTRA]
        return [(key, label) for key, label in named if is_text or key in NOT_OF_A_PERSON]

    @property
    def field_choices(self) -> list[tuple[str, str]]:
        """The active fields, and the one that fills it now though it was retired."""
        choices = [(f"{Origin.EXTRA}:{it.key}", it.label) for it in self.offered]
        lost = [(self.source.spelt, f"{self.label} (fora de uso)")] if self.is_lost else []
        return choices + lost


def rows_of(template: Template, said: dict[str, Source] | None = None) -> list[Row]:
    """`said`: what a person has just filled in."""
    stored = sources.parse(template.mapping) if said is None else said
    fields = list(CustomField.objects.offered_first())
    labels = {it.key: it.label for it in fields}
    offered = [it for it in fields if it.active]
    rows = [(it, stored.get(it.key, sources.TYPED)) for it in variables(template.content)]
    return [
        Row(
            variable=variable,
            source=source,
            offered=offered,
            label=labels.get(source.text, source.text),
        )
        for variable, source in rows
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
    return {variable.key: _source(variable.key, form) for variable in variables(template.content)}


def _source(key: str, form: QueryDict) -> Source:
    """The list says "name", or "extra:plano" for an additional field."""
    origin, _, field = form.get(f"origin.{key}", "").partition(":")
    fixed = form.get(f"text.{key}", "").strip()
    return Source(
        origin=origin if origin in ORIGINS else Origin.TYPED,
        text=(field if origin == Origin.EXTRA else fixed)[: LONGEST + 1],
        fallback=form.get(f"fallback.{key}", "").strip()[: LONGEST + 1],
    )
