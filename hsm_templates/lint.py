"""Meta's published rules for a template, checked before Meta sees it.

Errors are what Meta refuses; what it has not published, or only dislikes, is a warning.
"""

import re
from collections.abc import Iterator

from contacts.names import search_key
from hsm_templates import placeholders, wording
from hsm_templates.components import TemplateContent, TextHeader, Variable, variables
from hsm_templates.findings import Finding, Level, error, warning
from hsm_templates.languages import NAMES, normalise
from hsm_templates.rendering import BODY_LIMIT, HEADER_LIMIT, problems

NAME_LIMIT = 512
FOOTER_LIMIT = 60
CATEGORIES = frozenset({"MARKETING", "UTILITY", "AUTHENTICATION"})
SUGGESTED_FOOTER = "Envie #OPTOUT para não receber mais."

_BODY_ADVISED = 550  # some accounts met this cap in 2025 (2388040); Meta's pages say 1024
_EMOJIS_ADVISED = 10
_NAME = re.compile(r"[a-z0-9_]+")
_FIELD_NAMES = {
    "name": "nome",
    "language": "idioma",
    "category": "categoria",
    "header": "cabeçalho",
    "body": "corpo",
    "footer": "rodapé",
}


def check(name: str, language: str, category: str, content: TemplateContent) -> tuple[Finding, ...]:
    """Errors first, then warnings, then one finding that names the fields without any."""
    found = [
        *_check_name(name),
        *_check_language(language),
        *_check_category(category),
        *_check_header(content.header),
        *_check_body(content.body.text),
        *_check_footer(content.footer),
        *_check_samples(content),
        *_check_whole(category, content),
    ]
    errors = [finding for finding in found if finding.level is Level.ERROR]
    warnings = [finding for finding in found if finding.level is Level.WARNING]
    return (*errors, *warnings, *_praise(content, found))


def suggest_name(text: str) -> str:
    """What the person typed, as Meta accepts it: "Promoção de Natal" gives promocao_de_natal."""
    return re.sub(r"[^a-z0-9]+", "_", search_key(text)).strip("_")[:NAME_LIMIT]


def _check_name(name: str) -> Iterator[Finding]:
    if not name:
        yield error("name", "name_missing", "Falta o nome", "Dê um nome, como aviso_de_entrega.")
    elif not _NAME.fullmatch(name):
        suggested = suggest_name(name)
        example = f" Sugestão: {suggested}." if suggested else ""
        cure = f"Use só letras minúsculas sem acento, números e _.{example}"
        yield error("name", "name_invalid", "Nome com caracteres que a Meta não aceita", cure)
    if len(name) > NAME_LIMIT:
        yield _too_long("name", len(name), NAME_LIMIT)


def _check_language(language: str) -> Iterator[Finding]:
    if language in NAMES:
        return
    meant = normalise(language)
    cure = f"Use {meant}." if meant in NAMES else "Escolha um da lista; português é pt_BR."
    yield error("language", "language_unknown", "Idioma que a Meta não conhece", cure)


def _check_category(category: str) -> Iterator[Finding]:
    if category.upper() not in CATEGORIES:
        cure = "Escolha Marketing, Utilidade ou Autenticação."
        yield error("category", "category_unknown", "Categoria que a Meta não conhece", cure)
    elif category.upper() == "AUTHENTICATION":
        yield error(
            "category",
            "authentication_text_is_fixed",
            "Autenticação usa um texto fixo da Meta",
            "Crie este HSM no Gerenciador do WhatsApp e depois sincronize.",
        )


def _check_header(header: TextHeader | None) -> Iterator[Finding]:
    if header is None:
        return
    text = header.text
    yield from _check_line("header", text, HEADER_LIMIT)
    yield from _check_placeholders("header", text)
    if not text.strip():
        yield error("header", "header_empty", "Cabeçalho vazio", "Escreva o texto ou retire-o.")
    if len(placeholders.positions(text)) > 1:
        cure = "O cabeçalho aceita no máximo 1 variável."
        yield error("header", "header_variables", "Variáveis demais no cabeçalho", cure)
    if wording.has_formatting(text):
        cure = "Tire os sinais * _ ~ e ```: o cabeçalho já aparece em negrito."
        yield error("header", "header_formatting", "Formatação no cabeçalho", cure)


