"""Messages in Meta's form; what breaks its rules never leaves."""

import pytest

from conecta.whatsapp.errors import PayloadError
from conecta.whatsapp.payloads import (
    Component,
    TemplateMessage,
    TextMessage,
    body,
    copy_code_button,
    header,
    media_parameter,
    quick_reply_button,
    text_parameter,
    url_button,
)

UUID = "0193f2c4-7a51-7c0e-9d1b-5a4c1e6f8a10"


def template(*components: Component, to: str = "+5511987654321") -> TemplateMessage:
    return TemplateMessage(
        to=to, name="order_update", language="pt_BR", callback_data=UUID, components=components
    )


def test_a_template_message_is_metas_envelope() -> None:
    message = template(
        header(text_parameter("Ana")), body(text_parameter("12"), text_parameter("9 h"))
    )

    assert message.payload() == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+5511987654321",
        "type": "template",
        "template": {
            "name": "order_update",
            "language": {"code": "pt_BR"},
            "components": [
                {"type": "header", "parameters": [{"type": "text", "text": "Ana"}]},
                {
                    "type": "body",
                    "parameters": [{"type": "text", "text": "12"}, {"type": "text", "text": "9 h"}],
                },
            ],
        },
        "biz_opaque_callback_data": UUID,
    }


def test_static_components_are_not_sent_at_all() -> None:
    assert "components" not in template().payload()["template"]


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (
            body(text_parameter("12", name="order_number")),
            {
                "type": "body",
                "parameters": [{"type": "text", "parameter_name": "order_number", "text": "12"}],
            },
        ),
        (
            header(media_parameter("document", {"id": "1", "filename": "boleto.pdf"})),
            {
                "type": "header",
                "parameters": [
                    {"type": "document", "document": {"id": "1", "filename": "boleto.pdf"}}
                ],
            },
        ),
        (
            url_button(0, "Gon%C3%A7alves"),
            {
                "type": "button",
                "sub_type": "url",
                "index": "0",
                "parameters": [{"type": "text", "text": "Gon%C3%A7alves"}],
            },
        ),
        (
            quick_reply_button(1, "stop"),
            {
                "type": "button",
                "sub_type": "quick_reply",
                "index": "1",
                "parameters": [{"type": "payload", "payload": "stop"}],
            },
        ),
        (
            copy_code_button(9, "25OFF"),
            {
                "type": "button",
                "sub_type": "copy_code",
                "index": "9",
                "parameters": [{"type": "coupon_code", "coupon_code": "25OFF"}],
            },
        ),
    ],
)
def test_each_component_has_metas_form(component: Component, expected: Component) -> None:
    assert component == expected


def test_a_text_may_quote_a_message() -> None:
    message = TextMessage(
        to="+5511987654321", body="Claro!", callback_data=UUID, reply_to="wamid.HBgN"
    )

    assert message.payload() == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+5511987654321",
        "type": "text",
        "text": {"body": "Claro!", "preview_url": False},
        "context": {"message_id": "wamid.HBgN"},
        "biz_opaque_callback_data": UUID,
    }


@pytest.mark.parametrize("user_id", ["BR.1A2B3C4D5E", "BR.ENT.9Z8Y7X"])
def test_who_has_no_phone_is_a_recipient_by_user_id(user_id: str) -> None:
    payload = template(to=user_id).payload()

    assert payload["recipient"] == user_id
    assert "to" not in payload


@pytest.mark.parametrize(
    "to", ["", "5511987654321", "+05511987654321", "+55 11 98765-4321", "+55119876543210000", "BR."]
)
def test_a_number_that_is_not_e164_never_leaves(to: str) -> None:
    with pytest.raises(PayloadError) as refusal:
        template(to=to).payload()

    assert refusal.value.field == "to"


@pytest.mark.parametrize("value", ["", "  ", "a\nb", "a\rb", "a\tb", "a     b"])
def test_a_value_that_meta_refuses_never_leaves(value: str) -> None:
    with pytest.raises(PayloadError):
        text_parameter(value)


def test_four_spaces_in_a_row_are_allowed() -> None:
    assert text_parameter("a    b") == {"type": "text", "text": "a    b"}


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4097])
def test_a_text_has_from_1_to_4096_characters(text: str) -> None:
    with pytest.raises(PayloadError):
        TextMessage(to="+5511987654321", body=text, callback_data=UUID).payload()


def test_a_text_of_4096_characters_leaves() -> None:
    message = TextMessage(to="+5511987654321", body="x" * 4096, callback_data=UUID)

    assert message.payload()["text"]["body"] == "x" * 4096


def test_a_reference_longer_than_meta_echoes_never_leaves() -> None:
    with pytest.raises(PayloadError):
        TextMessage(to="+5511987654321", body="Oi", callback_data="x" * 513).payload()


@pytest.mark.parametrize("index", [-1, 10])
def test_a_template_has_ten_buttons_at_most(index: int) -> None:
    with pytest.raises(PayloadError):
        quick_reply_button(index, "stop")


def test_a_medium_has_an_id_or_a_link_and_not_both() -> None:
    with pytest.raises(PayloadError):
        media_parameter("image", {"id": "1", "link": "https://example.com/a.png"})
    with pytest.raises(PayloadError):
        media_parameter("image", {})
