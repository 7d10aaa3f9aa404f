"""Promises that hold for every number, not only for those we thought of."""

import phonenumbers
from hypothesis import given
from hypothesis import strategies as st

from contacts.ddd import AREAS
from contacts.phone import PhoneError, PhoneNumber, from_wa_id, parse, search_digits

DDDS = st.sampled_from(sorted(AREAS))
MOBILES = st.builds("55{}9{}".format, DDDS, st.from_regex(r"[0-9]{8}", fullmatch=True))
LANDLINES = st.builds("55{}{}".format, DDDS, st.from_regex(r"[2-5][0-9]{7}", fullmatch=True))
OLD_MOBILES = st.builds("55{}{}".format, DDDS, st.from_regex(r"[6-9][0-9]{7}", fullmatch=True))
SEPARATORS = st.text(alphabet=" .-()/\u00a0\u2013\u200b", max_size=3)


def _example(region: str) -> str | None:
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    e164 = phonenumbers.PhoneNumberFormat.E164
    return phonenumbers.format_number(example, e164)[1:] if example else None


def _result(text: str) -> PhoneNumber | PhoneError:
    try:
        return parse(text)
    except PhoneError as refused:
        return refused


FOREIGN = st.sampled_from(
    sorted(
        digits
        for digits in map(_example, phonenumbers.SUPPORTED_REGIONS)
        if digits and not digits.startswith("55")
    )
)


@given(st.one_of(MOBILES, LANDLINES))
def test_a_canonical_number_is_its_own_reading(digits: str) -> None:
    assert parse(digits).digits == digits
    assert parse(f"+{digits}").digits == digits


@given(st.one_of(MOBILES, LANDLINES, OLD_MOBILES, FOREIGN.map("+{}".format)))
def test_what_is_displayed_reads_back_as_the_same_number(text: str) -> None:
    number = parse(text)

    assert parse(number.display) == number
    assert parse(number.e164) == number


@given(st.one_of(MOBILES, LANDLINES, OLD_MOBILES, FOREIGN))
def test_every_form_of_a_number_is_the_same_number(wa_id: str) -> None:
    number = from_wa_id(wa_id)

    assert number is not None
    assert {from_wa_id(form) for form in number.forms} == {number}


@given(MOBILES, st.lists(SEPARATORS, min_size=14, max_size=14))
def test_signs_between_the_digits_change_nothing(digits: str, signs: list[str]) -> None:
    written = "".join(sign + digit for sign, digit in zip(signs, f"{digits} ", strict=True))

    assert parse(written).digits == digits


@given(st.from_regex(r"[1-9][0-9]{6,14}", fullmatch=True))
def test_the_canonical_form_of_a_wa_id_is_stable(wa_id: str) -> None:
    number = from_wa_id(wa_id)

    if number is not None:
        assert from_wa_id(number.digits) == number
        assert 7 <= len(number.digits) <= 15


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_a_refusal_in_words(text: str) -> None:
    result = _result(text)

    if isinstance(result, PhoneError):
        assert result.code.startswith("phone_")
        assert result.message.endswith(".")
    else:
        assert parse(result.display) == result


@given(st.text(max_size=60))
def test_a_search_looks_for_ascii_digits_only(text: str) -> None:
    digits = search_digits(text)

    assert digits == "" or (digits.isascii() and digits.isdigit())
