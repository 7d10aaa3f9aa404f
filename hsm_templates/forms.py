"""What a person fills in about a template: the editor, and the filters of the list."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group

from conecta.whatsapp.models import BusinessAccount
from hsm_templates import acts, languages, lifetimes, sheets, surroundings
from hsm_templates.authoring import TemplateData, data_of
from hsm_templates.components import TemplateContent, variables
from hsm_templates.lint import NAME_LIMIT
from hsm_templates.models import Category, Template, TemplateStatus
from hsm_templates.sheets import SAMPLE
from hsm_templates.sketches import Sketch, sketch

# Drafts may break Meta's limits; these only keep a form from being filled without end.
LINE_LIMIT, TEXT_LIMIT = 1000, 10_000
MOST_SAMPLES, MOST_FIELDS = 200, 600


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

    The parts are read by `sheets`; samples come as `sample.body.1`. `act` is the button of the
    sheet that was pressed, "" for none.
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
    ttl_amount = forms.IntegerField(
        label="Validade", required=False, min_value=1, max_value=lifetimes.THIRTY_DAYS
    )
    ttl_unit = forms.ChoiceField(
        label="Unidade", required=False, choices=lifetimes.UNITS, initial=lifetimes.HOURS
    )
    version = forms.IntegerField(required=False)

    def __init__(
        self, *args: Any, template: Template | None = None, act: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        self.base = template.content if template else None
        self.act = act
        if template and template.meta_id:
            for name in ("account", "name", "language"):
                self.fields[name].disabled = True
            self.fields["category"].disabled = template.status == TemplateStatus.APPROVED

    def said(self, name: str) -> Any:
        """What the field holds now, valid or not."""
        return self[name].value() or ""

    def samples(self) -> dict[str, str]:
        """By variable: {"body.1": "Ana"}."""
        given = [name for name in self.data if name.startswith(SAMPLE)][:MOST_SAMPLES]
        return {name.removeprefix(SAMPLE): self.data[name][:LINE_LIMIT] for name in given}

    def content(self) -> TemplateContent:
        """As the form stands: what was sent, else what it began with."""
        if not self.is_bound:
            begun: TemplateContent = self.initial.get("content") or TemplateContent()
            return begun
        texts = {name: self.said(name) for name in ("header", "body", "footer", "category")}
        fields = {name: str(self.data[name])[:TEXT_LIMIT] for name in list(self.data)[:MOST_FIELDS]}
        content = sheets.read(fields | texts, self.samples(), self.base)
        return acts.apply(content, self.act) if self.act else content

    def ttl_seconds(self) -> int | None:
        """None for Meta's own, and for what is no number."""
        amount, unit = str(self.said("ttl_amount")), str(self.said("ttl_unit"))
        return lifetimes.seconds_of(amount, unit, self.said("category"))

    def sketch(self) -> Sketch:
        """How it looks and what Meta would say of it, whether the form is valid or not."""
        name, content = self.said("name").strip(), self.content()
        account = str(self.said("account"))
        is_account = account.isdecimal() and len(account) < 19
        around = surroundings.around(
            int(account) if is_account else None, name, content, ttl_seconds=self.ttl_seconds()
        )
        return sketch(
            name=name,
            language=self.said("language"),
            category=self.said("category"),
            content=content,
            around=around,
        )

    def data_to_save(self) -> TemplateData:
        """Only of a valid form."""
        said = {
            name: self.cleaned_data[name] for name in ("account", "name", "language", "category")
        }
        return TemplateData(**said, content=self.content(), ttl_seconds=self.ttl_seconds())


def initial_of(template: Template) -> dict[str, Any]:
    """The form's values for editing, or for writing another like it."""
    data = data_of(template)
    content = data.content
    amount, unit = lifetimes.amount_of(data.ttl_seconds)
    return {
        "account": data.account.pk,
        "name": data.name,
        "category": data.category,
        "language": data.language,
        "header": content.header.text if content.header else "",
        "body": content.body.text,
        "footer": content.footer,
        "content": content,
        "samples": {variable.key: variable.sample for variable in variables(content)},
        "ttl_amount": amount,
        "ttl_unit": unit,
        "version": template.version,
    }
