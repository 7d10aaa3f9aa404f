"""Values of additional fields: how each kind is stored, and how it is written out for people.

Stored in `Contact.extra` as JSON: a text as a string, a number as a number, a date as "2026-11-22",
yes or no as true or false. What is empty is not stored at all.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator
from django.db import models
from django.utils.formats import number_format

from conecta.errors import DomainError

Scalar: TypeAlias = str | int | float | bool | None

TEXT_LENGTH = 500
# As many digits as a JSON number keeps on any machine.
NUMBER_DIGITS, NUMBER_PLACES = 15, 4
TYPED_NUMBER = re.compile(r"^-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$", re.ASCII)
IS_IN_BOUNDS = DecimalValidator(NUMBER_DIGITS, NUMBER_PLACES)

TEXT_WANTED = f"Use um texto de até {TEXT_LENGTH} caracteres."
NUMBER_WANTED = (
    f"Use um número de até {NUMBER_DIGITS} algarismos, {NUMBER_PLACES} deles depois da vírgula."
)
DATE_WANTED = "Use uma data como 2026-11-22."
YES_NO_WANTED = "Use true ou false."


class FieldKind(models.TextChoices):
    TEXT = "text", "Texto"
    NUMBER = "number", "Número"
    DATE = "date", "Data"
    YES_NO = "yes_no", "Sim ou não"


def checked(kind: str, value: object) -> Scalar:
    """The stored form of what the API gives; None for empty. Raises DomainError."""
    return None if value is None else CHECKS[FieldKind(kind)](value)


def typed_number(text: str) -> int | float:
    """What a person types as 1.234,56. Raises DomainError: in 1.5 the point may mean either."""
    if not TYPED_NUMBER.match(text):
        raise _refused("Escreva o número como 1.234,56.")
    return _number(Decimal(text.replace(".", "").replace(",", ".")))


def text_of(kind: str, value: Any) -> str:
    """As it is written in a message: 22/11/2026, 1.234,56, Sim; "" for nothing.

    A value that is not of its kind, stored before kinds were declared, is written as it stands.
    """
    if isinstance(value, bool):
        return "Sim" if value else "Não"
    if kind == FieldKind.NUMBER and isinstance(value, int | float):
        return _written(Decimal(str(value)))
    if kind == FieldKind.DATE and isinstance(value, str):
        return _day(value)
    return str(value) if isinstance(value, str | int | float) else ""


def _refused(sentence: str) -> DomainError:
    return DomainError("field_value_invalid", sentence)


def _text(value: object) -> Scalar:
    """A number too: codes often come as one."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _refused(TEXT_WANTED)
    text = str(value).strip()
    if len(text) > TEXT_LENGTH or "\0" in text:
        raise _refused(TEXT_WANTED)
    return text or None


def _number(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _refused(NUMBER_WANTED)
    number = Decimal(str(value))
    try:
        IS_IN_BOUNDS(number)
    except ValidationError as error:
        raise _refused(NUMBER_WANTED) from error
    return int(number) if number == number.to_integral_value() else float(number)


def _date(value: object) -> Scalar:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "").isoformat()
    except ValueError as error:
        raise _refused(DATE_WANTED) from error


def _yes_no(value: object) -> Scalar:
    if not isinstance(value, bool):
        raise _refused(YES_NO_WANTED)
    return value


CHECKS: Mapping[FieldKind, Callable[[object], Scalar]] = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
    FieldKind.YES_NO: _yes_no,
}


def _written(number: Decimal) -> str:
    """Two places at least when there are any: 184.9 is most often money."""
    exponent = number.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if number == number.to_integral_value():
        places = 0
    return number_format(number, decimal_pos=max(places, 2) if places else 0, force_grouping=True)


def _day(value: str) -> str:
    try:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    except ValueError:
        return value
