"""What Meta would refuse in the values is said before anything leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsm_templates.components import compose
from hsm_templates.rendering import ValueProblem, normalise, problems

CONTENT = compose(header="Pedido {{1}}", body="Olá, {{1}}! Chega {{2}}.")
FINE = {"header.1": "8812", "body.1": "Ana", "body.2": "amanhã"}


def test_good_values_have_no_problem() -> None:
    assert problems(CONTENT, FINE) == ()
    assert problems(compose(body="Oi, tudo bem?"), {}) == ()


def test_each_missing_value_is_named() -> None:
    assert problems(CONTENT, {"body.2": " "}) == (
        ValueProblem(
            code="variable_missing", key="header.1", message="Preencha {{1}} do cabeçalho."
        ),
        ValueProblem(code="variable_missing", key="body.1", message="Preencha {{1}} do corpo."),
        ValueProblem(code="variable_missing", key="body.2", message="Preencha {{2}} do corpo."),
    )


@pytest.mark.parametrize(
    ("value", "code", "message"),
    [
        (
            "a\nb",
            "variable_has_line_break",
            "O valor de {{1}} do corpo tem quebra de linha. Deixe uma só linha.",
        ),
        (
            "a\u2028b",
            "variable_has_line_break",
            "O valor de {{1}} do corpo tem quebra de linha. Deixe uma só linha.",
        ),
        (
            "a\tb",
            "variable_has_tab",
            "O valor de {{1}} do corpo tem tabulação. Troque por um espaço.",
        ),
        (
            "a     b",
            "variable_has_spaces",
            "O valor de {{1}} do corpo tem mais de 4 espaços seguidos. Deixe um.",
        ),
        (
            "a\u00a0\u00a0\u00a0\u00a0\u00a0b",
            "variable_has_spaces",
            "O valor de {{1}} do corpo tem mais de 4 espaços seguidos. Deixe um.",
        ),
    ],
)
def test_blanks_that_meta_refuses_are_said(value: str, code: str, message: str) -> None:
    assert problems(CONTENT, FINE | {"body.1": value}) == (
        ValueProblem(code=code, key="body.1", message=message),
    )


def test_four_spaces_are_still_taken() -> None:
    assert problems(CONTENT, FINE | {"body.1": "a    b"}) == ()


def test_a_body_grows_with_its_values_up_to_the_limit() -> None:
    room = 1024 - len("Olá, ! Chega amanhã.")

    assert problems(CONTENT, FINE | {"body.1": "a" * room}) == ()
    assert problems(CONTENT, FINE | {"body.1": "a" * (room + 1)}) == (
        ValueProblem(
            code="body_too_long",
            key="body",
            message="O corpo com os valores tem 1025 caracteres; o limite da Meta é 1024. "
            "Encurte os valores.",
        ),
    )


def test_a_header_grows_with_its_value_up_to_the_limit() -> None:
    room = 60 - len("Pedido ")

    assert problems(CONTENT, FINE | {"header.1": "a" * room}) == ()
    (problem,) = problems(CONTENT, FINE | {"header.1": "a" * (room + 1)})

    assert (problem.code, problem.key) == ("header_too_long", "header")


@pytest.mark.parametrize(
    ("value", "normal"),
    [
        (" Ana  Beatriz ", "Ana Beatriz"),
        ("linha 1\r\nlinha 2\tfim", "linha 1 linha 2 fim"),
        ("R$\u00a010,00", "R$\u00a010,00"),
        ("a\u00a0 b", "a b"),
        ("a\x00b\x7f", "ab"),
        ("\n\t ", ""),
    ],
)
def test_a_value_is_made_fit(value: str, normal: str) -> None:
    assert normalise(value) == normal


@given(st.text(max_size=60))
def test_a_normal_value_is_missing_or_taken_and_stays_normal(value: str) -> None:
    normal = normalise(value)

    found = problems(compose(body="Oi {{1}}, tudo bem?"), {"body.1": normal})

    assert normalise(normal) == normal
    assert [problem.code for problem in found] == ([] if normal else ["variable_missing"])
