"""Name, language and category as Meta accepts them."""

import pytest

from hsm_templates.components import compose
from hsm_templates.findings import Finding
from hsm_templates.languages import COMMON, NAMES, choices, name_of, normalise
from hsm_templates.lint import check

CONTENT = compose(body="Sua fatura chegou, obrigado.")


def _first(name: str = "aviso", language: str = "pt_BR", category: str = "UTILITY") -> Finding:
    return check(name, language, category, CONTENT)[0]


@pytest.mark.parametrize("name", ["aviso", "a", "aviso_2", "_", "2026", "a" * 512])
def test_a_good_name_passes(name: str) -> None:
    assert _first(name=name).code == "within_rules"


@pytest.mark.parametrize(
    ("name", "code", "cure"),
    [
        ("", "name_missing", "Dê um nome, como aviso_de_entrega."),
        (
            "Promoção Natal",
            "name_invalid",
            "Use só letras minúsculas sem acento, números e _. Sugestão: promocao_natal.",
        ),
        (
            "aviso-1",
            "name_invalid",
            "Use só letras minúsculas sem acento, números e _. Sugestão: aviso_1.",
        ),
        (
            "aviso\n",
            "name_invalid",
            "Use só letras minúsculas sem acento, números e _. Sugestão: aviso.",
        ),
        ("!!", "name_invalid", "Use só letras minúsculas sem acento, números e _."),
        ("a" * 513, "name_too_long", "O limite é 512. Corte 1."),
    ],
)
def test_a_bad_name_is_refused_with_its_cure(name: str, code: str, cure: str) -> None:
    finding = _first(name=name)

    assert (finding.field, finding.code, finding.cure) == ("name", code, cure)


@pytest.mark.parametrize(
    ("language", "cure"),
    [
        ("pt", "Escolha um da lista; português é pt_BR."),
        ("", "Escolha um da lista; português é pt_BR."),
        ("pt-BR", "Use pt_BR."),
    ],
)
def test_an_unknown_language_is_refused(language: str, cure: str) -> None:
    finding = _first(language=language)

    assert (finding.field, finding.code, finding.cure) == ("language", "language_unknown", cure)


@pytest.mark.parametrize("language", ["pt_BR", "es", "en_US", "fil", "zh_HK"])
def test_a_language_of_metas_list_passes(language: str) -> None:
    assert _first(language=language).code == "within_rules"


@pytest.mark.parametrize("category", ["UTILITY", "utility", "Marketing"])
def test_a_category_passes_in_any_case(category: str) -> None:
    assert _first(category=category).field != "category"


def test_an_unknown_category_is_refused() -> None:
    finding = _first(category="PROMO")

    assert (finding.field, finding.code) == ("category", "category_unknown")


def test_authentication_has_no_text_of_ours() -> None:
    finding = _first(category="AUTHENTICATION")

    assert (finding.field, finding.code) == ("category", "authentication_text_is_fixed")


def test_the_languages_are_metas_111_with_portuguese_names() -> None:
    assert len(NAMES) == 111
    assert "pt" not in NAMES
    assert name_of("pt_BR") == "Português (Brasil)"
    assert name_of("en-US") == "Inglês (EUA)"
    assert name_of("xx_YY") == "xx_YY"
    assert normalise("en-US") == "en_US"


def test_choices_begin_with_the_common_languages_and_hold_each_once() -> None:
    codes = [code for code, _name in choices()]

    assert codes[: len(COMMON)] == list(COMMON)
    assert codes[len(COMMON)] == "af"
    assert sorted(codes) == sorted(NAMES)
