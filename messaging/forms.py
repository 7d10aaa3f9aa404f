"""What people type about messages, before any decision."""

from django import forms

from messaging.settling import SettleOutcome

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
