"""Whatever form of a number WhatsApp uses, it is the same number; landlines stay as they are."""

import pytest

from contacts.phone import PhoneKind, from_wa_id, parse


@pytest.mark.parametrize(
    ("wa_id", "digits"),
    [
        ("5511987654321", "5511987654321"),
        ("551187654321", "5511987654321"),
        ("553187654321", "5531987654321"),
        ("553198765432", "5531998765432"),
        ("555167654321", "5551967654321"),
        ("551177654321", "5511977654321"),
        ("551134567890", "551134567890"),
        ("551120001000", "551120001000"),
        ("555532345678", "555532345678"),
        ("5511912345678", "5511912345678"),
    ],
)
def test_a_brazilian_wa_id_gains_the_ninth_digit_unless_it_is_a_landline(
    wa_id: str, digits: str
) -> None:
    number = from_wa_id(wa_id)

    assert number is not None
    assert number.digits == digits


@pytest.mark.parametrize(
    ("wa_id", "digits"),
    [
        ("351912345678", "351912345678"),
        ("12125551234", "12125551234"),
        ("5215512345678", "525512345678"),
        ("525512345678", "525512345678"),
        ("5491123456789", "5491123456789"),
        ("11987654321", "11987654321"),  # possible only: WhatsApp knows ranges before the library
    ],
)
def test_a_foreign_wa_id_is_taken_as_meta_gives_it(wa_id: str, digits: str) -> None:
    number = from_wa_id(wa_id)

    assert number is not None
    assert number.digits == digits
    assert number.kind is PhoneKind.FOREIGN


@pytest.mark.parametrize(
    "wa_id",
    [
        "",
        "BR.1A2B3C4D5E",
        "BR.ENT.1A2B3C4D5E",
        "+5511987654321",
        "0511987654321",
        "551198765",
        "55119876543210",
        "5520987654321",
        "5511887654321",
        "558001234567",
        "5511012345678",
        "9991234567",
        "123456",
        "1234567890123456",
        "\u0665\u0665\u0661\u0661\u0669\u0668\u0667\u0666\u0665\u0664\u0663\u0662\u0661",
        "5511987654321\n",
    ],
)
def test_what_is_no_number_gives_none(wa_id: str) -> None:
    assert from_wa_id(wa_id) is None


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("11 98765-4321", {"5511987654321", "551187654321"}),
        ("11 97765-4321", {"5511977654321", "551177654321"}),
        ("11 96765-4321", {"5511967654321", "551167654321"}),
        ("11 99765-4321", {"5511997654321", "551197654321"}),
        ("11 91234-5678", {"5511912345678"}),
        ("11 95234-5678", {"5511952345678"}),
        ("11 3456-7890", {"551134567890"}),
        ("+351 912 345 678", {"351912345678"}),
        ("+52 55 1234 5678", {"525512345678", "5215512345678"}),
    ],
)
def test_forms_are_all_the_digits_whatsapp_may_use(text: str, forms: set[str]) -> None:
    assert parse(text).forms == forms


def test_a_mobile_never_takes_the_form_of_somebody_elses_landline() -> None:
    mobile = parse("11 93456-7890")
    landline = parse("11 3456-7890")

    assert mobile.forms.isdisjoint(landline.forms)
