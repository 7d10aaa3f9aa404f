from typing import Any

import pytest

from tests.sandbox.caller import Caller, code_of
from tests.sandbox.receiver import Receiver


def reply(number: int, **changes: str) -> dict[str, Any]:
    return {"type": "reply", "reply": {"id": f"b{number}", "title": f"Opção {number}"} | changes}


def question(*buttons: dict[str, Any], body: str = "Quer parar?") -> dict[str, Any]:
    content = {"type": "button", "body": {"text": body}, "action": {"buttons": list(buttons)}}
    return {"type": "interactive", "interactive": content}


def test_a_question_with_three_buttons_is_accepted(sandbox: Caller) -> None:
    sandbox.hear()

    response = sandbox.send(question(reply(1), reply(2), reply(3, title="t" * 20, id="i" * 256)))

    assert response.status_code == 200, response.text


def test_a_question_needs_an_open_window(sandbox: Caller) -> None:
    assert code_of(sandbox.send(question(reply(1)))) == (400, 131047)


@pytest.mark.parametrize(
    "payload",
    [
        question(),
        question(*(reply(number) for number in range(4))),
        question(reply(1, title="t" * 21)),
        question(reply(1, title="")),
        question(reply(1, id="i" * 257)),
        question(reply(1), reply(2, id="b1")),
        question(reply(1), reply(2, title="Opção 1")),
        question({"type": "url", "reply": {"id": "a", "title": "a"}}),
        question(reply(1), body=""),
        question(reply(1), body="a" * 1025),
        {"type": "interactive", "interactive": {"type": "riddle"}},
    ],
)
def test_what_breaks_the_rules_is_refused(sandbox: Caller, payload: dict[str, Any]) -> None:
    sandbox.hear()

    assert code_of(sandbox.send(payload)) == (400, 131009)


def test_a_forwarded_text_says_so(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.hear("Sim", forwarded=True)

    assert receiver.wait_for_messages(1)[0]["context"] == {"forwarded": True}
