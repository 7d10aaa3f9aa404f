"""Meta's rules for header, body and footer, and for the variables in them."""

from collections.abc import Iterator

from hsm_templates import placeholders, wording
from hsm_templates.content import TemplateContent, TextHeader
from hsm_templates.filling import BODY_LIMIT, HEADER_LIMIT, problems
from hsm_templates.findings import Finding, error, warning
from hsm_templates.variables import Kind, Variable, part_name, variables

FOOTER_LIMIT = 60

_BODY_ADVISED = 550  # some accounts met this cap in 2025 (2388040); Meta's pages say 1024
_EMOJIS_ADVISED = 10
_LENGTHS = frozenset({"header_too_long", "body_too_long", "url_too_long"})


def check_header(header: TextHeader) -> Iterator[Finding]:
    text = header.text
    yield from _check_line("header", text, HEADER_LIMIT)
    yield from check_placeholders("header", text)
    if not text.strip():
        yield error("header", "header_empty", "Cabeçalho vazio", "Escreva o texto ou retire-o.")
    if len(placeholders.keys(text)) > 1:
        cure = "O cabeçalho aceita no máximo 1 variável."
        yield error("header", "header_variables", "Variáveis demais no cabeçalho", cure)
    if wording.has_formatting(text):
        cure = "Tire os sinais * _ ~ e ```: o cabeçalho já aparece em negrito."
        yield error("header", "header_formatting", "Formatação no cabeçalho", cure)


def check_footer(footer: str) -> Iterator[Finding]:
    yield from _check_line("footer", footer, FOOTER_LIMIT)
    if "{{" in footer or "}}" in footer:
        cure = "O rodapé não aceita variáveis. Leve-as para o corpo."
        yield error("footer", "footer_variables", "Variável no rodapé", cure)


def check_body(text: str, *, field: str = "body", limit: int = BODY_LIMIT) -> Iterator[Finding]:
    """`field` and `limit` differ for the body of a card or of an offer."""
    name = part_name(field)
    if not text.strip():
        yield error(field, "body_missing", f"Falta o {name}", "Escreva a mensagem: é obrigatória.")
        return
    yield from check_placeholders(field, text)
    yield from _check_edges(field, text)
    yield from _check_length(field, text, limit)
    if wording.count_emojis(text) > _EMOJIS_ADVISED:
        cure = f"Acima de {_EMOJIS_ADVISED}, a Meta pode recusar."
        yield warning(field, "body_emojis", f"Emojis demais no {name}", cure)
    if wording.has_blank_runs(text):
        cure = "Deixe no máximo uma linha em branco e um espaço entre as palavras."
        yield warning(field, "body_blanks", "Espaços ou linhas em branco demais", cure)
    if wording.is_shouting(text):
        cure = "Texto em maiúsculas parece grito e gera bloqueios."
        yield warning(field, "body_shouting", f"Maiúsculas demais no {name}", cure)
    if wording.asks_for_secrets(text):
        cure = (
            "A política da Meta proíbe pedir número completo de documento, cartão ou conta, e "
            "senha. Peça no máximo os últimos dígitos."
        )
        yield error(field, "body_asks_for_secrets", f"O {name} pede um dado sigiloso", cure)


def check_samples(content: TemplateContent) -> Iterator[Finding]:
    """A sample for each variable, as good as the value that takes its place."""
    sampled = [variable for variable in variables(content) if _wants_sample(variable)]
    yield from (_sample_missing(it) for it in sampled if not it.sample.strip())
    keys = {variable.key for variable in sampled}
    samples = {variable.key: variable.sample for variable in sampled}
    said = {"variable_missing"} | {problem.code for problem in problems(content, {})}
    for problem in problems(content, samples):
        if problem.code in said:
            continue
        if problem.code in _LENGTHS:
            cure = "Os exemplos contam no tamanho. Encurte-os."
            message = f"Os exemplos passam do limite do {part_name(problem.key)}"
            yield warning(problem.key, f"samples_{problem.code}", message, cure)
        elif problem.key in keys:
            cure = "Deixe o exemplo em uma linha, com espaços simples."
            yield error(problem.key, "sample_invalid", "Exemplo que a Meta não aceita", cure)


