"""Variables taken out of a text or called otherwise, the others following."""

from hypothesis import given
from hypothesis import strategies as st

from hsm_templates import numbering
from hsm_templates.placeholders import keys

pieces = st.lists(st.sampled_from(["{{1}}", "{{2}}", "{{3}}", "{{nome}}", "oi ", "é "]), max_size=8)
TEXT = "Olá, {{1}}! Seu pedido {{2}} chega {{3}}. Até, {{1}}."


def test_the_numbers_above_go_down_when_one_goes() -> None:
    assert numbering.remove(TEXT, "2") == "Olá, {{1}}! Seu pedido chega {{2}}. Até, {{1}}."
    assert numbering.remove(TEXT, "1") == "Olá,! Seu pedido {{1}} chega {{2}}. Até,."
    assert numbering.without_sample(("Ana", "17", "hoje"), "2") == ("Ana", "hoje")


def test_a_name_goes_and_the_other_names_stay() -> None:
    assert numbering.remove("Oi {{nome}}, pedido {{numero}}.", "nome") == "Oi, pedido {{numero}}."
    assert numbering.without_sample(("Ana",), "nome") == ("Ana",)


def test_numbers_become_names_and_names_numbers() -> None:
    assert numbering.to_named("Oi {{1}} e {{2}}.", {"1": "nome"}) == "Oi {{nome}} e {{2}}."
    assert numbering.to_positional("Oi {{nome}} e {{dia}}, {{nome}}.") == (
        "Oi {{1}} e {{2}}, {{1}}."
    )


@given(pieces, st.sampled_from(["1", "2", "nome"]))
def test_what_was_removed_leaves_one_variable_less(found: list[str], key: str) -> None:
    text = "".join(found)

    left = keys(numbering.remove(text, key))

    assert len(left) == len(keys(text)) - (key in keys(text))
