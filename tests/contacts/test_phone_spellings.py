"""Every usual Brazilian spelling gives the one canonical number."""

import pytest

from contacts.phone import PhoneKind, parse

MOBILE = [
    "11987654321",
    "(11) 98765-4321",
    "(11)98765-4321",
    "( 11 ) 9 8765 - 4321",
    "11 9 8765-4321",
    "11 9.8765.4321",
    "11.98765.4321",
    "11-98765-4321",
    "11/98765-4321",
    "+55 11 98765-4321",
    "+5511987654321",
    "+55(11)98765-4321",
    "(+55) 11 98765-4321",
    "+ 55 11 98765 4321",
    "5511987654321",
    "55 11 98765-4321",
    "55 (11) 98765-4321",
    "0055 11 98765-4321",
    "00 55 11 98765-4321",
    "+0055 11 98765-4321",
    "011987654321",
    "(011) 98765-4321",
    "015 11 98765-4321",
    "0 15 11 98765-4321",
    "0 (15) 11 98765-4321",
    "(0xx11) 98765-4321",
    "0XX 11 98765-4321",
    "0**11 98765-4321",
    "xx11 98765-4321",
    "+55 0 11 98765-4321",
    "+55 (0) 11 98765-4321",
    "+5501511987654321",
    "055 11 98765-4321",
    "  11 98765-4321  \n",
    "11\u00a098765\u00a04321",
    "11\t98765\t4321",
    "11 98765\u20134321",
    "11 98765\u20104321",
    "11 98765\u22124321",
    "\u202a+55 11 98765-4321\u202c",
    "11 98765\u200b-4321",
    "\uff0b\uff15\uff15\uff11\uff11\uff19\uff18\uff17\uff16\uff15\uff14\uff13\uff12\uff11",
    "\u0661\u0661\u0669\u0668\u0667\u0666\u0665\u0664\u0663\u0662\u0661",
    "1️⃣1️⃣ 98765-4321",
    "whats: 11 98765-4321",
    "Cel.: (11) 98765-4321 (Maria)",
    "WhatsApp Business +55 11 98765-4321",
    "11 98765-4321 - recado",
    "'5511987654321",
    "5511987654321.0",
    "11987654321.0",
    "tel:+55-11-98765-4321",
    "tel:011987654321",
    "tel:%2B5511987654321;ext=12",
    "wa.me/5511987654321",
    "https://wa.me/5511987654321?text=Quero%2010%20pe%C3%A7as",
    "Fale 24h: https://wa.me/+55%2011%2098765-4321",
    "https://wa.me/c/5511987654321",
    "https://api.whatsapp.com/send?phone=5511987654321&text=oi%202",
    "https://api.whatsapp.com/send/?text=10&phone=%2B5511987654321",
    "whatsapp://send?phone=+5511987654321",
    "5511987654321@c.us",
    "5511987654321@s.whatsapp.net",
    "1187654321",
    "(11) 8765-4321",
    "+55 11 8765-4321",
    "551187654321",
    "0 15 11 8765-4321",
]

LANDLINE = [
    "1134567890",
    "(11) 3456-7890",
    "+55 11 3456-7890",
    "551134567890",
    "0055 11 3456-7890",
    "01134567890",
    "(0xx11) 3456-7890",
    "015 11 3456-7890",
    "+55 (0) 11 3456-7890",
    "tel:+551134567890",
]


@pytest.mark.parametrize("text", MOBILE)
def test_a_mobile_is_understood_in_every_usual_spelling(text: str) -> None:
    number = parse(text)

    assert number.digits == "5511987654321"
    assert number.kind is PhoneKind.MOBILE


@pytest.mark.parametrize("text", LANDLINE)
def test_a_landline_is_understood_and_never_gains_a_digit(text: str) -> None:
    number = parse(text)

    assert number.digits == "551134567890"
    assert number.kind is PhoneKind.LANDLINE


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("55987654321", "5555987654321"),
        ("(55) 98765-4321", "5555987654321"),
        ("055 98765-4321", "5555987654321"),
        ("+55 55 98765-4321", "5555987654321"),
        ("5555987654321", "5555987654321"),
        ("(55) 8765-4321", "5555987654321"),
        ("555587654321", "5555987654321"),
        ("(55) 3234-5678", "555532345678"),
        ("+555532345678", "555532345678"),
    ],
)
def test_ddd_55_is_told_from_the_country_code_55(text: str, digits: str) -> None:
    assert parse(text).digits == digits


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("+351 912 345 678", "351912345678"),
        ("00351 912 345 678", "351912345678"),
        ("+1 (212) 555-1234", "12125551234"),
        ("+44 (0)20 7946 0000", "442079460000"),
        ("+39 06 1234 5678", "390612345678"),
        ("https://wa.me/351912345678", "351912345678"),
        ("+52 55 1234 5678", "525512345678"),
        ("+52 1 55 1234 5678", "525512345678"),
        ("+54 9 11 2345-6789", "5491123456789"),
    ],
)
def test_a_foreign_number_needs_a_plus_a_00_or_a_link(text: str, digits: str) -> None:
    number = parse(text)

    assert number.digits == digits
    assert number.kind is PhoneKind.FOREIGN
    assert number.ddd is None
