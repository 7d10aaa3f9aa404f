"""Variables put in and taken out of a text, the others following."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hsm_templates import numbering
from hsm_templates.placeholders import keys, positions

pieces = st.lists(st.sampled_from(["{{1}}", "{{2}}", "{{3}}", "{{nome}}", "oi ", "é "]), max_size=8)
TEXT = "Olá, {{1}}! Seu pedido {{2}} chega {{3}}. Até, {{1}}."


@pytest.mark.parametrize(
    ("text", "at", "name", "expected"),
    [
        ("", 0, "", "{{1}}"),
        ("Oi, !", 4, "", "Oi, {{1}}!"),
        ("Oi {{1}}, e ?", 12, "", "Oi {{1}}, e {{2}}?"),
        ("Oi ", 99, "nome", "Oi {{nome}}"),
        ("Oi ", -5, "", "{{1}}Oi "),
    ],
)
def test_a_variable_goes_in_with_the_next_number_or_its_name(
    text: str, at: int, name: str, expected: str
) -> None:
    assert numbering.insert(text, at, name=name) == expected


def test_the_numbers_above_go_down_when_one_goes() -> None:
    assert numbering.remove(TEXT, "2") == "Olá, {{1}}! Seu pedido chega {{2}}. Até, {{1}}."
    assert numbering.remove(TEXT, "1") == "Olá,! Seu pedido {{1}} chega {{2}}. Até,."
    assert numbering.without_sample(("Ana", "17", "hoje"), "2") == ("Ana", "hoje")


def test_a_name_goes_and_the_other_names_stay() -> None:
    assert numbering.remove("Oi {{nome}}, pedido {{numero}}.", "nome") == "Oi, pedido {{numero}}."
    assert numbering.without_sample(("Ana",), "nome") == ("Ana",)


def test_numbers_follow_the_order_of_the_text_with_their_samples() -> None:
    text = "Vence {{3}}, {{1}}. Até {{3}}."

    assert numbering.renumber(text) == "Vence {{1}}, {{2}}. Até {{1}}."
    assert numbering.renumbered_samples(text, {"1": "Ana", "3": "hoje"}) == {
        "1": "hoje",
        "2": "Ana",
    }
    assert numbering.renumbered_samples(text, {"1": "Ana"}) == {"2": "Ana"}


def test_numbers_become_names_and_names_numbers() -> None:
    assert numbering.to_named("Oi {{1}} e {{2}}.", {"1": "nome"}) == "Oi {{nome}} e {{2}}."
    assert numbering.to_positional("Oi {{nome}} e {{dia}}, {{nome}}.") == (
        "Oi {{1}} e {{2}}, {{1}}."
    )


@settings(max_examples=100, deadline=None)
@given(pieces)
def test_renumbered_is_without_gaps_and_in_order(found: list[str]) -> None:
    renumbered = numbering.renumber("".join(found))

    assert positions(renumbered) == tuple(range(1, len(positions(renumbered)) + 1))
    assert numbering.renumber(renumbered) == renumbered


@settings(max_examples=100, deadline=None)
@given(pieces, st.sampled_from(["1", "2", "nome"]))
def test_what_was_removed_leaves_one_variable_less(found: list[str], key: str) -> None:
    text = "".join(found)

    left = keys(numbering.remove(text, key))

    assert len(left) == len(keys(text)) - (key in keys(text))
