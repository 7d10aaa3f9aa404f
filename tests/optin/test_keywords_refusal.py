"""#OPTOUT refuses wherever it stands; other words only as whole messages."""

import pytest

from optin.keywords import Decision, matches_term_notice, read, stands_alone


@pytest.mark.parametrize(
    "text",
    [
        "#optout",
        "#OPTOUT",
        "#OptOut ",
        "  #optout\n",
        "#optout.",
        "email #optout.",
        "por favor, #optout!",
        "(#optout)",
        "*#OPTOUT*",
        "_#optout_",
        "##optout",
        "ok#optout",
        "Oi\n#optout\nobrigada",
        "não quero #optout",
        "#optin #optout",
        "#optout #optin",
        "Envie #OPTOUT para não receber mais.",
        "#óptóut",
        "#o\u0301ptout",
        "\uff03\uff2f\uff30\uff34\uff2f\uff35\uff34",
        "\ufe5foptout",
        "#️⃣optout",
        "#opt\u200bout",
        "\u202a#optout\u202c",
        "#op\u00adtout",
        "#\u2060optout",
    ],
)
def test_the_token_refuses_anywhere(text: str) -> None:
    assert read(text) is Decision.REFUSE


@pytest.mark.parametrize(
    "text",
    [
        "optout",
        "OPTOUT",
        "Optout.",
        "opt out",
        "Opt Out!",
        "opt-out",
        "opt_out",
        '"opt out"',
        "# optout",
        "# opt out",
        "#opt-out",
        "#  OPT  OUT  ",
        "opt\u00a0out",
        "opt out 🙏",
    ],
)
def test_the_bare_words_refuse_as_the_whole_message(text: str) -> None:
    assert read(text) is Decision.REFUSE


@pytest.mark.parametrize(
    "text", ["SAIR", "sair", " Sair. ", "#sair", "PARAR!", "Stop", "descadastrar", "sair 🙏"]
)
def test_a_synonym_refuses_as_the_whole_message(text: str) -> None:
    assert read(text) is Decision.REFUSE


def test_whole_sentences_may_be_synonyms_too() -> None:
    assert read("nao quero mais receber mensagens!!") is Decision.REFUSE


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "   ",
        "oi",
        "posso sair mais cedo?",
        "não vou parar",
        "CANCELAR",
        "cancelar o pedido",
        "qual é a opção de outlet?",
        "o opt out do e-mail funciona?",
        "#optoutfoo",
        "#optouting",
        "adopt outcome",
        "output",
        "#promocao",
        "👍",
        "#",
    ],
)
def test_other_words_change_nothing(text: str | None) -> None:
    assert read(text) is Decision.NONE


def test_the_company_may_choose_its_synonyms() -> None:
    chosen = frozenset({"Cancelar", "Não  receber", ""})

    assert read("CANCELAR", synonyms=chosen) is Decision.REFUSE
    assert read("nao receber.", synonyms=chosen) is Decision.REFUSE
    assert read("sair", synonyms=chosen) is Decision.NONE
    assert read("🙏", synonyms=chosen) is Decision.NONE
    assert read("#optout", synonyms=frozenset()) is Decision.REFUSE


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("Não quero receber", "#OPTOUT"),
        ("Não quero receber", "optout"),
        ("Não quero receber", "OPT_OUT"),
        ("Parar", "botao-2"),
        ("Sair #optout", "botao-2"),
        (None, "stop"),
        (None, '{"action": "#optout"}'),
        ("#optin", "#optout"),
    ],
)
def test_a_button_refuses_by_its_payload_or_by_its_words(text: str | None, payload: str) -> None:
    assert read(text, payload=payload) is Decision.REFUSE


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Envie #OPTOUT para não receber mais.", True),
        ("Para sair, responda *#optout*", True),
        ("Para sair, responda #OPT OUT", False),
        ("Para sair, responda SAIR", False),
        ("Responda #OPTOUTS", False),
        ("", False),
    ],
)
def test_a_message_tells_of_the_right_only_by_the_exact_code(text: str, *, tells: bool) -> None:
    assert matches_term_notice(text) is tells


@pytest.mark.parametrize("text", ["#optout", " *#OptOut*! ", "Sair", "optuot", "#optin."])
def test_a_word_may_be_all_that_is_said(text: str) -> None:
    assert stands_alone(text)


@pytest.mark.parametrize("text", ["#optout já", "oi #optuot", "#optin, e o boleto?", "Oi", ""])
def test_what_goes_on_is_more_than_a_word(text: str) -> None:
    assert not stands_alone(text)
