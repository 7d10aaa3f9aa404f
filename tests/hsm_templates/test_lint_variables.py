"""Variables in the body: numbered, apart, inside the text, each with its sample."""

import pytest

from hsm_templates.components import compose
from hsm_templates.findings import Finding, Level
from hsm_templates.lint import check


def _findings(body: str, sample: str = "Ana") -> list[Finding]:
    samples = {f"body.{number}": sample for number in range(1, 6)}
    content = compose(body=body, samples=samples)
    found = check("aviso", "pt_BR", "UTILITY", content)
    return [finding for finding in found if finding.level is not Level.OK]


def _codes(body: str, sample: str = "Ana") -> list[str]:
    return [finding.code for finding in _findings(body, sample)]


@pytest.mark.parametrize(
    "body",
    [
        "Sua fatura chegou, obrigado por esperar.",
        "Olá, {{1}}! Sua fatura chegou.",
        "Olá, {{1}}! Sua fatura de {{2}} vence em {{3}}, confira os dados.",
        "Olá, {{1}}! Até logo, {{1}}. Obrigado por tudo.",
        "Seu saldo na loja é de {{1}}.",
        "Use {chaves} simples à vontade, {{1}}, sem medo.",
    ],
)
def test_good_variables_pass(body: str) -> None:
    assert _codes(body) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{{1}}, sua fatura chegou hoje.", "variable_at_start"),
        ("  {{1}}, sua fatura chegou hoje.", "variable_at_start"),
        ("Sua fatura chegou hoje, {{1}}", "variable_at_end"),
        ("Sua fatura chegou hoje, {{1}}\n ", "variable_at_end"),
        ("Olá, {{1}}{{2}}, sua fatura da loja chegou hoje.", "variables_touch"),
        ("Olá, {{2}}! Sua fatura chegou.", "variables_skip"),
        ("Olá, {{1}}! Sua fatura {{3}} chegou hoje cedo.", "variables_skip"),
        ("Olá, {{Nome}}! Sua fatura chegou.", "variable_malformed"),
        ("Olá, {{ 1 }}! Sua fatura chegou.", "variable_malformed"),
        ("Olá, {{0}}! Sua fatura chegou.", "variable_malformed"),
        ("Olá, {{}}! Sua fatura chegou.", "variable_malformed"),
        ("Olá, {{#1}}! Sua fatura chegou.", "variable_has_sign"),
        ("Olá, {{$nome}}! Sua fatura chegou.", "variable_has_sign"),
        ("Olá, {{10%}}! Sua fatura chegou.", "variable_has_sign"),
        ("Olá, {{1}! Sua fatura chegou.", "braces_unmatched"),
        ("Olá, {1}}! Sua fatura chegou.", "braces_unmatched"),
        ("Olá, {1}! Sua fatura chegou.", "braces_unmatched"),
        ("Olá, {{{1}}}! Sua fatura chegou.", "braces_unmatched"),
        ("Olá, {{1! Sua fatura chegou.", "braces_unmatched"),
    ],
)
def test_a_bad_variable_is_refused(body: str, code: str) -> None:
    (finding,) = _findings(body)

    assert (finding.level, finding.field, finding.code) == (Level.ERROR, "body", code)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Olá, {{1}} {{2}}, sua fatura da loja chegou.", "variables_adjacent"),
        ("Olá, {{2}}! Sua fatura {{1}} da loja chegou.", "variables_unordered"),
        ("Olá, {{1}}, {{2}} saiu.", "body_variable_ratio"),
    ],
)
def test_a_doubtful_variable_is_a_warning(body: str, code: str) -> None:
    (finding,) = _findings(body)

    assert (finding.level, finding.field, finding.code) == (Level.WARNING, "body", code)


def test_the_cure_names_the_variable() -> None:
    (end,) = _findings("Seu saldo na loja é de {{1}}")
    (start,) = _findings("{{1}}, seu saldo na loja mudou.")
    (gap,) = _findings("Olá, {{1}}! Sua fatura {{4}} da loja chegou hoje cedo.")

    assert end.cure == (
        "A Meta recusa corpo que começa ou termina com variável. "
        "Acrescente texto ou um ponto final depois de {{1}}."
    )
    assert start.cure.endswith("Escreva algo antes de {{1}}.")
    assert gap.cure == "Numere em sequência a partir de {{1}}: faltam {{2}}, {{3}}."


def test_each_variable_needs_its_own_sample() -> None:
    findings = _findings("Olá, {{1}}! Sua fatura de {{2}} chegou hoje.", sample=" ")

    assert [(finding.field, finding.code) for finding in findings] == [
        ("body.1", "sample_missing"),
        ("body.2", "sample_missing"),
    ]
    assert findings[1].message == "Falta o exemplo de {{2}} do corpo"


@pytest.mark.parametrize("sample", ["a\nb", "a\tb", "a     b"])
def test_a_sample_obeys_the_rules_of_values(sample: str) -> None:
    (finding,) = _findings("Olá, {{1}}! Sua fatura chegou.", sample=sample)

    assert (finding.level, finding.field, finding.code) == (
        Level.ERROR,
        "body.1",
        "sample_invalid",
    )


def test_samples_count_towards_the_length_of_the_body() -> None:
    assert _codes("Olá, {{1}}! Sua fatura chegou.", sample="a" * 1024) == ["samples_body_too_long"]
