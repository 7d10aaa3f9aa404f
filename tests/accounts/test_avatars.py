"""Avatars: two letters and one of four colours."""

import pytest

from conecta.accounts.templatetags.ui import TONES, initials, tone


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ana Beatriz Nogueira", "AN"),
        ("joão sampaio", "JS"),
        ("Élida", "ÉL"),
        ("+55 11 98765-4321", ""),
        ("Ana 2", "AN"),
        ("", ""),
    ],
)
def test_initials_are_of_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_name_always_wears_the_same_colour() -> None:
    assert tone("Ana Beatriz Nogueira") == tone("Ana Beatriz Nogueira")


def test_names_share_out_the_four_colours() -> None:
    assert {tone(f"Pessoa {number}") for number in range(50)} == set(TONES)