def _check_footer(footer: str) -> Iterator[Finding]:
    yield from _check_line("footer", footer, FOOTER_LIMIT)
    if "{{" in footer or "}}" in footer:
        cure = "O rodapé não aceita variáveis. Leve-as para o corpo."
        yield error("footer", "footer_variables", "Variável no rodapé", cure)


def _check_line(field: str, text: str, limit: int) -> Iterator[Finding]:
    """What header and footer have in common: one short line of plain words."""
    name = _FIELD_NAMES[field]
    if len(text) > limit:
        yield _too_long(field, len(text), limit)
    if "\n" in text:
        cure = "Deixe uma só linha."
        yield error(field, f"{field}_line_break", f"Quebra de linha no {name}", cure)
    if wording.count_emojis(text):
        cure = "A Meta costuma recusar emojis fora do corpo."
        yield warning(field, f"{field}_emojis", f"Emoji no {name}", cure)


def _check_body(text: str) -> Iterator[Finding]:
    if not text.strip():
        yield error("body", "body_missing", "Falta o corpo", "Escreva a mensagem: é obrigatória.")
        return
    yield from _check_placeholders("body", text)
    yield from _check_edges(text)
    yield from _check_body_length(text)
    if wording.count_emojis(text) > _EMOJIS_ADVISED:
        cure = f"Acima de {_EMOJIS_ADVISED}, a Meta pode recusar."
        yield warning("body", "body_emojis", "Emojis demais no corpo", cure)
    if wording.has_blank_runs(text):
        cure = "Deixe no máximo uma linha em branco e um espaço entre as palavras."
        yield warning("body", "body_blanks", "Espaços ou linhas em branco demais", cure)
    if wording.is_shouting(text):
        cure = "Texto em maiúsculas parece grito e gera bloqueios."
        yield warning("body", "body_shouting", "Maiúsculas demais no corpo", cure)
    if wording.asks_for_secrets(text):
        cure = (
            "A política da Meta proíbe pedir número completo de documento, cartão ou conta, e "
            "senha. Peça no máximo os últimos dígitos."
        )
        yield error("body", "body_asks_for_secrets", "O corpo pede um dado sigiloso", cure)


def _check_body_length(text: str) -> Iterator[Finding]:
    if len(text) > BODY_LIMIT:
        yield _too_long("body", len(text), BODY_LIMIT)
    elif len(text) > _BODY_ADVISED:
        cure = f"O limite é {BODY_LIMIT}, mas algumas contas são recusadas (erro 2388040)."
        message = f"Corpo com mais de {_BODY_ADVISED} caracteres"
        yield warning("body", "body_over_advised", message, cure)
    used = len(placeholders.positions(text))
    if used and placeholders.words_outside(text) < 2 * used + 1:
        cure = "A Meta pode recusar (erro 2388293). Escreva mais texto ou use menos variáveis."
        yield warning("body", "body_variable_ratio", "Variáveis demais para tão pouco texto", cure)


def _check_placeholders(field: str, text: str) -> Iterator[Finding]:
    name = _FIELD_NAMES[field]
    for found in placeholders.with_signs(text):
        cure = "Dentro das chaves não pode haver #, $ nem %. Use {{1}}, {{2}}…"
        yield error(field, "variable_has_sign", f"Sinal proibido em {found}", cure)
    for found in placeholders.without_number(text):
        cure = "Numere as variáveis em ordem, sem espaços: {{1}}, {{2}}…"
        yield error(field, "variable_not_number", f"{found} não é um número", cure)
    if placeholders.has_unmatched_braces(text):
        cure = "Cada variável abre com {{ e fecha com }}."
        yield error(field, "braces_unmatched", f"Chaves sem par no {name}", cure)
    if missing := placeholders.missing_positions(text):
        lost = ", ".join(f"{{{{{number}}}}}" for number in missing)
        verb = "falta" if len(missing) == 1 else "faltam"
        cure = f"Numere em sequência a partir de {{{{1}}}}: {verb} {lost}."
        yield error(field, "variables_skip", f"Variáveis fora de sequência no {name}", cure)
    elif not placeholders.is_in_order(text):
        cure = "Numere as variáveis na ordem em que aparecem."
        yield warning(field, "variables_unordered", f"Variáveis fora de ordem no {name}", cure)


