"""Buttons as values: arranged as Meta wants them, and rebuilt with what we do not know kept."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsm_templates import buttons
from hsm_templates.access_codes import App, Otp
from hsm_templates.buttons import (
    Button,
    arrange,
    build,
    copy_code,
    is_arranged,
    link,
    one_time_code,
    open_flow,
    parse,
    phone,
    quick_reply,
)
from hsm_templates.components import compose
from hsm_templates.components import parse as parse_components
from hsm_templates.flows import Flow

YES, NO = quick_reply("Sim"), quick_reply("Não")
SHOP, CALL = link("Loja", "https://a.com.br"), phone("Ligar", "+551140041234")
VARYING = link("Ver", "https://a.com.br/{{1}}", sample="17")


@pytest.mark.parametrize(
    ("given_order", "expected"),
    [
        ((), ()),
        ((YES, SHOP, NO), (YES, NO, SHOP)),
        ((SHOP, YES, CALL, NO), (SHOP, CALL, YES, NO)),
        ((SHOP, CALL), (SHOP, CALL)),
    ],
)
def test_quick_replies_gather_in_one_block(
    given_order: tuple[Button, ...], expected: tuple[Button, ...]
) -> None:
    assert arrange(given_order) == expected


@given(st.lists(st.sampled_from([YES, NO, SHOP, CALL, VARYING]), max_size=10))
def test_what_is_arranged_stays_and_loses_nothing(found: list[Button]) -> None:
    arranged = arrange(found)

    assert is_arranged(arranged)
    assert arrange(arranged) == arranged
    assert sorted(map(repr, arranged)) == sorted(map(repr, found))


@pytest.mark.parametrize(
    ("button", "json"),
    [
        (YES, {"type": "QUICK_REPLY", "text": "Sim"}),
        (SHOP, {"type": "URL", "text": "Loja", "url": "https://a.com.br"}),
        (
            VARYING,
            {
                "type": "URL",
                "text": "Ver",
                "url": "https://a.com.br/{{1}}",
                "example": ["https://a.com.br/17"],
            },
        ),
        (CALL, {"type": "PHONE_NUMBER", "text": "Ligar", "phone_number": "+551140041234"}),
        (copy_code("25OFF"), {"type": "COPY_CODE", "example": "25OFF"}),
        (
            open_flow("Abrir", Flow(id="7", action="navigate", screen="INICIO")),
            {
                "type": "FLOW",
                "text": "Abrir",
                "flow_id": "7",
                "flow_action": "navigate",
                "navigate_screen": "INICIO",
            },
        ),
        (
            one_time_code(Otp(kind="ONE_TAP", apps=(App(package_name="b.c", signature_hash="h"),))),
            {
                "type": "OTP",
                "otp_type": "ONE_TAP",
                "supported_apps": [{"package_name": "b.c", "signature_hash": "h"}],
            },
        ),
    ],
)
def test_a_button_of_ours_becomes_metas_json_and_comes_back(
    button: Button, json: dict[str, object]
) -> None:
    assert build(button) == json
    assert parse(json) == button


def test_a_changed_button_keeps_what_we_do_not_know() -> None:
    read = parse({"text": "Ver", "type": "url", "url": "https://a.com.br", "app_deep_link": {}})

    assert build(read) == read.json
    assert build(replace(read, text="Abrir")) == {
        "text": "Abrir",
        "type": "URL",
        "url": "https://a.com.br",
        "app_deep_link": {},
    }


def test_a_sample_is_read_whole_or_as_its_end() -> None:
    json = {"type": "URL", "text": "Ver", "url": "https://a.com.br/{{1}}"}

    assert parse(json | {"example": ["https://a.com.br/17"]}).sample == "17"
    assert parse(json | {"example": "17"}).sample == "17"
    assert parse(json | {"example": []}).sample == ""


def test_the_samples_that_a_person_types_reach_the_buttons() -> None:
    base = parse_components(
        [{"type": "BUTTONS", "buttons": [build(VARYING), build(copy_code("A"))]}]
    )

    content = compose(body="Oi!", samples={"button.0.url": " 18 ", "button.1.code": "B"}, base=base)

    assert [button.sample for button in content.buttons] == ["18", "B"]
    assert compose(body="Oi!", base=base).buttons == base.buttons


def test_only_a_link_with_a_variable_varies() -> None:
    assert [button.has_variable for button in (VARYING, SHOP, YES)] == [True, False, False]
    assert [button.name for button in (VARYING, YES)] == ["botão de link", "resposta rápida"]
    assert not buttons.parse({"type": "CATALOG"}).is_fillable
