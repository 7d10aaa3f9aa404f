"""Fields of every form: the label, the hint and the error belong to the control."""

from django import forms


class Registration(forms.Form):
    name = forms.CharField(label="Nome", help_text="Como aparece na lista.")
    email = forms.EmailField(label="E-mail", required=False)
    group = forms.ChoiceField(label="Grupo", choices=[("a", "VIP"), ("b", "Zona Sul")])
    kind = forms.ChoiceField(
        label="Tipo", choices=[("1", "Um"), ("2", "Dois")], widget=forms.RadioSelect
    )
    receptive = forms.BooleanField(
        label="Receptivo",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "switch", "role": "switch"}),
    )


def test_an_invalid_field_says_what_is_wrong_to_everybody() -> None:
    form = Registration({"name": ""})

    html = form["name"].as_field_group()

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert "Este campo é obrigatório." in html


def test_the_label_points_to_the_control() -> None:
    html = Registration()["name"].as_field_group()

    assert '<label class="field__label" for="id_name">Nome</label>' in html
    assert '<input type="text" name="name" class="input"' in html


def test_what_may_stay_empty_says_so() -> None:
    form = Registration()

    assert "<small>opcional</small>" in form["email"].as_field_group()
    assert "<small>opcional</small>" not in form["name"].as_field_group()


def test_radios_share_a_legend_and_keep_the_choice() -> None:
    html = Registration({"kind": "2"})["kind"].as_field_group()

    assert '<legend class="field__label">Tipo</legend>' in html
    assert 'value="2" id="id_kind_1" required checked' in html.replace('aria-invalid="true" ', "")


def test_a_class_given_by_the_form_wins() -> None:
    html = Registration()["receptive"].as_field_group()

    assert 'class="switch"' in html
    assert 'class="check"' not in html


def test_a_whole_form_shows_the_errors_of_no_field_first() -> None:
    form = Registration({"name": "Ana", "group": "a", "kind": "1"})
    form.add_error(None, "Este número já está cadastrado.")

    html = str(form)

    assert html.index('role="alert"') < html.index("Este número já está cadastrado.")
    assert html.index("Este número já está cadastrado.") < html.index('name="name"')