def _check_edges(text: str) -> Iterator[Finding]:
    rule = "A Meta recusa corpo que começa ou termina com variável."
    if first := placeholders.first_at_edge(text):
        cure = f"{rule} Escreva algo antes de {first}."
        yield error("body", "variable_at_start", "Variável no começo do corpo", cure)
    if last := placeholders.last_at_edge(text):
        cure = f"{rule} Acrescente texto ou um ponto final depois de {last}."
        yield error("body", "variable_at_end", "Variável no fim do corpo", cure)
    gaps = placeholders.gaps_between_neighbours(text)
    cure = "Escreva uma palavra entre uma variável e outra."
    if "" in gaps:
        yield error("body", "variables_touch", "Variáveis coladas no corpo", cure)
    elif gaps:
        yield warning("body", "variables_adjacent", "Variáveis seguidas no corpo", cure)


def _check_samples(content: TemplateContent) -> Iterator[Finding]:
    samples = {variable.key: variable.sample for variable in variables(content)}
    for variable in variables(content):
        if not variable.sample.strip():
            yield _sample_missing(variable)
    said = {"variable_missing"} | {problem.code for problem in problems(content, {})}
    for problem in problems(content, samples):
        if problem.code in said:
            continue
        if problem.code in {"header_too_long", "body_too_long"}:
            cure = "Os exemplos contam no tamanho. Encurte-os."
            message = f"Os exemplos passam do limite do {_FIELD_NAMES[problem.key]}"
            yield warning(problem.key, f"samples_{problem.code}", message, cure)
        else:
            cure = "Deixe o exemplo em uma linha, com espaços simples."
            yield error(problem.key, "sample_invalid", "Exemplo que a Meta não aceita", cure)


def _sample_missing(variable: Variable) -> Finding:
    where = f"{variable.placeholder} do {_FIELD_NAMES[variable.part]}"
    cure = "Todo HSM com variável precisa de exemplo. Não use dados de pessoas reais."
    return error(variable.key, "sample_missing", f"Falta o exemplo de {where}", cure)


def _check_whole(category: str, content: TemplateContent) -> Iterator[Finding]:
    texts = [content.body.text, content.footer, *(button.text for button in content.buttons)]
    if category.upper() == "MARKETING" and not any(map(wording.tells_optout, texts)):
        cure = f"Em Marketing, ensinar a sair reduz denúncias. Sugestão: {SUGGESTED_FOOTER}"
        yield warning("footer", "optout_not_told", "O rodapé não cita #OPTOUT", cure)
    for part in content.unsupported_parts:
        cure = "A Meta pode aprovar, mas este HSM não poderá ser enviado por aqui."
        yield warning("", "part_unsupported", f"Ainda não enviamos {part}", cure)


def _too_long(field: str, length: int, limit: int) -> Finding:
    name = _FIELD_NAMES[field].capitalize()
    cure = f"O limite é {limit}. Corte {length - limit}."
    return error(field, f"{field}_too_long", f"{name} com {length} caracteres", cure)


def _praise(content: TemplateContent, found: list[Finding]) -> Iterator[Finding]:
    blamed = {finding.field.split(".")[0] for finding in found}
    present = ["name", "language", "category", "body"]
    present += ["header"] if content.header else []
    present += ["footer"] if content.footer else []
    fine = [
        name for field, name in _FIELD_NAMES.items() if field in present and field not in blamed
    ]
    if fine:
        *most, last = fine
        listed = f"{', '.join(most)} e {last}" if most else last
        yield Finding(
            level=Level.OK,
            field="",
            code="within_rules",
            message=listed.capitalize(),
            cure="Dentro das regras da Meta.",
        )
