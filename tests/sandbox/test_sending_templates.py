from tests.sandbox.caller import PERSON, Caller, body_values, code_of


def test_a_template_is_accepted_as_meta_accepts_it(sandbox: Caller) -> None:
    sandbox.approved()

    response = sandbox.send_template(biz_opaque_callback_data="uuid-1")

    answer = response.json()
    assert response.status_code == 200
    assert answer["messaging_product"] == "whatsapp"
    assert answer["contacts"] == [{"input": PERSON, "wa_id": "5511987654321"}]
    assert answer["messages"][0]["id"].startswith("wamid.")
    assert answer["messages"][0]["message_status"] == "accepted"


def test_the_wa_id_of_an_old_area_lacks_the_ninth_digit(sandbox: Caller) -> None:
    sandbox.approved()

    response = sandbox.send_template(to="+5551980266658")

    assert response.json()["contacts"] == [{"input": "+5551980266658", "wa_id": "555180266658"}]


def test_an_unknown_template_is_refused(sandbox: Caller) -> None:
    response = sandbox.send_template(name="nenhum")

    assert code_of(response) == (404, 132001)
    assert response.json()["error"]["error_data"] == {
        "messaging_product": "whatsapp",
        "details": "template name (nenhum) does not exist in pt_BR",
    }


def test_another_language_of_a_template_is_another_template(sandbox: Caller) -> None:
    sandbox.approved()

    assert code_of(sandbox.send_template(language="en_US")) == (404, 132001)


def test_a_template_in_review_is_not_sendable(sandbox: Caller) -> None:
    sandbox.configure(review_seconds=60)
    sandbox.create()

    assert code_of(sandbox.send_template()) == (404, 132001)


def test_a_template_of_another_account_is_not_sendable(sandbox: Caller) -> None:
    sandbox.approved()
    content = {
        "name": "lembrete",
        "language": {"code": "pt_BR"},
        "components": [body_values("A", "B")],
    }

    response = sandbox.send({"type": "template", "template": content}, number="200000000000003")

    assert code_of(response) == (404, 132001)


def test_a_paused_template_is_refused_by_its_own_code(sandbox: Caller) -> None:
    sandbox.approved()
    sandbox.control("template_status", {"name": "lembrete", "status": "PAUSED"})

    assert code_of(sandbox.send_template()) == (400, 132015)


def test_a_disabled_template_is_refused_by_its_own_code(sandbox: Caller) -> None:
    sandbox.approved()
    sandbox.control("template_status", {"name": "lembrete", "status": "DISABLED"})

    assert code_of(sandbox.send_template()) == (400, 132016)


def test_what_is_refused_is_not_among_the_accepted(sandbox: Caller) -> None:
    sandbox.send_template(name="nenhum")

    assert sandbox.control("messages")["messages"] == []
    assert sandbox.control("stats")["refused"] == {"total": 1, "by_code": {"132001": 1}}
