"""What a send of locations, codes, offers and carousels must bring, as Meta answers it."""

from typing import Any

import pytest

from tests.sandbox.caller import Caller, body_values, code_of, template_body

SENTENCE = "Olá, tudo certo com o seu pedido?"
LOCATION = {"type": "HEADER", "format": "LOCATION"}
PLACE = {"latitude": "-23.5", "longitude": "-46.6", "name": "Loja", "address": "Rua A, 1"}
IMAGE = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::1"]}}
PICTURE = {"type": "image", "image": {"link": "https://a.com.br/a.png"}}
LINK = {"type": "URL", "text": "Ver", "url": "https://a.com.br"}
OFFER = {
    "type": "LIMITED_TIME_OFFER",
    "limited_time_offer": {"text": "Acaba hoje", "has_expiration": True},
}
CARD = {"components": [IMAGE, {"type": "BUTTONS", "buttons": [LINK]}]}


def located(**changes: Any) -> dict[str, Any]:
    place = {"type": "location", "location": {**PLACE, **changes}}
    return {"type": "header", "parameters": [place]}


def ending(value: object) -> dict[str, Any]:
    offer = {"type": "limited_time_offer", "limited_time_offer": {"expiration_time_ms": value}}
    return {"type": "limited_time_offer", "parameters": [offer]}


def carousel(*indexes: int, **changes: Any) -> dict[str, Any]:
    header = {"type": "header", "parameters": [{**PICTURE, **changes}]}
    return {
        "type": "carousel",
        "cards": [{"card_index": index, "components": [header]} for index in indexes],
    }


def with_buttons(*buttons: dict[str, Any]) -> list[dict[str, Any]]:
    return [template_body(SENTENCE), {"type": "BUTTONS", "buttons": list(buttons)}]


def pressed(sub_type: str, index: int = 0, **parameter: Any) -> dict[str, Any]:
    place = {"type": "button", "sub_type": sub_type, "index": str(index)}
    return {**place, "parameters": [parameter]}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, 200),
        ({"latitude": -23.5}, 200),
        ({"latitude": "91"}, 131009),
        ({"longitude": "leste"}, 131009),
        ({"latitude": None}, 131009),
        ({"address": ""}, 131008),
    ],
)
def test_a_place_is_whole_and_on_earth(sandbox: Caller, changes: dict[str, Any], code: int) -> None:
    sandbox.approved(components=[LOCATION, template_body(SENTENCE)])

    response = sandbox.send_template(located(**changes))

    assert (response.status_code if response.ok else code_of(response)[1]) == code


@pytest.mark.parametrize(
    ("button", "parameter", "code"),
    [
        ({"type": "COPY_CODE", "example": "A"}, {"type": "text", "text": "A"}, 132012),
        (
            {"type": "COPY_CODE", "example": "A"},
            {"type": "coupon_code", "coupon_code": "A" * 21},
            132018,
        ),
        (
            {"type": "FLOW", "text": "Abrir", "flow_id": "7"},
            {"type": "payload", "payload": "x"},
            132012,
        ),
        (LINK, {"type": "text", "text": "x"}, 132018),
        ({"type": "QUICK_REPLY", "text": "Sim"}, {"type": "text", "text": "x"}, 132012),
    ],
)
def test_a_button_takes_its_own_kind_of_value(
    sandbox: Caller, button: dict[str, Any], parameter: dict[str, Any], code: int
) -> None:
    sandbox.approved(components=with_buttons(button))

    response = sandbox.send_template(pressed(button["type"].lower(), **parameter))

    assert code_of(response) == (400, code)


def test_a_form_is_never_sent_without_its_action(sandbox: Caller) -> None:
    sandbox.approved(components=with_buttons({"type": "FLOW", "text": "Abrir", "flow_id": "7"}))
    action = pressed("flow", type="action", action={"flow_token": "unused"})

    assert code_of(sandbox.send_template({"type": "body", "parameters": []})) == (400, 131008)
    assert sandbox.send_template(action).status_code == 200


def test_a_value_for_a_button_that_is_not_there_is_refused(sandbox: Caller) -> None:
    sandbox.approved(components=with_buttons({"type": "QUICK_REPLY", "text": "Sim"}))

    response = sandbox.send_template(pressed("quick_reply", 3, type="payload", payload="x"))

    assert code_of(response) == (400, 132018)


@pytest.mark.parametrize("value", [None, "1798761600000", 0])
def test_an_offer_ends_at_a_time_in_milliseconds(sandbox: Caller, value: object) -> None:
    sandbox.approved(category="MARKETING", components=[OFFER, *with_buttons(LINK)])

    assert code_of(sandbox.send_template(ending(value))) == (400, 131008)
    assert sandbox.send_template(ending(1_798_761_600_000)).status_code == 200


@pytest.mark.parametrize(
    ("component", "code"),
    [
        (carousel(0), 132000),
        (carousel(0, 2), 132018),
        (carousel(0, 1, type="video", video={"link": "https://a.com.br"}), 132012),
        (carousel(0, 1, image={"id": "42"}), 131053),
    ],
)
def test_every_card_brings_its_values(
    sandbox: Caller, component: dict[str, Any], code: int
) -> None:
    cards = {"type": "CAROUSEL", "cards": [CARD, CARD]}
    sandbox.approved(category="MARKETING", components=[template_body(SENTENCE), cards])

    assert code_of(sandbox.send_template(component)) == (400, code)
    assert sandbox.send_template(carousel(0, 1)).status_code == 200


@pytest.mark.parametrize(
    ("category", "ttl", "code"),
    [
        ("UTILITY", 30, 200),
        ("UTILITY", -1, 200),
        ("UTILITY", 29, 100),
        ("MARKETING", -1, 100),
        ("MARKETING", 43_200, 200),
    ],
)
def test_a_lifetime_depends_on_the_category(
    sandbox: Caller, category: str, ttl: int, code: int
) -> None:
    response = sandbox.create(category=category, message_send_ttl_seconds=ttl)

    assert (response.status_code if response.ok else code_of(response)[1]) == code


def test_the_telephone_opens_a_code_button_as_a_copy(sandbox: Caller) -> None:
    otp = {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]}
    sandbox.approved(category="AUTHENTICATION", components=[{"type": "BODY"}, otp])
    sandbox.send_template(body_values("123456"), pressed("url", type="text", text="123456"))

    query = {"person": "5511987654321"}
    shown = sandbox.session.get(f"{sandbox.address}/_phone/state", params=query, timeout=5).json()
    button = shown["conversation"][0]["buttons"][0]

    assert (button["kind"], button["payload"]) == ("COPY_CODE", "123456")
