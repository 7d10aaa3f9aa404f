import requests

from tests.sandbox.caller import NUMBER, Caller, code_of


def test_a_call_without_a_token_is_refused(sandbox: Caller) -> None:
    response = requests.get(f"{sandbox.address}/v26.0/{NUMBER}", timeout=5)

    assert code_of(response) == (403, 200)


def test_an_expired_token_is_refused(sandbox: Caller) -> None:
    sandbox.token = "expired"

    response = sandbox.graph("GET", NUMBER)

    assert code_of(response) == (401, 190)
    assert response.json()["error"]["error_subcode"] == 463


def test_an_unknown_number_is_an_unknown_object(sandbox: Caller) -> None:
    response = sandbox.send({"type": "text", "text": {"body": "Oi"}}, number="999")

    assert code_of(response) == (400, 100)
    error = response.json()["error"]
    assert error["error_subcode"] == 33
    assert error["type"] == "GraphMethodException"
    assert error["message"].startswith("Unsupported post request. Object with ID '999' does not")


def test_an_unknown_edge_is_named(sandbox: Caller) -> None:
    response = sandbox.graph("GET", f"{NUMBER}/novidades")

    assert code_of(response) == (400, 2500)
    assert response.json()["error"]["message"] == "(#2500) Unknown path components"


def test_a_body_that_is_no_json_is_refused(sandbox: Caller) -> None:
    response = sandbox.graph("POST", f"{NUMBER}/messages", data=b"{")

    assert code_of(response) == (400, 100)


def test_the_product_must_be_named(sandbox: Caller) -> None:
    assert code_of(sandbox.send_text(messaging_product="sms")) == (400, 100)


def test_a_message_needs_a_recipient(sandbox: Caller) -> None:
    assert code_of(sandbox.send_text(to="")) == (400, 131008)


def test_a_recipient_must_be_a_number(sandbox: Caller) -> None:
    assert code_of(sandbox.send_text(to="Ana")) == (400, 131009)


def test_a_number_does_not_write_to_itself(sandbox: Caller) -> None:
    assert code_of(sandbox.send_text(to="+55 11 4003-1020")) == (400, 131021)


def test_an_unknown_kind_of_message_is_refused(sandbox: Caller) -> None:
    assert code_of(sandbox.send({"type": "fax", "fax": {"body": "Oi"}})) == (400, 131051)


def test_callback_data_of_513_letters_is_refused(sandbox: Caller) -> None:
    sandbox.approved()

    assert code_of(sandbox.send_template(biz_opaque_callback_data="a" * 513)) == (400, 100)
    assert sandbox.send_template(biz_opaque_callback_data="a" * 512).status_code == 200
