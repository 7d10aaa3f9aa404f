"""What people type about messages, before any decision."""

from typing import Any

from django import forms

from messaging.settling import SettleOutcome
from optin import periods

# Meta's limit for the text of a free message.
TEXT_LENGTH = 4096


class ReplyForm(forms.Form):
    text = forms.CharField(
        max_length=TEXT_LENGTH,
        error_messages={
            "required": "Escreva a mensagem.",
            "max_length": "A mensagem tem %(show_value)s caracteres; o WhatsApp leva até 4.096.",
        },
    )


YEARS = range(2000, 2101)


class PeriodForm(forms.Form):
    """Both days are part of the period; either may be left open."""

    since = forms.DateField(required=False, error_messages={"invalid": "A data “De” não existe."})
    until = forms.DateField(required=False, error_messages={"invalid": "A data “Até” não existe."})

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        if any(day and day.year not in YEARS for day in said.values()):
            raise forms.ValidationError("Use datas entre 2000 e 2100.")
        chosen = periods.chosen(said["since"], said["until"])
        if chosen.since > chosen.until:
            raise forms.ValidationError("O período começa depois de terminar. Troque as datas.")
        if chosen.length > periods.MOST_DAYS:
            raise forms.ValidationError(f"O período pode ter até {periods.MOST_DAYS} dias.")
        return said


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(
        choices=[(outcome.value, outcome.value) for outcome in SettleOutcome],
        error_messages={
            "required": "Escolha se a mensagem chegou ou não.",
            "invalid_choice": "Escolha se a mensagem chegou ou não.",
        },
    )
    note = forms.CharField(
        max_length=500,
        error_messages={
            "required": "Diga como você conferiu: o que viu e onde.",
            "max_length": "Resuma em até 500 caracteres.",
        },
    )
