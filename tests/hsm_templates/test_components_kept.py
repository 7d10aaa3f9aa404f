"""Parts that we do not edit yet are kept, and named where they keep us from sending."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsm_templates.components import build, compose, parse

IMAGE = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::aW"]}}
BODY = {"type": "BODY", "text": "Oi, tudo bem?"}
CAROUSEL = {"type": "CAROUSEL", "cards": [{"components": [IMAGE]}]}


def _buttons(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"type": "BUTTONS", "buttons": list(buttons)}


@pytest.mark.parametrize(
    ("component", "name"),
    [
        ({"type": "HEADER", "format": "HOLOGRAM"}, "parte HOLOGRAM"),
        ({"type": "HEADER", "format": "GIF"}, "cabeçalho com GIF"),
        ({"type": "CALL_PERMISSION_REQUEST"}, "pedido de permissão para ligar"),
        ({"type": "FUTURE_THING"}, "parte FUTURE_THING"),
        (_buttons({"type": "CATALOG", "text": "Ver"}), "botão de catálogo"),
        (_buttons({"type": "FUTURE"}), "botão FUTURE"),
    ],
)
def test_a_part_that_we_cannot_send_is_named(component: dict[str, Any], name: str) -> None:
    assert parse([component]).unsupported == (name,)


@pytest.mark.parametrize(
    "component",
    [
        IMAGE,
        {"type": "HEADER", "format": "LOCATION"},
        {"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"has_expiration": True}},
        CAROUSEL,
    ],
)
def test_files_places_times_and_cards_can_be_given(component: dict[str, Any]) -> None:
    assert parse([BODY, component]).unsupported == ()


@pytest.mark.parametrize(
    "button",
    [
        {"type": "QUICK_REPLY", "text": "Sim"},
        {"type": "URL", "text": "Abrir", "url": "https://example.com/a"},
        {"type": "PHONE_NUMBER", "text": "Ligar", "phone_number": "+551134567890"},
        {"type": "URL", "text": "Abrir", "url": "https://example.com/{{1}}"},
        {"type": "COPY_CODE", "example": "25OFF"},
        {"type": "OTP", "otp_type": "COPY_CODE"},
        {"type": "FLOW", "text": "Abrir", "flow_id": 7},
    ],
)
def test_a_button_that_wants_no_more_than_text_can_be_sent(button: dict[str, Any]) -> None:
    assert parse([BODY, _buttons(button)]).unsupported == ()


def test_the_same_hindrance_is_named_once() -> None:
    catalog = {"type": "CATALOG", "text": "Ver"}

    assert parse([_buttons(catalog, catalog)]).unsupported == ("botão de catálogo",)


def test_only_what_we_do_not_know_hinders_a_send() -> None:
    content = parse([IMAGE, BODY, {"type": "FUTURE_THING"}])

    assert content.unsupported == ("parte FUTURE_THING",)


def test_kept_parts_are_built_as_they_came() -> None:
    buttons = _buttons({"type": "FLOW", "text": "Abrir", "flow_id": 7})

    assert build(parse([IMAGE, BODY, buttons, CAROUSEL])) == [IMAGE, BODY, buttons, CAROUSEL]


def test_editing_the_texts_keeps_buttons_and_other_parts() -> None:
    buttons = _buttons({"type": "QUICK_REPLY", "text": "Sim"})
    base = parse([IMAGE, BODY, buttons, CAROUSEL])

    edited = compose(body="Outro texto.", base=base)
    headed = compose(header="Olá", body="Outro texto.", base=base)

    assert build(edited) == [IMAGE, {"type": "BODY", "text": "Outro texto."}, buttons, CAROUSEL]
    assert build(headed)[0] == {"type": "HEADER", "format": "TEXT", "text": "Olá"}
    assert build(headed)[1:] == build(edited)[1:]


@pytest.mark.parametrize(
    "odd",
    [
        [],
        [None, 7, "BODY", []],
        [{"type": "BODY", "text": None}],
        [{"type": "HEADER", "text": 3}],
        [{"type": "BUTTONS", "buttons": None}],
        [{"type": "BUTTONS", "buttons": {"type": "URL"}}],
        [{"type": "BUTTONS", "buttons": ["URL"]}],
    ],
)
def test_odd_json_never_stops_us(odd: list[Any]) -> None:
    content = parse(odd)

    assert content.body.text == ""
    assert content.buttons == ()
    assert content.unsupported == ()


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["type", "format", "text", "example", "buttons", "url"]),
            st.recursive(
                st.none() | st.integers() | st.sampled_from(["BODY", "HEADER", "BUTTONS", "URL"]),
                lambda inner: st.lists(inner) | st.dictionaries(st.just("body_text"), inner),
                max_leaves=5,
            ),
        ),
        max_size=4,
    )
)
def test_any_json_loads_and_says_what_hinders_it(components: list[dict[str, Any]]) -> None:
    content = parse(components)

    assert all(content.unsupported)
    assert build(parse(build(content))) == build(content)
