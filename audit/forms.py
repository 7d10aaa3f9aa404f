"""What people fill in about the trail."""

from django import forms


class FilterNameForm(forms.Form):
    name = forms.CharField(label="Nome do filtro", max_length=80)


class ExportForm(forms.Form):
    format = forms.ChoiceField(label="Formato", widget=forms.RadioSelect)

    def __init__(self, *args: object, formats: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as received
        field = self.fields["format"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared above
        field.choices, field.initial = formats, formats[0][0]
