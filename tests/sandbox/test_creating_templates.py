from typing import Any

import pytest

from tests.sandbox.caller import Caller, code_of, template_body

HEADER = {"type": "HEADER", "format": "TEXT"}
SENTENCE = "Olá, tudo certo com o seu pedido?"


def subcode_of(sandbox: Caller, *components: dict[str, Any], **changes: Any) -> int | None:
    """The subcode of the refusal of a template with these components."""
    response = sandbox.create(components=list(components), **changes)
    assert code_of(response) == (400, 100), response.text
    subcode: int | None = response.json()["error"].get("error_subcode")
    return subcode


def test_a_new_template_waits_for_its_review(sandbox: Caller) -> None:
    sandbox.configure(review_seconds=60)

    answer = sandbox.create().json()

    assert answer["id"].isdecimal()
    assert (answer["status"], answer["category"]) == ("PENDING", "UTILITY")


def test_a_second_text_in_the_same_language_is_refused(sandbox: Caller) -> None:
    sandbox.create()

    response = sandbox.create()

    error = response.json()["error"]
    assert code_of(response) == (400, 100)
    assert error["error_subcode"] == 2388024
    assert error["error_user_title"] == "Content in this language already exists"


def test_the_same_name_in_another_language_is_taken(sandbox: Caller) -> None:
    sandbox.create()

    assert sandbox.create(language="en_US").status_code == 200


@pytest.mark.parametrize(
    "changes", [{"name": "Lembrete"}, {"name": ""}, {"language": "pt"}, {"category": "OUTRA"}]
)
def test_names_languages_and_categories_have_their_form(
    sandbox: Caller, changes: dict[str, str]
) -> None:
    assert code_of(sandbox.create(**changes)) == (400, 100)


@pytest.mark.parametrize("text", ["{{1}} vence em {{2}}, Ana.", "Olá, Ana: vence {{1}} e {{2}}"])
def test_a_variable_at_either_end_is_refused(sandbox: Caller, text: str) -> None:
    assert subcode_of(sandbox, template_body(text)) == 2388299


def test_more_variables_than_words_are_refused(sandbox: Caller) -> None:
    body = template_body("Olá {{1}} {{2}} {{3}} fim", "a", "b", "c")

    assert subcode_of(sandbox, body) == 2388293


@pytest.mark.parametrize(
    "text", ["Olá, {{2}}, tudo bem?", "Olá, {{nome}}, tudo bem?", "Olá, {{1, ok?"]
)
def test_variables_must_be_in_sequence_and_closed(sandbox: Caller, text: str) -> None:
    assert subcode_of(sandbox, template_body(text, "a")) == 2388072


def test_variables_may_be_written_in_any_order(sandbox: Caller) -> None:
    body = template_body("Vence em {{2}}, {{1}}, sem falta.", "Ana", "10/12")

    assert sandbox.create(components=[body]).status_code == 200


def test_a_sample_for_each_variable_is_needed(sandbox: Caller) -> None:
    response = sandbox.create(components=[template_body("Olá, {{1}} e {{2}}, tudo bem?", "Ana")])

    assert response.json()["error"]["error_subcode"] == 2388043
    assert response.json()["error"]["error_user_msg"] == (
        "component of type BODY is missing expected field(s) (example)"
    )


def test_a_body_is_needed(sandbox: Caller) -> None:
    assert subcode_of(sandbox, {**HEADER, "text": "Aviso"}) == 2388043


@pytest.mark.parametrize(
    "component",
    [
        template_body("a" * 1025),
        {**HEADER, "text": "a" * 61},
        {"type": "FOOTER", "text": "a" * 61},
        {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "a" * 26}]},
        {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "a"}] * 11},
    ],
)
def test_every_component_has_its_length(sandbox: Caller, component: dict[str, Any]) -> None:
    body = [] if component["type"] == "BODY" else [template_body(SENTENCE)]

    assert subcode_of(sandbox, *body, component) == 2388040


def test_a_header_takes_no_formatting(sandbox: Caller) -> None:
    header = {**HEADER, "text": "*Aviso*"}

    assert subcode_of(sandbox, template_body(SENTENCE), header) == 2388047


def test_a_footer_takes_no_variables(sandbox: Caller) -> None:
    footer = {"type": "FOOTER", "text": "De {{1}}"}

    assert subcode_of(sandbox, template_body(SENTENCE), footer) == 2388073


def test_a_picture_needs_a_sample(sandbox: Caller) -> None:
    header = {"type": "HEADER", "format": "IMAGE"}

    assert subcode_of(sandbox, template_body(SENTENCE), header) == 2388043


def test_quick_replies_stand_together(sandbox: Caller) -> None:
    link = {"type": "URL", "text": "Ver", "url": "https://a.com.br"}
    reply = {"type": "QUICK_REPLY", "text": "Sim"}
    buttons = {"type": "BUTTONS", "buttons": [reply, link, {**reply, "text": "Não"}]}

    assert subcode_of(sandbox, template_body(SENTENCE), buttons) is None


def test_a_template_that_sells_is_marketing_from_the_start(sandbox: Caller) -> None:
    response = sandbox.create(components=[template_body("Aproveite o desconto de hoje na loja!")])

    assert response.json()["category"] == "MARKETING"
