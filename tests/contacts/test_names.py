"""Names as searched, sorted, abbreviated and greeted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.names import first_name, initials, search_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("José  da   Conceição ", "jose da conceicao"),
        ("ÁÉÍÓÚ ãõ Ç Ü", "aeiou ao c u"),
        ("Jose\u0301", "jose"),
        ("D’Ávila", "d'avila"),
        ("\uff2daria\u00a0Silva", "maria silva"),
        ("Mar\u200bia", "maria"),
        ("Straße", "strasse"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_the_search_key_ignores_case_accents_and_spaces(name: str, key: str) -> None:
    assert search_key(name) == key


@given(st.text(max_size=40))
def test_a_search_key_is_its_own_key(name: str) -> None:
    key = search_key(name)

    assert search_key(key) == key


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Marina Azevedo", "MA"),
        ("João Pedro Sampaio", "JS"),
        ("Maria da Silva e", "MS"),
        ("élson ávila", "ÉÁ"),
        ("Ana", "A"),
        ("Ana 🌸", "A"),
        ("(Zé) d'Ávila", "ZD"),
        ("de", "?"),
        ("+55 11 98765-4321", "?"),
        ("", "?"),
    ],
)
def test_initials_come_from_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Ana Beatriz Nogueira", "Ana"),
        ("MARIA DA SILVA", "Maria"),
        ("joão", "João"),
        ("JP Santos", "JP"),
        ("McDonald Jr", "McDonald"),
        ("Silva, Ana", "Silva"),
        ("", ""),
    ],
)
def test_the_first_name_is_as_one_greets(name: str, first: str) -> None:
    assert first_name(name) == first
