"""A refusal with one slip of the finger is asked back, never guessed and never ignored."""

import pytest

from optin.keywords import Decision, read


@pytest.mark.parametrize(
    "text",
    [
        "#optuot",
        "#otpout",
        "#potout",
        "#opotut",
        "#optotu",
        "#opout",
        "#optot",
        "#optou",
        "#ptout",
        "#opptout",
        "#optoutt",
        "#optouts",
        "#optout2",
        "#optput",
        "#0ptout",
        "#OPTUOT",
        "# optuot",
        "optuot",
        "opt uot",
        "ptout",
        "por favor #optuot",
        "quero #opt out",
        "quero #opt-out agora",
        "quero # optout",
        "o p t o u t",
        "#optin #optuot",
    ],
)
def test_one_slip_is_asked_back(text: str) -> None:
    assert read(text) is Decision.ASK_REFUSE


@pytest.mark.parametrize(
    "text",
    [
        "#optin",
        "#opt",
        "#outopt",
        "#tpoout",
        "#ooptoutt",
        "#layout",
        "#output",
        "#optoutfoo",
        "optional",
    ],
)
def test_two_slips_are_another_word(text: str) -> None:
    assert read(text) is not Decision.ASK_REFUSE
    assert read(text) is not Decision.REFUSE


def test_a_misspelt_word_amid_a_sentence_needs_its_hash() -> None:
    assert read("isso é optuot mesmo") is Decision.NONE
