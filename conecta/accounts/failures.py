"""A decision's refusal, shown on the form that asked for it."""

from django import forms

from conecta.errors import DomainError


def show(form: forms.Form, error: DomainError) -> None:
    """Beside the field that the refusal names, above the form when it names none."""
    field = error.extra.get("field")
    form.add_error(field if field in form.fields else None, error.message)
