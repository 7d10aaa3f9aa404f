"""What an administrator fills in about the adhesion term."""

from typing import Any

from django import forms

from optin import terms
from optin.models import LegalBasis, Term
from optin.terms import Undertaking

TEXT_LENGTH = 20_000
JUSTIFICATION_LENGTH = 2000
# Where a company that has no term begins; it is theirs to change.
SUGGESTED = """\
A empresa declara que os contatos indefinidos desta base podem receber suas mensagens ativas pelo \
WhatsApp, conforme a Política de Mensageria do WhatsApp (Meta), e responde por esta declaração.

A empresa declara que conhece a origem destes contatos, que o tratamento tem base legal na Lei nº \
13.709/2018 (LGPD), art. 7º, e que guarda os documentos que a comprovam.

Toda mensagem ativa informa como parar: envie #OPTOUT. A saída vale na hora, para todos os canais \
da empresa. Quem já recusou não é liberado por este termo.

Este termo não substitui o consentimento do titular. A empresa pode retirá-lo a qualquer momento; \
os contatos liberados só por ele voltam a Indefinido."""


class TermTextForm(forms.Form):
    text = forms.CharField(
        label="Texto do termo",
        max_length=TEXT_LENGTH,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Depois de publicada, a versão não muda mais. Para corrigir, publique outra.",
        error_messages={"required": "Escreva o texto do termo."},
    )


class AcceptTermForm(forms.Form):
    legal_basis = forms.ChoiceField(
        label="Base legal (LGPD, art. 7º)",
        choices=[("", "Escolha a base legal"), *LegalBasis.choices],
        error_messages={"required": "Escolha a base legal."},
    )
    justification = forms.CharField(
        label="Justificativa",
        max_length=JUSTIFICATION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="De onde vieram estes contatos e por que a base legal vale para eles.",
        error_messages={"required": "Justifique por que a base legal vale para estes contatos."},
    )
    covers_new = forms.BooleanField(
        label="Contatos novos já começam liberados por este termo, enquanto ele valer",
        required=False,
    )
    read = forms.BooleanField(
        label="Li o termo e respondo por ele em nome da empresa. Meu nome, IP e horário ficam na "
        "auditoria.",
        error_messages={"required": "Confirme que leu o termo e responde por ele."},
    )
    confirmation = forms.CharField(
        max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = terms.words_to_accept(term)
        _ask_for(self.fields["confirmation"], self.wanted)

    def clean_confirmation(self) -> str:
        return _clean_typed(self.cleaned_data["confirmation"], self.wanted)

    @property
    def undertaking(self) -> Undertaking:
        said = self.cleaned_data
        return Undertaking(
            legal_basis=LegalBasis(said["legal_basis"]),
            justification=said["justification"],
            covers_new=said["covers_new"],
            confirmation=said["confirmation"],
        )


class WithdrawTermForm(forms.Form):
    """`count`: how many go back to grey; above a limit the words must be typed."""

    confirmation = forms.CharField(
        max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, term: Term, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = terms.words_to_withdraw(term)
        if count > terms.TYPED_ABOVE:
            _ask_for(self.fields["confirmation"], self.wanted)
        else:
            del self.fields["confirmation"]

    def clean_confirmation(self) -> str:
        return _clean_typed(self.cleaned_data["confirmation"], self.wanted)


def _ask_for(field: forms.Field, words: str) -> None:
    field.label = f"Digite {words} para confirmar"
    field.required = True
    field.error_messages["required"] = f"Digite {words} para confirmar."


def _clean_typed(typed: str, wanted: str) -> str:
    if not terms.is_typed(typed, wanted):
        raise forms.ValidationError(f"Digite {wanted} para confirmar.")
    return typed
