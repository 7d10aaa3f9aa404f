"""Meta's JSON becomes values and goes back as it came."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsm_templates.components import (
    Body,
    TemplateContent,
    TextHeader,
    Variable,
    build,
    compose,
    parse,
    variables,
)

JSON: list[dict[str, Any]] = [
    {
        "type": "HEADER",
        "format": "TEXT",
        "text": "Olá, {{1}}",
        "example": {"header_text": ["Ana"]},
    },
    {
        "type": "BODY",
        "text": "Seu pedido {{1}} chega {{2}}.",
        "example": {"body_text": [["8812", "amanhã"]]},
    },
    {"type": "FOOTER", "text": "Envie #OPTOUT para não receber mais."},
    {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Quero"}]},
]
words = st.text(alphabet="abc {}1\n", max_size=20)


def test_the_texts_and_their_samples_are_read() -> None:
    content = parse(JSON)

    assert content.header == TextHeader(text="Olá, {{1}}", samples=("Ana",))
    assert content.body == Body(text="Seu pedido {{1}} chega {{2}}.", samples=("8812", "amanhã"))
    assert content.footer == "Envie #OPTOUT para não receber mais."
    assert [(button.kind, button.text) for button in content.buttons] == [("QUICK_REPLY", "Quero")]
    assert content.unsupported == ()


def test_what_was_read_is_built_as_it_came() -> None:
    assert build(parse(JSON)) == JSON


def test_variables_are_listed_header_first_with_their_samples() -> None:
    assert variables(parse(JSON)) == (
        Variable(key="header.1", part="header", position=1, sample="Ana"),
        Variable(key="body.1", part="body", position=1, sample="8812"),
        Variable(key="body.2", part="body", position=2, sample="amanhã"),
    )
    assert variables(parse(JSON))[2].placeholder == "{{2}}"


def test_a_variable_used_twice_is_one_and_order_is_by_number() -> None:
    content = parse([{"type": "BODY", "text": "A {{2}} b {{1}} c {{2}} d"}])

    assert [variable.key for variable in variables(content)] == ["body.1", "body.2"]
    assert [variable.sample for variable in variables(content)] == ["", ""]


@pytest.mark.parametrize(
    "example",
    [{"body_text": [["Ana", "42"]]}, {"body_text": ["Ana", "42"]}],
)
def test_samples_are_read_nested_and_flat(example: dict[str, Any]) -> None:
    content = parse([{"type": "body", "text": "Oi {{1}}, {{2}}.", "example": example}])

    assert content.body.samples == ("Ana", "42")


@pytest.mark.parametrize("example", [None, {}, {"body_text": None}, {"body_text": []}, "x", [1]])
def test_a_missing_or_odd_example_gives_no_samples(example: object) -> None:
    assert parse([{"type": "BODY", "text": "Oi", "example": example}]).body == Body(text="Oi")


def test_what_a_person_typed_becomes_a_template() -> None:
    content = compose(
        header=" Olá ",
        body="Oi {{1}},\r\nseu saldo é {{2}}.\r\n",
        footer="Loja",
        samples={"body.1": " Ana ", "body.3": "sobra", "header.1": "sobra"},
    )

    assert content == TemplateContent(
        header=TextHeader(text="Olá"),
        body=Body(text="Oi {{1}},\nseu saldo é {{2}}.", samples=("Ana", "")),
        footer="Loja",
    )
    assert build(content) == [
        {"type": "HEADER", "format": "TEXT", "text": "Olá"},
        {
            "type": "BODY",
            "text": "Oi {{1}},\nseu saldo é {{2}}.",
            "example": {"body_text": [["Ana", ""]]},
        },
        {"type": "FOOTER", "text": "Loja"},
    ]


def test_nothing_typed_is_nothing_built() -> None:
    assert build(compose()) == []
    assert variables(compose()) == ()


@given(words, words, words)
def test_what_is_built_reads_back_as_the_same_template(header: str, body: str, footer: str) -> None:
    samples = {f"{part}.{n}": f"{part} {n}" for part in ("header", "body") for n in range(1, 12)}
    content = compose(header=header, body=body, footer=footer, samples=samples)

    assert parse(build(content)) == content


def test_order_and_unknown_keys_survive_at_every_depth() -> None:
    card = {"components": [{"x": 1, "type": "BODY", "text": "Oi"}], "note": [None]}
    listed: list[dict[str, Any]] = [
        {
            "buttons": [{"type": "url", "text": "Ver", "url": "https://a.com.br", "y": {}}],
            "type": "BUTTONS",
        },
        {"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "Já", "z": 2}},
        {
            "add": True,
            "text": "Oi {{1}}, tudo bem?",
            "type": "body",
            "example": {"body_text": ["Ana"]},
        },
        {"type": "FOOTER", "text": "Loja", "w": "é"},
        {"format": "IMAGE", "type": "HEADER", "example": {"header_handle": ["4::a", "4::b"]}},
        {"cards": [card, card], "type": "CAROUSEL", "v": 1.5},
        {"type": "FUTURE", "text": {"en": 1}},
    ]

    assert json.dumps(build(parse(listed))) == json.dumps(listed)


def test_what_a_person_changes_leaves_the_rest_as_it_came() -> None:
    listed: list[dict[str, Any]] = [
        {"type": "FOOTER", "text": "Loja", "w": 1},
        {"type": "BODY", "text": "Oi", "note": [1]},
        {"type": "FUTURE", "v": 1},
    ]

    assert build(compose(body="Tchau", footer="Loja 2", base=parse(listed))) == [
        {"type": "FOOTER", "text": "Loja 2", "w": 1},
        {"type": "BODY", "text": "Tchau", "note": [1]},
        {"type": "FUTURE", "v": 1},
    ]
