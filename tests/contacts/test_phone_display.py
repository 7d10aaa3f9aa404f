"""How a number is shown and named."""

import pytest

from contacts.phone import PhoneKind, from_digits, parse


@pytest.mark.parametrize(
    ("digits", "display"),
    [
        ("5511987654321", "+55 11 98765-4321"),
        ("551134567890", "+55 11 3456-7890"),
        ("351912345678", "+351 912 345 678"),
        ("12125551234", "+1 212-555-1234"),
        ("442079460000", "+44 20 7946 0000"),
        ("999123456", "+999123456"),
    ],
)
def test_a_stored_number_is_shown_with_its_usual_spaces(digits: str, display: str) -> None:
    number = from_digits(digits)

    assert number.display == display
    assert str(number) == display


def test_a_number_knows_its_address_area_and_kind() -> None:
    mobile = parse("(92) 98765-4321")
    landline = parse("(11) 3456-7890")

    assert (mobile.e164, mobile.ddd, mobile.kind) == ("+5592987654321", "92", PhoneKind.MOBILE)
    assert (landline.e164, landline.ddd) == ("+551134567890", "11")
    assert landline.kind is PhoneKind.LANDLINE


def test_numbers_are_equal_by_what_they_are_not_by_how_they_were_written() -> None:
    assert parse("(11) 98765-4321") == parse("551187654321") == from_digits("5511987654321")
