from typing import Any

import pytest

from tests.sandbox.caller import Caller, body_values, code_of, template_body

NAMED_BODY = {
    "type": "BODY",
    "text": "Olá, {{nome}}! Seu pedido {{pedido}} saiu para entrega.",
    "example": {
        "body_text_named_params": [
            {"param_name": "nome", "example": "Ana"},
            {"param_name": "pedido", "example": "42"},
        ]
    },
}
LINK_BUTTON = {
    "type": "BUTTONS",
    "buttons": [
        {"type": "QUICK_REPLY", "text": "Já paguei"},
        {"type": "URL", "text": "Pagar", "url": "https://a.com.br/{{1}}", "example": ["x"]},
    ],
}


def named_values(**values: str) -> dict[str, Any]:
    return {
        "type": "body",
        "parameters": [
            {"type": "text", "parameter_name": name, "text": text} for name, text in values.items()
        ],
    }


@pytest.mark.parametrize("values", [("Ana",), ("Ana", "10/12", "mais")])
def test_a_wrong_number_of_values_is_refused(sandbox: Caller, values: tuple[str, ...]) -> None:
    sandbox.approved()

    response = sandbox.send_template(body_values(*values))

    assert code_of(response) == (400, 132000)
    assert response.json()["error"]["error_data"]["details"] == (
        f"body: number of localizable_params ({len(values)}) does not match the expected number "
        "of params (2)"
    )


@pytest.mark.parametrize("value", ["a\nb", "a\tb", "a     b"])
def test_a_value_with_lines_tabs_or_five_spaces_is_refused(sandbox: Caller, value: str) -> None:
    sandbox.approved()

    assert code_of(sandbox.send_template(body_values(value, "10/12"))) == (400, 132018)


def test_a_value_with_four_spaces_passes(sandbox: Caller) -> None:
    sandbox.approved()

    assert sandbox.send_template(body_values("a    b", "10/12")).status_code == 200


def test_an_empty_value_is_a_missing_parameter(sandbox: Caller) -> None:
    sandbox.approved()

    assert code_of(sandbox.send_template(body_values("", "10/12"))) == (400, 131008)


def test_a_body_that_grows_beyond_its_limit_is_refused(sandbox: Caller) -> None:
    sandbox.approved()

    assert code_of(sandbox.send_template(body_values("a" * 1000, "10/12"))) == (400, 132005)


def test_named_values_come_in_any_order(sandbox: Caller) -> None:
    sandbox.approved(parameter_format="NAMED", components=[NAMED_BODY])

    response = sandbox.send_template(named_values(pedido="42", nome="Ana"))

    assert response.status_code == 200


def test_a_value_with_another_name_is_refused(sandbox: Caller) -> None:
    sandbox.approved(parameter_format="NAMED", components=[NAMED_BODY])

    assert code_of(sandbox.send_template(named_values(nome="Ana", outro="42"))) == (400, 132018)


def test_a_link_with_a_variable_needs_its_value(sandbox: Caller) -> None:
    sandbox.approved(components=[template_body(), LINK_BUTTON])

    response = sandbox.send_template(body_values("Ana", "10/12"))

    assert code_of(response) == (400, 131008)
    assert response.json()["error"]["error_data"]["details"] == (
        "buttons: Button at index 1 of type Url requires a parameter"
    )


@pytest.mark.parametrize("index", ["1", 1])
def test_the_value_of_a_link_is_found_by_its_position(sandbox: Caller, index: str | int) -> None:
    sandbox.approved(components=[template_body(), LINK_BUTTON])
    link = {
        "type": "button",
        "sub_type": "url",
        "index": index,
        "parameters": [{"type": "text", "text": "abc"}],
    }

    assert sandbox.send_template(body_values("Ana", "10/12"), link).status_code == 200


def test_a_picture_in_the_header_must_be_sent(sandbox: Caller) -> None:
    header = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::1"]}}
    sandbox.approved(components=[header, template_body("Olá, tudo certo com o seu pedido?")])
    text = {"type": "header", "parameters": [{"type": "text", "text": "Ana"}]}

    response = sandbox.send_template(text)

    assert code_of(response) == (400, 132012)
    assert response.json()["error"]["error_data"]["details"] == (
        "header: Format mismatch, expected IMAGE, received TEXT"
    )


def test_a_picture_that_nobody_uploaded_is_refused(sandbox: Caller) -> None:
    header = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::1"]}}
    sandbox.approved(components=[header, template_body("Olá, tudo certo com o seu pedido?")])
    image = {"type": "header", "parameters": [{"type": "image", "image": {"id": "42"}}]}

    assert code_of(sandbox.send_template(image)) == (400, 131053)


def test_an_authentication_template_takes_its_code_twice(sandbox: Caller) -> None:
    buttons = {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]}
    sandbox.approved(category="AUTHENTICATION", components=[{"type": "BODY"}, buttons])
    button = {
        "type": "button",
        "sub_type": "url",
        "index": "0",
        "parameters": [{"type": "text", "text": "123456"}],
    }

    assert code_of(sandbox.send_template(body_values("123456"))) == (400, 131008)
    assert sandbox.send_template(body_values("123456"), button).status_code == 200
