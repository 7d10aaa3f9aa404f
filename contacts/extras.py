"""The additional fields of a contact: what may be stored under which key, and how it is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conecta.errors import DomainError
from contacts.field_values import FieldKind, Scalar, checked, text_of
from contacts.models import Contact, CustomField

KEY_LENGTH, MOST_NAMED = 60, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One field of a contact in words; `text` is "" for nothing."""

    label: str
    text: str
    active: bool = True


def accepted(given: Mapping[str, Any]) -> dict[str, Scalar]:
    """What was given, in stored form; None for what is to be emptied.

    Raises DomainError `extra_invalid` for keys that nobody declared and values not of their kind.
    """
    return _stored(given, _declared())


def merged(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """`before` with what was given, as `accepted`; what is written the same stays as it stands."""
    fields, after = _declared(), dict(before)
    for key, value in _stored(given, fields).items():
        kind = fields[key].kind
        if value is None:
            after.pop(key, None)
        elif text_of(kind, before.get(key)) != text_of(kind, value):
            after[key] = value
    return after


def told(contact: Contact) -> list[Told]:
    """Every active field, and whatever else the contact carries."""
    fields = list(CustomField.objects.offered_first())
    words = [_told(field, contact.extra.get(field.key)) for field in fields]
    known = {field.key for field in fields}
    strays = [
        Told(label=key, text=text_of(FieldKind.TEXT, value), active=False)
        for key, value in contact.extra.items()
        if key not in known
    ]
    return [it for it in (*words, *strays) if it.active or it.text]


def filled(contact: Contact) -> list[Told]:
    return [it for it in told(contact) if it.text]


def texts(contact: Contact) -> dict[str, str]:
    """By key, as a message writes them; of active fields alone."""
    return {
        field.key: text_of(field.kind, contact.extra.get(field.key))
        for field in CustomField.objects.active().filter(key__in=contact.extra)
    }


def in_words(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, str]]:
    """What changed from one `extra` to the other, for the trail: label to text."""
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    fields = _declared()
    names = {key: fields[key].label if key in fields else key for key in changed}
    kinds = {key: fields[key].kind if key in fields else FieldKind.TEXT for key in changed}
    return (
        {names[key]: text_of(kinds[key], before[key]) for key in changed if key in before},
        {names[key]: text_of(kinds[key], after.get(key)) for key in changed},
    )


def cure(active: Iterable[str]) -> str:
    """What to do about a key that is none of those that are offered."""
    known = ", ".join(active)
    use = f", ou use um destes: {known}." if known else "."
    return f"Crie-o em Configurações – Campos adicionais{use}"


def _told(field: CustomField, value: Any) -> Told:
    return Told(label=field.label, text=text_of(field.kind, value), active=field.active)


def _stored(given: Mapping[str, Any], fields: Mapping[str, CustomField]) -> dict[str, Scalar]:
    unknown = [key for key in given if key not in fields]
    if unknown:
        raise _invalid(_unknown(unknown, fields.values()))
    stored, problems = {}, []
    for key, value in given.items():
        try:
            stored[key] = checked(fields[key].kind, value)
        except DomainError as error:
            problems.append(f"{key}: {error.message}")
    if problems:
        raise _invalid(" ".join(problems))
    return stored


def _declared() -> dict[str, CustomField]:
    return {field.key: field for field in CustomField.objects.all()}


def _unknown(keys: Sequence[str], fields: Iterable[CustomField]) -> str:
    named = ", ".join(f"“{key[:KEY_LENGTH]}”" for key in keys[:MOST_NAMED])
    return f"Não há campo adicional {named}. {cure(it.key for it in fields if it.active)}"


def _invalid(message: str) -> DomainError:
    return DomainError("extra_invalid", message, field="extra")
