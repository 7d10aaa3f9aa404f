"""Field names and stored values as people read them; the models' own words where they have any."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import phonenumbers
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from audit.words import CHOICES_OF, DAYS, FIELDS, MESSAGE_STATES, NUMBERS

NOTHING = "–"
WHEN = "%d/%m/%Y %H:%M:%S"
DAY = "%d/%m/%Y"


@lru_cache(maxsize=512)
def name_of_field(object_type: str, name: str) -> str:
    """The column's own label, else the word of this report, else the name itself."""
    if name in FIELDS:
        return FIELDS[name]
    field = _field(object_type, name)
    label = str(field.verbose_name) if field else name.replace("_", " ")
    return label[:1].upper() + label[1:]


@lru_cache(maxsize=64)
def name_of_type(object_type: str) -> str:
    if not object_type:
        return ""
    try:
        label = str(apps.get_model(object_type)._meta.verbose_name)
    except LookupError:
        return object_type
    return label[:1].upper() + label[1:]


def word(object_type: str, name: str, value: Any) -> str:
    """One stored value in words; a dash for nothing."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return "Sim" if value else "Não"
    if isinstance(value, list):
        return ", ".join(word(object_type, name, item) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {word(object_type, key, item)}" for key, item in value.items())
    if isinstance(value, int) and not name.endswith("id"):
        return counted(value)
    return _text(object_type, name, value) if isinstance(value, str) else str(value)


def counted(value: int) -> str:
    """12.482"""
    return f"{value:,}".replace(",", ".")


def _text(object_type: str, name: str, value: str) -> str:
    chosen = _choices(object_type, name).get(value)
    if chosen:
        return chosen
    if name in NUMBERS and value.isascii() and value.isdigit():
        return display_number(value)
    if name in DAYS:
        return date.fromisoformat(value).strftime(DAY)
    moment = parse_datetime(value) if name.endswith("_at") else None
    return timezone.localtime(moment).strftime(WHEN) if moment else value


def display_number(digits: str) -> str:
    """Canonical digits as +55 11 98765-4321; what is no number stays as it is."""
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return digits
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _choices(object_type: str, name: str) -> Mapping[str, str]:
    if object_type == "messaging.message" and name == "status":
        return MESSAGE_STATES
    own = _choices_of(object_type, name)
    return own or _choices_of(*CHOICES_OF.get(name, (object_type, name)))


@lru_cache(maxsize=256)
def _choices_of(object_type: str, name: str) -> dict[str, str]:
    field = _field(object_type, name)
    if field is None or not field.choices:
        return {}
    return {str(value): str(label) for value, label in field.flatchoices}


def _field(object_type: str, name: str) -> "Field[Any, Any] | None":
    """None when the object has no such column, or no longer has."""
    if not object_type:
        return None
    try:
        found = apps.get_model(object_type)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None
    return found if isinstance(found, Field) else None