def check_format(content: TemplateContent) -> Iterator[Finding]:
    """One template counts its variables or names them, never both."""
    header = content.header.text if content.header else ""
    texts = (header, content.body.text)
    if any(map(placeholders.positions, texts)) and any(map(placeholders.names, texts)):
        cure = "Use só números, {{1}} e {{2}}, ou só nomes, como {{nome}}."
        yield error("body", "variables_mixed", "Variáveis numeradas e nomeadas juntas", cure)


def check_placeholders(field: str, text: str) -> Iterator[Finding]:
    name = part_name(field)
    for found in placeholders.with_signs(text):
        cure = "Dentro das chaves não pode haver #, $ nem %. Use {{1}} ou {{nome}}."
        yield error(field, "variable_has_sign", f"Sinal proibido em {found}", cure)
    for found in placeholders.malformed(text):
        cure = "Use números em ordem, {{1}} e {{2}}, ou nomes só com letras minúsculas e _."
        yield error(field, "variable_malformed", f"{found} não é variável que a Meta aceite", cure)
    if digits := [name for name in placeholders.names(text) if _has_digit(name)]:
        cure = "A Meta só promete aceitar letras minúsculas e _."
        yield error(field, "variable_has_digit", f"Nome de variável com número: {digits[0]}", cure)
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


def too_long(field: str, name: str, length: int, limit: int) -> Finding:
    kind = "label" if "button." in field else field.rpartition(".")[2]
    cure = f"O limite é {limit}. Corte {length - limit}."
    return error(field, f"{kind}_too_long", f"{name} com {length} caracteres", cure)


def _check_line(field: str, text: str, limit: int) -> Iterator[Finding]:
    """What header and footer have in common: one short line of plain words."""
    name = part_name(field)
    if len(text) > limit:
        yield too_long(field, name.capitalize(), len(text), limit)
    if "\n" in text:
        cure = "Deixe uma só linha."
        yield error(field, f"{field}_line_break", f"Quebra de linha no {name}", cure)
    if wording.count_emojis(text):
        cure = "A Meta costuma recusar emojis fora do corpo."
        yield warning(field, f"{field}_emojis", f"Emoji no {name}", cure)


def _check_length(field: str, text: str, limit: int) -> Iterator[Finding]:
    if len(text) > limit:
        yield too_long(field, part_name(field).capitalize(), len(text), limit)
    elif len(text) > _BODY_ADVISED:
        cure = f"O limite é {limit}, mas algumas contas são recusadas (erro 2388040)."
        message = f"Corpo com mais de {_BODY_ADVISED} caracteres"
        yield warning(field, "body_over_advised", message, cure)
    used = len(placeholders.keys(text))
    if used and placeholders.words_outside(text) < 2 * used + 1:
        cure = "A Meta pode recusar (erro 2388293). Escreva mais texto ou use menos variáveis."
        yield warning(field, "body_variable_ratio", "Variáveis demais para tão pouco texto", cure)


def _check_edges(field: str, text: str) -> Iterator[Finding]:
    name = part_name(field)
    rule = "A Meta recusa corpo que começa ou termina com variável."
    if first := placeholders.first_at_edge(text):
        cure = f"{rule} Escreva algo antes de {first}."
        yield error(field, "variable_at_start", f"Variável no começo do {name}", cure)
    if last := placeholders.last_at_edge(text):
        cure = f"{rule} Acrescente texto ou um ponto final depois de {last}."
        yield error(field, "variable_at_end", f"Variável no fim do {name}", cure)
    gaps = placeholders.gaps_between_neighbours(text)
    cure = "Escreva uma palavra entre uma variável e outra."
    if "" in gaps:
        yield error(field, "variables_touch", f"Variáveis coladas no {name}", cure)
    elif gaps:
        yield warning(field, "variables_adjacent", f"Variáveis seguidas no {name}", cure)


def _wants_sample(variable: Variable) -> bool:
    """Texts only: the rules of buttons and media name their own; a place and a time have none."""
    return variable.kind is Kind.TEXT


def _sample_missing(variable: Variable) -> Finding:
    cure = "Todo HSM com variável precisa de exemplo. Não use dados de pessoas reais."
    return error(variable.key, "sample_missing", f"Falta o exemplo de {variable.title}", cure)


def _has_digit(name: str) -> bool:
    return any(sign.isdigit() for sign in name)
