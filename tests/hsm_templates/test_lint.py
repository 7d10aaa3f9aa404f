"""The check of a whole template: its order, its praise, and the rules about all of it."""

from hsm_templates.components import TemplateContent, compose, parse
from hsm_templates.findings import Finding, Level, has_errors
from hsm_templates.lint import check, suggest_name

GOOD = compose(
    header="Novidades da {{1}}",
    body="Olá, {{1}}! Seu pedido já está a caminho e chega {{2}}. Obrigado por comprar conosco.",
    footer="Envie #OPTOUT para não receber mais.",
    samples={"header.1": "Aurora", "body.1": "Ana", "body.2": "amanhã"},
)


def _codes(category: str, content: TemplateContent) -> list[str]:
    return [finding.code for finding in check("aviso", "pt_BR", category, content)]


def test_a_good_template_gets_one_praise_and_nothing_else() -> None:
    findings = check("aviso_de_entrega_2", "pt_BR", "MARKETING", GOOD)

    assert findings == (
        Finding(
            level=Level.OK,
            field="",
            code="within_rules",
            message="Nome, idioma, categoria, cabeçalho, corpo e rodapé",
            cure="Dentro das regras da Meta.",
        ),
    )
    assert not has_errors(findings)
    assert findings[0].title == "Certo: nome, idioma, categoria, cabeçalho, corpo e rodapé"


def test_errors_come_first_then_warnings_then_praise() -> None:
    content = compose(body="Olá! Seu saldo em nossa loja de pontos é de {{1}}", footer="Loja")

    findings = check("Aviso", "pt_BR", "MARKETING", content)

    assert [(finding.level, finding.field, finding.code) for finding in findings] == [
        (Level.ERROR, "name", "name_invalid"),
        (Level.ERROR, "body", "variable_at_end"),
        (Level.ERROR, "body.1", "sample_missing"),
        (Level.WARNING, "footer", "optout_not_told"),
        (Level.OK, "", "within_rules"),
    ]
    assert findings[-1].message == "Idioma e categoria"
    assert findings[1].title == "Erro: variável no fim do corpo"
    assert findings[3].title == "Aviso: o rodapé não cita #OPTOUT"
    assert has_errors(findings)


def test_warnings_alone_block_nothing() -> None:
    findings = check("aviso", "pt_BR", "marketing", compose(body="Olá, temos novidades na loja."))

    assert [finding.code for finding in findings] == ["optout_not_told", "within_rules"]
    assert not has_errors(findings)


def test_nothing_filled_in_gets_all_that_is_missing() -> None:
    findings = check("", "", "", compose())

    assert [finding.code for finding in findings] == [
        "name_missing",
        "language_unknown",
        "category_unknown",
        "body_missing",
    ]
    assert [finding.title for finding in findings][3] == "Erro: falta o corpo"


def test_only_marketing_is_advised_to_tell_of_optout() -> None:
    content = compose(body="Olá, sua fatura vence amanhã.")

    assert "optout_not_told" in _codes("MARKETING", content)
    assert "optout_not_told" not in _codes("UTILITY", content)


def test_body_footer_or_button_may_tell_of_optout() -> None:
    button = {"type": "QUICK_REPLY", "text": "#OPTOUT"}
    by_button = parse(
        [{"type": "BODY", "text": "Novidades!"}, {"type": "BUTTONS", "buttons": [button]}]
    )

    assert "optout_not_told" not in _codes("MARKETING", by_button)
    assert "optout_not_told" not in _codes("MARKETING", compose(body="Sair? *#optout* já."))
    assert "optout_not_told" not in _codes("MARKETING", compose(body="Oi!", footer="#OptOut"))
    assert "optout_not_told" in _codes("MARKETING", compose(body="Sair? Envie #OPTOUTS já."))


def test_a_part_that_we_cannot_send_is_a_warning() -> None:
    content = parse(
        [
            {"type": "HEADER", "format": "GIF", "example": {"header_handle": ["4::x"]}},
            {"type": "BODY", "text": "Sua fatura chegou."},
            {"type": "BUTTONS", "buttons": [{"type": "CATALOG", "text": "Abrir"}]},
        ]
    )

    warnings = check("aviso", "pt_BR", "UTILITY", content)[:2]

    assert [finding.code for finding in warnings] == ["part_unsupported"] * 2
    assert [finding.message for finding in warnings] == [
        "Ainda não enviamos cabeçalho com GIF",
        "Ainda não enviamos botão de catálogo",
    ]


def test_a_name_is_suggested_from_any_words() -> None:
    assert suggest_name("Promoção de Natal — 2026!") == "promocao_de_natal_2026"
    assert suggest_name("日本") == ""
    assert len(suggest_name("a" * 600)) == 512
