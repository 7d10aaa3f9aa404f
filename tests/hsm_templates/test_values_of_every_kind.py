"""What is wrong in a value that is no plain text: a medium, a place, a time, a code, an address."""

from typing import Any

import pytest

from hsm_templates.components import parse, variables
from hsm_templates.filling import milliseconds
from hsm_templates.rendering import ValuesError, payload_components, problems
from tests.hsm_templates import pieces as p

PLACE = {"type": "HEADER", "format": "LOCATION"}
THERE = {
    "header.latitude": "-23.5",
    "header.longitude": "-46.6",
    "header.name": "Loja",
    "header.address": "Rua A",
}


def _found(components: list[Any], values: dict[str, str]) -> list[tuple[str, str]]:
    return [(it.code, it.key) for it in problems(parse(components), values)]


@pytest.mark.parametrize("value", ["https://a.com.br/a.png", "1234567890"])
def test_a_medium_is_a_link_or_an_id(value: str) -> None:
    assert _found([p.media(), p.body()], {"header.image": value}) == []


@pytest.mark.parametrize("value", ["a.png", "ftp://a.com.br/a.png", "4::handle", "https://a b"])
def test_anything_else_is_no_medium(value: str) -> None:
    found = _found([p.media(), p.body()], {"header.image": value})

    assert found == [("medium_invalid", "header.image")]


@pytest.mark.parametrize(
    ("key", "value"), [("latitude", "91"), ("latitude", "sul"), ("longitude", "-181")]
)
def test_a_place_lies_on_earth(key: str, value: str) -> None:
    assert _found([PLACE, p.body()], THERE) == []
    assert _found([PLACE, p.body()], THERE | {f"header.{key}": value}) == [
        ("coordinate_invalid", f"header.{key}")
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-12-24T23:59:59-03:00", 1_798_167_599_000),
        ("1798167599000", 1_798_167_599_000),
        ("2026-12-24T23:59:59", None),
        ("amanhã", None),
    ],
)
def test_a_time_has_its_zone(value: str, expected: int | None) -> None:
    components = [p.offer(), p.body(), p.buttons(p.link())]

    assert milliseconds(value) == expected
    assert _found(components, {"offer.expires_at": value}) == (
        [] if expected else [("time_invalid", "offer.expires_at")]
    )


def test_codes_and_addresses_have_their_length() -> None:
    buttons = p.buttons(p.coupon(), p.varying_link())
    code = [p.code_body(), p.buttons(p.otp())]
    long_url = {"button.0.code": "A" * 21, "button.1.url": "a" * 2000}

    assert _found([p.body(), buttons], long_url) == [
        ("code_too_long", "button.0.code"),
        ("url_too_long", "button.1"),
    ]
    assert _found(code, {"body.1": "1" * 16}) == [("code_too_long", "body.1")]
    assert _found(code, {"body.1": "1" * 15}) == []


def test_the_body_of_a_card_and_of_an_offer_is_shorter() -> None:
    text = "Sofá {{1}}, em linho."
    cards = p.carousel(*[{"components": [p.media(), p.body(text, "Lis")]}] * 2)
    values = {f"card.{n}.header.image": "7" for n in (0, 1)} | {"card.0.body.1": "Lis"}
    offer = [p.offer(expires=False), p.body(text, "Lis"), p.buttons(p.link())]

    assert _found([p.body(), cards], values | {"card.1.body.1": "a" * 160}) == [
        ("body_too_long", "card.1.body")
    ]
    assert _found(offer, {"body.1": "a" * 600}) == [("body_too_long", "body")]


def test_each_missing_value_is_named_in_words() -> None:
    components = [
        p.media("VIDEO"),
        p.named_body("Oi {{nome}}, tudo bem?", nome="Ana"),
        p.carousel(p.card("Sofá.", p.varying_link()), p.card("Mesa.", p.varying_link())),
        p.offer(),
        p.buttons(p.varying_link(), p.coupon()),
    ]

    messages = [problem.message for problem in problems(parse(components), {})]

    assert messages == [
        "Preencha o vídeo do cabeçalho.",
        "Preencha {{nome}} do corpo.",
        "Preencha {{1}} do botão 1.",
        "Preencha o código do botão 2.",
        "Preencha a imagem do cabeçalho do cartão 1.",
        "Preencha {{1}} do botão 1 do cartão 1.",
        "Preencha a imagem do cabeçalho do cartão 2.",
        "Preencha {{1}} do botão 1 do cartão 2.",
        "Preencha o fim da oferta.",
    ]


def test_a_send_with_a_gap_is_never_made() -> None:
    content = parse([PLACE, p.body()])

    with pytest.raises(ValuesError) as refused:
        payload_components(content, THERE | {"header.name": " "})

    assert refused.value.extra == {"key": "header.name"}
    assert refused.value.message == "Preencha o nome do lugar do cabeçalho."


def test_the_keys_of_every_value_stay() -> None:
    content = parse([PLACE, p.body(), p.buttons(p.reply(), p.varying_link(), p.coupon())])

    assert [variable.key for variable in variables(content)] == [
        "header.latitude",
        "header.longitude",
        "header.name",
        "header.address",
        "button.1.url",
        "button.2.code",
    ]
