"""One telephone number: every usual spelling in, one canonical form inside, one display out.

Canonical is E.164 without the plus. A Brazilian mobile always carries its ninth digit, although
WhatsApp may know it without: accounts older than it keep a wa_id of 55 + DDD + 8 digits.
Local numbers that begin with 2 to 5 are landlines and never gain a digit.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers

from conecta.errors import DomainError
from contacts.ddd import AREAS
from contacts.spelling import Spelling, is_rounded, read

BRAZIL = "55"
_MOBILE_LENGTH = 13  # 55, DDD, nine digits

_EXAMPLE = "Escreva DDD e número, como (11) 98765-4321."
_ABROAD = "Número de outro país começa com + e o código do país."

_FULL_LOCAL = re.compile(r"9[0-9]{8}|[2-5][0-9]{7}")
_LOCAL_WITHOUT_NINTH = re.compile(r"[6-9][0-9]{7}")
_IN_DDD_55 = re.compile(r"55(?:9[0-9]{8}|[2-9][0-9]{7})")
_WITHOUT_DDD = re.compile(r"9[0-9]{8}|[2-9][0-9]{7}")
_SERVICE = re.compile(r"0?[3589]00[0-9]{6,7}|(?:300[0-9]|400[0-9]|4020)[0-9]{4}")
_WA_ID = re.compile(r"[1-9][0-9]{6,14}")
_MEXICAN_MOBILE = re.compile(r"521([0-9]{10})")  # WhatsApp keeps the 1 that Mexico gave up in 2019


class PhoneError(DomainError):
    """The text is not a number that WhatsApp could know; the message says what to do."""


class PhoneKind(StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumber:
    """A number in canonical digits; made by `parse`, `from_wa_id` or `from_digits`."""

    digits: str

    def __str__(self) -> str:
        return self.display

    @property
    def kind(self) -> PhoneKind:
        if not self.digits.startswith(BRAZIL):
            return PhoneKind.FOREIGN
        return PhoneKind.MOBILE if len(self.digits) == _MOBILE_LENGTH else PhoneKind.LANDLINE

    @property
    def e164(self) -> str:
        return f"+{self.digits}"

    @property
    def ddd(self) -> str | None:
        """The Brazilian area code; None for a foreign number."""
        return None if self.kind is PhoneKind.FOREIGN else self.digits[2:4]

    @property
    def display(self) -> str:
        """+55 11 98765-4321, +55 11 3456-7890, +351 912 345 678."""
        if self.kind is PhoneKind.FOREIGN:
            return _foreign_display(self.e164)
        return f"+55 {self.digits[2:4]} {self.digits[4:-4]}-{self.digits[-4:]}"

    @property
    def forms(self) -> frozenset[str]:
        """All the digits under which WhatsApp may know this number, the canonical ones included."""
        if self.kind is PhoneKind.MOBILE and self.digits[5] in "6789":
            return frozenset({self.digits, self.digits[:4] + self.digits[5:]})
        if self.digits.startswith("52") and len(self.digits) == 12:
            return frozenset({self.digits, f"521{self.digits[2:]}"})
        return frozenset({self.digits})


def from_digits(digits: str) -> PhoneNumber:
    """A number that we stored, hence canonical already."""
    return PhoneNumber(digits=digits)


def from_wa_id(wa_id: str) -> PhoneNumber | None:
    """Meta's wa_id in canonical form; None when it is no telephone number of ours to write to.

    None (a scoped id, an 0800 account) is to be kept as an alias only. Every form of a number
    gives the same canonical one; landlines are never touched.
    """
    if not _WA_ID.fullmatch(wa_id):
        return None
    if wa_id.startswith(BRAZIL):
        return _canonical(wa_id[2:])
    number = _foreign(wa_id)
    if number is None or not phonenumbers.is_possible_number(number):
        return None
    # WhatsApp knows new ranges before the library does: what is only possible stays as Meta gave it
    is_known = phonenumbers.is_valid_number(number)
    return _from_library(number) if is_known else PhoneNumber(digits=wa_id)


def parse(text: str) -> PhoneNumber:
    """Any usual spelling of one number. Raises PhoneError, with a sentence that says what to do."""
    spelling = read(text)
    if spelling is None:
        raise _unreadable(text)
    if not spelling.digits:
        raise PhoneError("phone_empty", f"Informe o número. {_EXAMPLE}")
    if spelling.international and not spelling.digits.startswith(BRAZIL):
        return _parse_foreign(spelling.digits)
    national = _national(spelling)
    _refuse_impossible(national, spelling)
    number = _canonical(national)
    if number is None:
        raise PhoneError(
            "phone_invalid",
            "Confira o número: depois do DDD, celular tem 9 dígitos e começa com 9; "
            f"fixo tem 8 e começa com 2, 3, 4 ou 5. {_ABROAD}",
        )
    return number


def search_digits(text: str) -> str:
    """The digits to look for in canonical numbers, from a fragment that a person typed.

    Empty when the text is no part of a number. A mobile typed without its ninth digit gives its
    last eight, which stand in the canonical form as they are.
    """
    spelling = read(text)
    if spelling is None:
        return ""
    typed = spelling.digits.lstrip("0")
    try:
        number = parse(text)
    except PhoneError:
        return "" if any(c.isalpha() for c in text) else typed
    if typed in number.digits:
        return typed
    return number.digits if number.digits[-9:] == typed[-9:] else number.digits[-8:]


def _national(spelling: Spelling) -> str:
    """DDD and local number: no country code, no leading zero, no carrier code.

    55 is a country and also a DDD; without + it is the DDD only if what follows is a local number.
    """
    digits = spelling.digits
    if spelling.international or (digits.startswith(BRAZIL) and not _IN_DDD_55.fullmatch(digits)):
        digits = digits[2:]
    return _without_carrier(digits.lstrip("0")) if digits.startswith("0") else digits


def _without_carrier(digits: str) -> str:
    """0 15 11 3456-7890 without the 15. In doubt, a mobile with a digit too many stays as it is."""
    is_long_mobile = digits[:2] in AREAS and digits[2:3] == "9"
    if len(digits) == 13 or (len(digits) == 12 and not is_long_mobile):
        return digits[2:]
    return digits


def _canonical(national: str) -> PhoneNumber | None:
    ddd, local = national[:2], national[2:]
    if ddd not in AREAS:
        return None
    if _FULL_LOCAL.fullmatch(local):
        return PhoneNumber(digits=f"{BRAZIL}{ddd}{local}")
    if _LOCAL_WITHOUT_NINTH.fullmatch(local):
        return PhoneNumber(digits=f"{BRAZIL}{ddd}9{local}")
    return None


def _refuse_impossible(national: str, spelling: Spelling) -> None:
    """Raises what is wrong with the length or the area code."""
    if _SERVICE.fullmatch(national):
        raise PhoneError(
            "phone_service_number",
            "0800 e 4004 não recebem WhatsApp. Informe um celular ou fixo com DDD.",
        )
    if _WITHOUT_DDD.fullmatch(national) and not spelling.area_marked:
        raise PhoneError("phone_ddd_missing", f"Informe o DDD. {_EXAMPLE}")
    _refuse_length(national, spelling)
    if national[:2] not in AREAS:
        raise PhoneError(
            "phone_ddd_unknown",
            f"O DDD {national[:2]} não existe. Confira os dois primeiros dígitos. {_ABROAD}",
            ddd=national[:2],
        )


def _refuse_length(national: str, spelling: Spelling) -> None:
    is_mobile = national[2:3] == "9"
    missing = (11 if is_mobile else 10) - len(national)
    if is_mobile and missing == 1 and not spelling.cut_short:
        missing = 0  # eight digits that begin with 9: a mobile without its ninth digit
    if missing > 0:
        count = "Falta 1 dígito" if missing == 1 else f"Faltam {missing} dígitos"
        raise PhoneError("phone_too_short", f"{count}. {_EXAMPLE}", missing=missing)
    excess = len(national) - 11
    if excess > 0:
        count = "Sobra 1 dígito" if excess == 1 else f"Sobram {excess} dígitos"
        raise PhoneError("phone_too_long", f"{count}. {_EXAMPLE} {_ABROAD}", excess=excess)


def _unreadable(text: str) -> PhoneError:
    if is_rounded(text):
        return PhoneError(
            "phone_rounded",
            "A planilha arredondou o número. Formate a coluna como texto e digite-o de novo.",
        )
    return PhoneError("phone_unreadable", f"Escreva um só número, sem outras palavras. {_EXAMPLE}")


def _parse_foreign(digits: str) -> PhoneNumber:
    number = _foreign(digits)
    if number is None or not phonenumbers.is_valid_number(number):
        raise PhoneError(
            "phone_foreign_invalid",
            "Este número não existe no país indicado. Depois do + vem o código do país; "
            "o do Brasil é 55, como +55 11 98765-4321.",
        )
    return _from_library(number)


def _foreign(digits: str) -> phonenumbers.PhoneNumber | None:
    mexican = _MEXICAN_MOBILE.fullmatch(digits)
    try:
        return phonenumbers.parse(f"+52{mexican[1]}" if mexican else f"+{digits}", None)
    except phonenumbers.NumberParseException:
        return None


def _from_library(number: phonenumbers.PhoneNumber) -> PhoneNumber:
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return PhoneNumber(digits=e164[1:])


def _foreign_display(e164: str) -> str:
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
