"""The inputs of additional fields in the form of a contact, and the form of a field itself."""

from datetime import date
from typing import Any

from django import forms

from conecta.errors import DomainError
from contacts.custom_fields import FieldData
from contacts.field_values import TEXT_LENGTH, FieldKind, Scalar, text_of, typed_number
from contacts.models import Contact, CustomField

YES_NO = [("", "Não informado"), ("true", "Sim"), ("false", "Não")]
KEY_HINT = (
    "Como a API e as integrações o chamam: letras minúsculas, números e _. Vazia, é feita do nome. "
    "Não muda depois."
)
KIND_HINT = (
    "Número é para quantias: sai como 1.234,56. Número de pedido ou de contrato é Texto. "
    "Não muda depois."
)


class NumberField(forms.Field):
    """Typed as 1.234,56; empty is None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "1.234,56"})

    def to_python(self, value: Any) -> int | float | None:
        said = str(value or "").strip()
        try:
            return typed_number(said) if said else None
        except DomainError as error:
            raise forms.ValidationError(error.message) from error


class DayField(forms.DateField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def name_of(field: CustomField) -> str:
    return f"extra_{field.pk}"


def input_of(field: CustomField) -> forms.Field:
    said: dict[str, Any] = {"label": field.label, "required": False}
    if field.kind == FieldKind.NUMBER:
        return NumberField(**said)
    if field.kind == FieldKind.DATE:
        return DayField(**said)
    if field.kind == FieldKind.YES_NO:
        return forms.TypedChoiceField(
            choices=YES_NO, coerce=lambda value: value == "true", empty_value=None, **said
        )
    return forms.CharField(max_length=TEXT_LENGTH, **said)


def shown(field: CustomField, contact: Contact) -> Any:
    """What its input begins with."""
    value = contact.extra.get(field.key)
    if field.kind == FieldKind.YES_NO and isinstance(value, bool):
        return "true" if value else "false"
    return value if field.kind == FieldKind.DATE else text_of(field.kind, value)


def stored(cleaned: Any) -> Scalar:
    """A cleaned value as JSON; None for empty."""
    if isinstance(cleaned, date):
        return cleaned.isoformat()
    return None if cleaned == "" else cleaned


class FieldForm(forms.Form):
    label = forms.CharField(
        label="Nome", max_length=60, help_text="Como as pessoas o veem no contato e no HSM."
    )
    kind = forms.ChoiceField(label="Tipo", choices=FieldKind, help_text=KIND_HINT)
    key = forms.CharField(
        label="Chave",
        max_length=60,
        required=False,
        help_text=KEY_HINT,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    @property
    def data_given(self) -> FieldData:
        given = self.cleaned_data
        return FieldData(label=given["label"], kind=given["kind"], key=given["key"])


class LabelForm(forms.Form):
    label = forms.CharField(label="Nome", max_length=60)
