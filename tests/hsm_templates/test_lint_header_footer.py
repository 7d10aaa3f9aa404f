"""Header and footer: one short line, of plain words."""

import pytest

from hsm_templates.components import compose, parse
from hsm_templates.findings import Level
from hsm_templates.lint import check

BODY = "Sua fatura chegou, obrigado por esperar."


def _found(header: str = "", footer: str = "", sample: str = "Ana") -> list[tuple[str, str, str]]:
    samples = {f"header.{number}": sample for number in range(1, 4)}
    content = compose(header=header, body=BODY, footer=footer, samples=samples)
    findings = check("aviso", "pt_BR", "UTILITY", content)
    return [(f.level, f.field, f.code) for f in findings if f.level is not Level.OK]


@pytest.mark.parametrize(
    "header", ["Olá", "a" * 60, "Pedido {{1}} a caminho", "Pedido_2 e 2_3", "R$ 10 {loja}"]
)
def test_a_good_header_passes(header: str) -> None:
    assert _found(header=header) == []


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("a" * 61, "header_too_long"),
        ("Oi\nAna", "header_line_break"),
        ("Pedido {{1}} de {{2}} já", "header_variables"),
        ("Oferta *hoje*", "header_formatting"),
        ("Oferta * hoje", "header_formatting"),
        ("Oferta _hoje_ já", "header_formatting"),
        ("Oferta ~velha~ nova", "header_formatting"),
        ("Use ```x``` já", "header_formatting"),
        ("Pedido {{2}} já", "variables_skip"),
        ("Pedido {{Nome}} já", "variable_malformed"),
        ("Pedido {{#1}} já", "variable_has_sign"),
        ("Pedido {{1} já", "braces_unmatched"),
    ],
)
def test_a_bad_header_is_refused(header: str, code: str) -> None:
    assert (Level.ERROR, "header", code) in _found(header=header)


def test_an_emoji_in_header_or_footer_is_a_warning() -> None:
    assert _found(header="Olá 🎉") == [(Level.WARNING, "header", "header_emojis")]
    assert _found(footer="Loja 🎉") == [(Level.WARNING, "footer", "footer_emojis")]


def test_an_empty_text_header_is_refused() -> None:
    content = parse(
        [{"type": "HEADER", "format": "TEXT", "text": " "}, {"type": "BODY", "text": BODY}]
    )

    assert check("aviso", "pt_BR", "UTILITY", content)[0].code == "header_empty"


def test_a_header_needs_its_sample_within_the_limit() -> None:
    assert _found(header="Pedido {{1}} já", sample="") == [
        (Level.ERROR, "header.1", "sample_missing")
    ]
    assert _found(header="Pedido {{1}} já", sample="a" * 60) == [
        (Level.WARNING, "header", "samples_header_too_long")
    ]


@pytest.mark.parametrize("footer", ["Loja", "a" * 60, "Envie #OPTOUT para não receber mais."])
def test_a_good_footer_passes(footer: str) -> None:
    assert _found(footer=footer) == []


@pytest.mark.parametrize(
    ("footer", "code"),
    [
        ("a" * 61, "footer_too_long"),
        ("Loja\nAurora", "footer_line_break"),
        ("Loja {{1}}", "footer_variables"),
        ("Loja {{nome}}", "footer_variables"),
    ],
)
def test_a_bad_footer_is_refused(footer: str, code: str) -> None:
    assert _found(footer=footer) == [(Level.ERROR, "footer", code)]


def test_the_length_says_how_much_to_cut() -> None:
    content = compose(body=BODY, footer="a" * 72)

    finding = check("aviso", "pt_BR", "UTILITY", content)[0]

    assert finding.message == "Rodapé com 72 caracteres"
    assert finding.cure == "O limite é 60. Corte 12."
