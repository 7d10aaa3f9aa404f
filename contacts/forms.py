"""What people fill in about contacts and groups, and how they narrow the list."""

from typing import Any

from django import forms

from conecta.errors import DomainError
from contacts import field_forms
from contacts.directory import ContactData
from contacts.field_values import Scalar
from contacts.models import (
    NAME_LENGTH,
    Contact,
    ContactOrigin,
    CustomField,
    Group,
    OptinStatus,
)
from contacts.phone import parse
from contacts.segments import TERM_CHOICE, Segment

NUMBER_HINT = "DDD e número, como (11) 98765-4321. Número de outro país começa com +."


# Green by the term stands beside green.
OPTIN_CHOICES = [*OptinStatus.choices[:2], TERM_CHOICE, *OptinStatus.choices[2:]]
MARKETING_STOPPED = "stopped"


class SegmentForm(forms.Form):
    search = forms.CharField(required=False, max_length=NAME_LENGTH)
    optin = forms.MultipleChoiceField(choices=OPTIN_CHOICES, required=False)
    group = forms.ModelMultipleChoiceField(Group.objects.all(), required=False)
    origin = forms.MultipleChoiceField(choices=ContactOrigin, required=False)
    marketing = forms.MultipleChoiceField(
        choices=[(MARKETING_STOPPED, "Parou no WhatsApp")], required=False
    )

    @property
    def segment(self) -> Segment:
        """What of the address can be understood; a value that does not exist narrows nothing."""
        self.full_clean()
        data = self.cleaned_data
        return Segment(
            search=data.get("search", ""),
            optin=data.get("optin", ()),
            group_ids=[group.pk for group in data.get("group", ())],
            origins=data.get("origin", ()),
            marketing_stopped=MARKETING_STOPPED in data.get("marketing", ()),
        )


class ContactForm(forms.Form):
    """With an input for each active additional field."""

    name = forms.CharField(label="Nome", max_length=NAME_LENGTH)
    whatsapp = forms.CharField(
        label="WhatsApp Business", max_length=60, required=False, help_text=NUMBER_HINT
    )
    email = forms.EmailField(label="E-mail", required=False)
    groups = forms.ModelMultipleChoiceField(
        Group.objects.all(),
        label="Grupos",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.custom = list(CustomField.objects.active())
        for field in self.custom:
            self.fields[field_forms.name_of(field)] = field_forms.input_of(field)

    @property
    def additional(self) -> list[forms.BoundField]:
        return [self[field_forms.name_of(field)] for field in self.custom]

    def clean_whatsapp(self) -> str:
        said: str = self.cleaned_data["whatsapp"]
        if said.strip():
            try:
                parse(said)
            except DomainError as error:
                raise forms.ValidationError(error.message) from error
        return said

    @property
    def data_given(self) -> ContactData:
        given = self.cleaned_data
        return ContactData(
            name=given["name"],
            whatsapp=given["whatsapp"],
            email=given["email"],
            groups=tuple(given["groups"]),
            extra=self._extra_given(),
        )

    def _extra_given(self) -> dict[str, Scalar]:
        """Of the inputs that were on the page: a field restored meanwhile keeps its value."""
        names = {field.key: field_forms.name_of(field) for field in self.custom}
        return {
            key: field_forms.stored(self.cleaned_data[name])
            for key, name in names.items()
            if name in self.data
        }

    @staticmethod
    def values_of(contact: Contact) -> dict[str, Any]:
        """What the form shows of a stored contact."""
        return {
            "name": contact.name,
            "whatsapp": contact.display_number,
            "email": contact.email,
            "groups": [group.pk for group in contact.groups.all()],
            "version": contact.version,
        } | {
            field_forms.name_of(field): field_forms.shown(field, contact)
            for field in CustomField.objects.active()
        }


class NumberForm(forms.Form):
    """A number being typed in the form of that contact, or of a new one."""

    whatsapp = forms.CharField(max_length=60, required=False)
    contact = forms.ModelChoiceField(Contact.objects.all(), required=False)


class SearchForm(forms.Form):
    search = forms.CharField(required=False, max_length=80)


class GroupForm(forms.Form):
    name = forms.CharField(label="Nome do grupo", max_length=80)


class IdsField(forms.Field):
    """Ids that boxes of a list were ticked with."""

    widget = forms.SelectMultiple
    MOST = 200

    def to_python(self, value: list[str] | None) -> list[int]:
        said = value or []
        if not all(one.isascii() and one.isdigit() and len(one) < 19 for one in said):
            raise forms.ValidationError("Escolha contatos da lista.")
        return [int(one) for one in said[: self.MOST]]


class MembersForm(forms.Form):
    """Contacts chosen on one page of the list, and the group they go into or leave."""

    group = forms.ModelChoiceField(
        Group.objects.all(), label="Grupo", empty_label="Escolha o grupo"
    )
    contact = IdsField()


class ErasureForm(forms.Form):
    """There is no way back: the word is typed, so that nobody erases by a slip."""

    WORD = "apagar"
    reason = forms.CharField(
        label="Motivo",
        max_length=300,
        help_text="Fica na auditoria. Não escreva aqui dados da pessoa.",
    )
    confirmation = forms.CharField(label="Digite apagar para confirmar", max_length=20)

    def clean_confirmation(self) -> str:
        said: str = self.cleaned_data["confirmation"]
        if said.strip().casefold() != self.WORD:
            raise forms.ValidationError("Digite a palavra apagar.")
        return said
