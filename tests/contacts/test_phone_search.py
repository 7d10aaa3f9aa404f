"""A fragment of a number, as typed, gives the digits to look for in canonical numbers."""

import pytest

from contacts.phone import search_digits


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("", ""),
        ("Maria", ""),
        ("Maria 2", ""),
        ("2a via", ""),
        ("joao22@example.com", ""),
        ("4321", "4321"),
        ("765-43", "76543"),
        ("(11) 98765", "1198765"),
        ("011 9876", "119876"),
        ("+55 11", "5511"),
        ("0055 11 9", "55119"),
        ("55 11 98", "551198"),
        ("98765-4321", "987654321"),
        ("\uff11\uff11 9", "119"),
        ("(11) 98765-4321", "11987654321"),
        ("+55 11 98765-4321", "5511987654321"),
        ("015 11 98765-4321", "5511987654321"),
        ("Maria 11 98765-4321", "11987654321"),
        ("https://wa.me/5511987654321", "5511987654321"),
        ("11 3456-7890", "1134567890"),
        ("+351 912", "351912"),
        ("+44 (0)20 7946 0000", "442079460000"),
    ],
)
def test_the_digits_to_look_for(typed: str, digits: str) -> None:
    assert search_digits(typed) == digits


@pytest.mark.parametrize("typed", ["11 8765-4321", "+55 11 8765-4321", "551187654321"])
def test_a_mobile_typed_without_its_ninth_digit_is_found(typed: str) -> None:
    assert search_digits(typed) == "87654321"
    assert search_digits(typed) in "5511987654321"


@pytest.mark.parametrize(
    "whole", ["5511987654321", "11987654321", "5598987654321", "5555987654321"]
)
def test_while_a_number_is_being_typed_it_stays_found(whole: str) -> None:
    canonical = whole if whole.startswith("55") else f"55{whole}"

    for end in range(1, len(whole) + 1):
        assert search_digits(whole[:end]) in canonical
