"""What people say when they register an acceptance or a refusal."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from contacts.models import Contact
from optin import ledger, messages
from optin.consents import Evidence
from optin.models import PROVES_ACCEPTANCE, EvidenceKind

TEXT_LENGTH = 1000
PROOFS = [kind for kind in EvidenceKind if kind in PROVES_ACCEPTANCE]
# A refusal needs no proof; what the person wrote to us is found by itself.
REPORTS = [kind for kind in PROOFS if kind != EvidenceKind.MESSAGE]


def _now() -> datetime:
    return timezone.localtime().replace(second=0, microsecond=0, tzinfo=None)


class EvidenceForm(forms.Form):
    text = forms.CharField(
        label="O que a pessoa disse ou assinou",
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Descreva a evidência: o que a pessoa disse ou assinou."},
    )
    obtained_at = forms.DateTimeField(
        label="Quando",
        initial=_now,
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reference = forms.CharField(
        label="Onde a prova está",
        max_length=200,
        required=False,
        help_text="Número do contrato, protocolo, link interno ou nome do arquivo.",
        error_messages={"required": "Escolha a mensagem em que a pessoa aceita."},
    )

    @property
    def evidence(self) -> Evidence:
        given = self.cleaned_data
        return Evidence(
            kind=EvidenceKind(given["kind"]),
            text=given["text"],
            said_at=given["obtained_at"] or timezone.now(),
            reference=given["reference"],
        )


class AcceptanceForm(EvidenceForm):
    """`may_leave_red` False: from red, only a message of the person is offered as evidence."""

    kind = forms.ChoiceField(label="Evidência")
    field_order = ("kind", "text", "obtained_at", "reference")

    def __init__(self, *args: Any, contact: Contact, may_leave_red: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = PROOFS if may_leave_red or not contact.is_refused else [EvidenceKind.MESSAGE]
        field = self.fields["kind"]
        field.choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]  # Field does not know it
        self.contact = contact
        for name in ("text", "obtained_at"):
            self.fields[name].required = not self.cites_message
        self.fields["reference"].required = self.cites_message

    @property
    def cites_message(self) -> bool:
        return (self["kind"].value() or EvidenceKind.MESSAGE) == EvidenceKind.MESSAGE

    @property
    def messages(self) -> list[messages.SaidMessage]:
        """What may be cited: said after the last refusal."""
        refusal = ledger.last_refusal(self.contact)
        return messages.recent(self.contact, since=refusal.said_at if refusal else None)


class RefusalForm(EvidenceForm):
    kind = forms.ChoiceField(
        label="Como a pessoa recusou",
        choices=[("", "Não informado"), *((kind.value, kind.label) for kind in REPORTS)],
        required=False,
    )
    field_order = ("kind", "text", "obtained_at", "reference")
