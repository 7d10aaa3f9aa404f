"""The words of the body: length, emojis, blanks, capitals, and what may not be asked."""

import pytest

from hsm_templates.components import compose
from hsm_templates.findings import Finding, Level
from hsm_templates.lint import check
from hsm_templates.wording import count_emojis


def _findings(body: str) -> list[Finding]:
    found = check("aviso", "pt_BR", "UTILITY", compose(body=body))
    return [finding for finding in found if finding.level is not Level.OK]


def _only(body: str) -> tuple[Level, str, str]:
    (finding,) = _findings(body)
    return finding.level, finding.field, finding.code


@pytest.mark.parametrize("body", ["", " ", "\n\n"])
def test_the_body_is_required(body: str) -> None:
    assert _only(body) == (Level.ERROR, "body", "body_missing")


def test_the_body_has_a_limit_and_an_advised_length() -> None:
    assert _findings("a" * 550) == []
    assert _only("a" * 551) == (Level.WARNING, "body", "body_over_advised")
    assert _only("a" * 1024) == (Level.WARNING, "body", "body_over_advised")
    assert _only("a" * 1025) == (Level.ERROR, "body", "body_too_long")
    assert _findings("a" * 1030)[0].cure == "O limite é 1024. Corte 6."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("sem emoji, ©, ™, 1 # *", 0),
        ("😀", 1),
        ("❤️", 1),
        ("👍🏽", 1),
        ("👩‍👩‍👧‍👦", 1),
        ("🇧🇷", 1),
        ("1️⃣", 1),
        ("🎉🎉 ✅ ⭐", 4),
    ],
)
def test_an_emoji_counts_once_however_it_is_made(text: str, count: int) -> None:
    assert count_emojis(text) == count


def test_more_than_ten_emojis_are_too_many() -> None:
    assert _findings("Chegou! " + "🎉" * 10) == []
    assert _only("Chegou! " + "🎉" * 11) == (Level.WARNING, "body", "body_emojis")


@pytest.mark.parametrize("body", ["Oi\n\n\nAna", "Oi\n \n \nAna", "Oi     Ana", "Oi\tAna"])
def test_blanks_in_excess_are_a_warning(body: str) -> None:
    assert _only(body) == (Level.WARNING, "body", "body_blanks")


def test_a_blank_line_between_paragraphs_is_fine() -> None:
    assert _findings("Oi, Ana.\n\nSua fatura    chegou.") == []


def test_capitals_are_a_warning_when_most_of_the_text_is_shouted() -> None:
    assert _only("PAGUE AGORA MESMO, É SÓ HOJE") == (Level.WARNING, "body", "body_shouting")
    assert _findings("Envie #OPTOUT ou #OPTOUT ou #OPTOUT") == []
    assert _findings("CPTM INFORMA") == []
    assert _findings("A AURORA entrega hoje o seu pedido em casa") == []


@pytest.mark.parametrize(
    "body",
    [
        "Para continuar, informe seu CPF.",
        "Envie o número do cartão e a validade.",
        "Responda com o número do seu cartão.",
        "Qual é o seu RG?",
        "Digite sua senha para confirmar.",
        "Precisamos dos seus dados bancários.",
        "Oi!\nConfirme o CPF do titular\nObrigado",
    ],
)
def test_asking_for_secrets_is_refused(body: str) -> None:
    assert _only(body) == (Level.ERROR, "body", "body_asks_for_secrets")


@pytest.mark.parametrize(
    "body",
    [
        "Informe os 3 últimos dígitos do CPF.",
        "Nunca informe sua senha a ninguém.",
        "Não envie o número do cartão por aqui.",
        "Sua compra no cartão final 1234 foi aprovada. Confirme no aplicativo.",
        "O CPF da nota está correto. Responda SIM.",
        "Envie o comprovante de pagamento.",
    ],
)
def test_speaking_of_secrets_is_not_asking_for_them(body: str) -> None:
    assert _findings(body) == []
