"""Only #OPTIN, written as the whole message, accepts by itself."""

import pytest

from optin.keywords import Decision, read


@pytest.mark.parametrize(
    "text",
    [
        "#optin",
        "#OPTIN",
        " #OptIn \n",
        "#optin.",
        "#OPTIN!",
        '"#optin"',
        "#ópt\u200bin",
        "＃ＯＰＴＩＮ",
    ],
)
def test_the_token_alone_accepts(text: str) -> None:
    assert read(text) is Decision.ACCEPT


@pytest.mark.parametrize(
    "text",
    [
        "optin",
        "opt in",
        "# optin",
        "#opt in",
        "#opt-in",
        "##optin",
        "não #optin",
        "quero #optin",
        "#optin?",
        "#optin 👎",
        "#optin não",
        "#optins",
        "sim",
        "aceito",
        "SIM, QUERO",
    ],
)
def test_anything_else_accepts_nothing(text: str) -> None:
    assert read(text) is Decision.NONE


@pytest.mark.parametrize(
    ("text", "payload"), [("Sim", "#OPTIN"), ("#OPTIN", "#OPTIN"), ("#OPTIN", ""), (None, "#optin")]
)
def test_a_button_never_accepts_by_itself(text: str | None, payload: str) -> None:
    assert read(text, payload=payload) is Decision.NONE
