"""What people fill in about people."""

from django import forms

from conecta.accounts.roles import Role

# In days; "" is a key without end.
LIFETIMES = [("30", "30 dias"), ("90", "90 dias"), ("365", "1 ano"), ("", "Sem prazo")]
STATES = [("active", "Ativo"), ("invited", "Aguardando a senha"), ("inactive", "Inativo")]


class PeopleFilterForm(forms.Form):
    """Filters of the list, all from the address."""

    search = forms.CharField(required=False, max_length=150)
    role = forms.MultipleChoiceField(choices=Role.choices, required=False)
    state = forms.MultipleChoiceField(choices=STATES, required=False)


class PersonForm(forms.Form):
    name = forms.CharField(label="Nome", max_length=150)
    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        help_text="É com ele que a pessoa entra; recebe o link da senha.",
    )
    role = forms.ChoiceField(
        label="Perfil", choices=Role.choices, initial=Role.AGENT, widget=forms.RadioSelect
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class PersonChangeForm(forms.Form):
    name = forms.CharField(label="Nome", max_length=150)
    role = forms.ChoiceField(label="Perfil", choices=Role.choices, widget=forms.RadioSelect)

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class ProfileForm(forms.Form):
    name = forms.CharField(label="Nome", max_length=150)


class TokenForm(forms.Form):
    days = forms.TypedChoiceField(
        label="Validade",
        choices=LIFETIMES,
        coerce=int,
        empty_value=None,
        required=False,
        initial="365",
    )
