"""A template with its values: what the person reads and what Meta receives."""

import pytest

from hsm_templates.components import TemplateContent, compose, parse
from hsm_templates.rendering import Rendered, ValuesError, payload_components, render

CONTENT = compose(
    header="Pedido de {{1}}",
    body="Olá, {{1}}! Chega {{2}}. Até {{2}}, {{1}}.",
    footer="Envie #OPTOUT para não receber mais.",
)
VALUES = {"header.1": "Ana", "body.1": "Ana Beatriz", "body.2": "amanhã"}


def test_the_values_take_the_place_of_their_variables() -> None:
    rendered = render(CONTENT, VALUES)

    assert rendered == Rendered(
        header="Pedido de Ana",
        body="Olá, Ana Beatriz! Chega amanhã. Até amanhã, Ana Beatriz.",
        footer="Envie #OPTOUT para não receber mais.",
    )
    assert rendered.text == (
        "Pedido de Ana\n\n"
        "Olá, Ana Beatriz! Chega amanhã. Até amanhã, Ana Beatriz.\n\n"
        "Envie #OPTOUT para não receber mais."
    )


def test_a_variable_without_value_stays_visible() -> None:
    rendered = render(CONTENT, {"body.1": "Ana", "body.2": ""})

    assert rendered.header == "Pedido de {{1}}"
    assert rendered.body == "Olá, Ana! Chega {{2}}. Até {{2}}, Ana."


def test_a_value_that_looks_like_a_variable_is_not_filled_again() -> None:
    content = compose(body="Oi {{1}} e {{2}}.")

    assert render(content, {"body.1": "{{2}}", "body.2": "B"}).body == "Oi {{2}} e B."


def test_absent_parts_leave_no_trace() -> None:
    rendered = render(compose(body="Oi, tudo bem?"), {})

    assert rendered == Rendered(header="", body="Oi, tudo bem?", footer="")
    assert rendered.text == "Oi, tudo bem?"


def test_the_payload_lists_each_value_once_in_order() -> None:
    assert payload_components(CONTENT, VALUES) == [
        {"type": "header", "parameters": [{"type": "text", "text": "Ana"}]},
        {
            "type": "body",
            "parameters": [
                {"type": "text", "text": "Ana Beatriz"},
                {"type": "text", "text": "amanhã"},
            ],
        },
    ]


def test_the_payload_orders_by_number_not_by_place() -> None:
    content = compose(body="A {{2}} antes de {{1}}.")

    (body,) = payload_components(content, {"body.1": "um", "body.2": "dois"})

    assert [parameter["text"] for parameter in body["parameters"]] == ["um", "dois"]


@pytest.mark.parametrize(
    "content",
    [
        compose(body="Oi, tudo bem?"),
        compose(header="Olá", body="Oi, tudo bem?", footer="Loja"),
        parse(
            [
                {"type": "BODY", "text": "Oi"},
                {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Sim"}]},
            ]
        ),
    ],
)
def test_what_never_varies_is_not_sent(content: TemplateContent) -> None:
    assert payload_components(content, {"body.1": "sobra"}) == []


@pytest.mark.parametrize("value", [None, "", "  ", "\n", "\x00"])
def test_a_payload_with_a_gap_is_never_made(value: str | None) -> None:
    values = VALUES | {"body.2": value} if value is not None else {"body.1": "Ana", "header.1": "A"}

    with pytest.raises(ValuesError) as refused:
        payload_components(CONTENT, values)

    assert refused.value.code == "variable_missing"
    assert refused.value.message == "Preencha {{2}} do corpo."
    assert refused.value.extra == {"key": "body.2"}
