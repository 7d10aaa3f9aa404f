"""What a person fills in about a template: the editor, and the filters of the list."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group

from conecta.whatsapp.models import BusinessAccount
from hsm_templates import languages, surroundings
from hsm_templates.authoring import TemplateData, data_of
from hsm_templates.components import TemplateContent, compose
from hsm_templates.lint import NAME_LIMIT
from hsm_templates.models import Category, Template, TemplateStatus
from hsm_templates.sketches import Sketch, sketch

SAMPLE = "sample."
# Drafts may break Meta's limits; these only keep a form from being filled without end.
LINE_LIMIT, TEXT_LIMIT = 1000, 10_000
MOST_SAMPLES = 200


class AccessForm(forms.Form):
    """Who may use a template; nothing ticked lets everybody."""

    groups = forms.ModelMultipleChoiceField(
        Group.objects.order_by("name"),
        label="Grupos",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class TemplateForm(forms.Form):
    """Drafts are kept with their errors in them: only a name and an account are asked for.

    Samples come as `sample.body.1`; `base` gives the parts that are not edited here.
    """

    account = forms.ModelChoiceField(
        BusinessAccount.objects.prefetch_related("channels"),
        label="Conta",
        empty_label="Escolha a conta",
    )
    name = forms.CharField(label="Nome", max_length=NAME_LIMIT)
    category = forms.ChoiceField(
        label="Categoria", choices=Category.choices, initial=Category.UTILITY
    )
    language = forms.ChoiceField(
        label="Idioma", choices=languages.choices, initial=languages.DEFAULT
    )
    header = forms.CharField(label="Cabeçalho", required=False, max_length=LINE_LIMIT)
    body = forms.CharField(label="Corpo", required=False, max_length=TEXT_LIMIT)
    footer = forms.CharField(label="Rodapé", required=False, max_length=LINE_LIMIT)
    version = forms.IntegerField(required=False)

    def __init__(self, *args: Any, template: Template | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        self.base = template.content if template else None
        if template and template.meta_id:
            for name in ("account", "name", "language"):
                self.fields[name].disabled = True
            self.fields["category"].disabled = template.status == TemplateStatus.APPROVED

    def said(self, name: str) -> Any:
        """What the field holds now, valid or not."""
        return self[name].value() or ""

    def samples(self) -> dict[str, str]:
        """By variable: {"body.1": "Ana"}."""
        if not self.is_bound:
            return dict(self.initial.get("samples", {}))
        given = [name for name in self.data if name.startswith(SAMPLE)][:MOST_SAMPLES]
        return {name.removeprefix(SAMPLE): self.data[name][:LINE_LIMIT] for name in given}

    def content(self) -> TemplateContent:
        texts = {name: self.said(name) for name in ("header", "body", "footer")}
        return compose(**texts, samples=self.samples(), base=self.base)

    def sketch(self) -> Sketch:
        """How it looks and what Meta would say of it, whether the form is valid or not."""
        return sketch(
            name=self.said("name").strip(),
            language=self.said("language"),
            category=self.said("category"),
            content=self.content(),
            around=surroundings.current(),
        )

    def data_to_save(self) -> TemplateData:
        """Only of a valid form."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return TemplateData(**said, samples=self.samples())


def initial_of(template: Template) -> dict[str, Any]:
    """The form's values for editing, or for writing another like it."""
    data = data_of(template)
    return {
        "account": data.account.pk,
        "name": data.name,
        "category": data.category,
        "language": data.language,
        "header": data.header,
        "body": data.body,
        "footer": data.footer,
        "samples": data.samples,
        "version": template.version,
    }
