import pytest

from conecta.whatsapp.sandbox import wa_id


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("5511987654321", "5511987654321"),
        ("5528987654321", "5528987654321"),
        ("5531987654321", "553187654321"),
        ("5599987654321", "559987654321"),
        ("551187654321", "5511987654321"),
        ("553187654321", "553187654321"),
        ("551140031020", "551140031020"),
        ("553133334444", "553133334444"),
        ("14155550123", "14155550123"),
    ],
)
def test_old_areas_lose_the_ninth_digit(digits: str, expected: str) -> None:
    assert wa_id.from_digits(digits) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("+55 (11) 98765-4321", "5511987654321"),
        ("5511987654321", "5511987654321"),
        ("1234567", None),
        ("1234567890123456", None),
        ("0055119876543", None),
        ("BR.1A2B3C4D5E", None),
        ("", None),
    ],
)
def test_only_international_numbers_are_numbers(typed: str, expected: str | None) -> None:
    assert wa_id.parse(typed) == expected
