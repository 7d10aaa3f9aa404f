"""Where the library phonenumbers was measured to be wrong for Brazil, we are right."""

import pytest

from contacts.phone import PhoneError, PhoneKind, parse

UNDERSTOOD = [
    ("+5511987654321", "5511987654321", PhoneKind.MOBILE),
    ("+551187654321", "5511987654321", PhoneKind.MOBILE),
    ("+553187654321", "5531987654321", PhoneKind.MOBILE),
    ("+555181234567", "5551981234567", PhoneKind.MOBILE),
    ("+551177654321", "5511977654321", PhoneKind.MOBILE),
    ("+551137654321", "551137654321", PhoneKind.LANDLINE),
    ("5511987654321", "5511987654321", PhoneKind.MOBILE),
    ("11987654321", "5511987654321", PhoneKind.MOBILE),
    ("011987654321", "5511987654321", PhoneKind.MOBILE),
    ("015 11 98765-4321", "5511987654321", PhoneKind.MOBILE),
    ("(11) 98765-4321", "5511987654321", PhoneKind.MOBILE),
    ("+5505511987654321", "5511987654321", PhoneKind.MOBILE),
    ("+55 0 11 98765-4321", "5511987654321", PhoneKind.MOBILE),
    ("0055 11 98765-4321", "5511987654321", PhoneKind.MOBILE),
    ("55987654321", "5555987654321", PhoneKind.MOBILE),
]

REFUSED = [
    ("+5561881234567", "phone_invalid"),
    ("+5541312345678", "phone_invalid"),
    ("+5511887654321", "phone_invalid"),
    ("+5520987654321", "phone_ddd_unknown"),
    ("987654321", "phone_ddd_missing"),
    ("0800 123 4567", "phone_service_number"),
    ("+558001234567", "phone_service_number"),
    ("4004 1234", "phone_service_number"),
    ("+5540041234", "phone_service_number"),
]


@pytest.mark.parametrize(("text", "digits", "kind"), UNDERSTOOD)
def test_a_measured_spelling_is_understood(text: str, digits: str, kind: PhoneKind) -> None:
    number = parse(text)

    assert (number.digits, number.kind) == (digits, kind)


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_a_measured_spelling_is_refused(text: str, code: str) -> None:
    with pytest.raises(PhoneError) as refused:
        parse(text)

    assert refused.value.code == code
