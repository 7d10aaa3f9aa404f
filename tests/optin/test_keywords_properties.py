"""Promises about consent that hold for any text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from optin.keywords import DEFAULT, Decision, matches_term_notice, read

INVISIBLE = ["\u200b", "\u200d", "\ufeff", "\u2060", "\u00ad", "\u202c"]
ACCENTS = ["", "\u0301", "\u0303", "\u0327", "\ufe0f"]
TALK = ["sair", "parar", "stop", "não", "quero", "o", "pt", "out", "in", "optin", "mensagem", "7"]
SPACES = st.text(alphabet=" \t\n\r\u00a0\u2003", max_size=5)


def _full_width(letter: str) -> str:
    return chr(ord(letter) + 0xFEE0)


@st.composite
def disguises(draw: st.DrawFn) -> str:
    """#optout in any case, width and accents, with invisible marks between its letters."""
    letters = []
    for letter in "#optout":
        shape = draw(st.sampled_from([str.lower, str.upper, _full_width]))
        mark = draw(st.sampled_from(ACCENTS))
        letters.append(shape(letter) + mark + draw(st.sampled_from(["", *INVISIBLE])))
    return "".join(letters)


@given(SPACES, disguises(), SPACES)
def test_a_disguised_token_refuses(before: str, token: str, after: str) -> None:
    assert read(before + token + after) is Decision.REFUSE


@given(st.text(max_size=30), disguises(), st.text(max_size=30))
def test_a_token_refuses_amid_any_words(before: str, token: str, after: str) -> None:
    text = f"{before} {token} {after}"

    assert read(text) is Decision.REFUSE
    assert read("Sim", payload=text) is Decision.REFUSE
    assert matches_term_notice(text)


@given(SPACES, st.sampled_from(sorted(DEFAULT)), SPACES, st.booleans())
def test_a_synonym_refuses_in_any_spacing_and_case(
    before: str, word: str, after: str, lower: bool
) -> None:
    said = unicodedata.normalize("NFD", word.lower() if lower else word)

    assert read(before + said.replace(" ", "  ") + after) is Decision.REFUSE


def _has_opt(text: str) -> bool:
    return "opt" in "".join(filter(str.isalpha, unicodedata.normalize("NFKD", text))).casefold()


@given(st.text(max_size=80).filter(lambda text: not _has_opt(text)))
def test_any_text_without_the_word_changes_nothing(text: str) -> None:
    unmoved = {Decision.NONE, Decision.ASK_REFUSE}

    assert read(text, synonyms=frozenset()) in unmoved
    assert read("Ver catálogo", payload=text, synonyms=frozenset()) in unmoved


@given(st.lists(st.sampled_from(TALK), min_size=2, max_size=6))
def test_the_same_words_within_a_sentence_change_nothing(words: list[str]) -> None:
    assert read(" ".join(words)) in {Decision.NONE, Decision.ASK_REFUSE}


@given(st.text(max_size=80).filter(lambda text: "pt" not in text.casefold()))
def test_plain_talk_never_accepts(text: str) -> None:
    assert read(text) is not Decision.ACCEPT
