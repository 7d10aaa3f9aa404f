"""What people fill in about channels, accounts and rates."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator

from conecta.whatsapp.models import BusinessAccount
from conecta.whatsapp.prices import FIRST_DAY, MOST, PLACES, TOO_EARLY, Currency, RateCategory

META_ID = RegexValidator(r"^\d{5,40}$", "Use só os números do identificador, sem espaços.")
TOKEN_HINT = "Guardado cifrado; não aparece de novo."  # noqa: S105 - a sentence about it


class SwitchForm(forms.Form):
    """A checkbox of htmx: it sends "on", or nothing at all."""

    value = forms.BooleanField(required=False)


class ChannelForm(forms.Form):
    account = forms.ModelChoiceField(
        BusinessAccount.objects.all(), label="Conta do WhatsApp", empty_label="Escolha a conta"
    )
    phone_number_id = forms.CharField(
        label="Id do número na Meta",
        max_length=40,
        validators=[META_ID],
        help_text="No Gerenciador do WhatsApp: Configurações da API, “Identificação do número”.",
    )
    name = forms.CharField(
        label="Nome do canal",
        max_length=120,
        required=False,
        help_text="Vazio: o nome que a Meta verificou.",
    )


class ChannelNameForm(forms.Form):
    name = forms.CharField(label="Nome do canal", max_length=120)


class AccountForm(forms.Form):
    name = forms.CharField(label="Nome da conta", max_length=120)
    waba_id = forms.CharField(
        label="Id da conta (WABA)", max_length=40, validators=[META_ID], help_text="Só números."
    )
    business_id = forms.CharField(
        label="Id do portfólio empresarial",
        max_length=40,
        validators=[META_ID],
        help_text="Contas do mesmo portfólio dividem o limite de 24 h.",
    )
    access_token = forms.CharField(
        label="Token de acesso",
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=TOKEN_HINT,
    )


class AccountChangeForm(forms.Form):
    name = forms.CharField(label="Nome da conta", max_length=120)
    access_token = forms.CharField(
        label="Novo token de acesso",
        max_length=1000,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=f"Vazio: fica o atual. {TOKEN_HINT}",
    )


class RateForm(forms.Form):
    """`amount` with comma or point."""

    category = forms.ChoiceField(
        label="Categoria", choices=[("", "Escolha a categoria"), *RateCategory.choices]
    )
    amount = forms.DecimalField(
        label="Preço por mensagem",
        max_digits=10,
        decimal_places=PLACES,
        localize=True,
        validators=[
            MinValueValidator(0, "O preço não pode ser negativo."),
            MaxValueValidator(MOST, "É muito para uma mensagem. Confira a vírgula: 0,35."),
        ],
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"invalid": "Escreva um número, como 0,35."},
        help_text="Como na tabela da Meta, com todas as casas: até 6 depois da vírgula.",
    )
    currency = forms.ChoiceField(
        label="Moeda",
        choices=Currency.choices,
        initial=Currency.BRL,
        help_text="Aquela em que a Meta cobra a conta.",
    )
    valid_from = forms.DateField(
        label="Vale a partir de",
        validators=[MinValueValidator(FIRST_DAY, TOO_EARLY)],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Se a categoria já tem tarifa desta data, a nova corrige a antiga.",
    )
