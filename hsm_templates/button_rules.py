"""Meta's rules for buttons: how many of each, in which order, and what each one says."""

from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from hsm_templates import buttons as kinds
from hsm_templates import placeholders, wording
from hsm_templates.buttons import Button, is_arranged
from hsm_templates.filling import COUPON_LIMIT, URL_LIMIT
from hsm_templates.findings import Finding, error, warning
from hsm_templates.flows import ACTIONS, ICONS
from hsm_templates.text_rules import too_long
from hsm_templates.variables import part_name

MOST_BUTTONS = 10
LABEL_LIMIT = 25
PHONE_LIMIT = 20
MOST_OF_KIND = {
    kinds.URL: (2, "2 botões de link"),
    kinds.PHONE_NUMBER: (1, "1 botão de telefone"),
    kinds.COPY_CODE: (1, "1 botão de copiar código"),
    "VOICE_CALL": (1, "1 botão de ligação pelo WhatsApp"),
}
# More than three hide behind a list, and computers do not show them.
_SHOWN_AT_ONCE = 3
_LABELLED = frozenset({kinds.QUICK_REPLY, kinds.URL, kinds.PHONE_NUMBER, kinds.FLOW})
_SHORTENERS = frozenset(
    {"bit.ly", "goo.gl", "tinyurl.com", "t.co", "ow.ly", "is.gd", "cutt.ly", "encurtador.com.br"}
)


def check_buttons(found: Sequence[Button], *, prefix: str = "") -> Iterator[Finding]:
    """`prefix`: "card.0." for the buttons of a card."""
    yield from _check_whole(found, f"{prefix}buttons")
    for index, button in enumerate(found):
        yield from _check_button(f"{prefix}button.{index}", button)


def _check_whole(found: Sequence[Button], field: str) -> Iterator[Finding]:
    if len(found) > MOST_BUTTONS:
        cure = f"O limite é {MOST_BUTTONS}. Retire {len(found) - MOST_BUTTONS}."
        yield error(field, "buttons_too_many", f"{len(found)} botões", cure)
    counts = Counter(button.kind for button in found)
    for kind, (most, told) in MOST_OF_KIND.items():
        if counts[kind] > most:
            cure = f"A Meta aceita no máximo {told}."
            yield error(field, "buttons_of_kind", f"{counts[kind]} botões do mesmo tipo", cure)
    if not is_arranged(found):
        cure = "Deixe as respostas rápidas juntas, antes ou depois dos outros botões."
        yield error(field, "buttons_unarranged", "Respostas rápidas separadas", cure)
    elif len(found) > _SHOWN_AT_ONCE:
        cure = "O celular mostra dois e “Ver todas as opções”; no computador nenhum aparece."
        yield warning(field, "buttons_hidden", "Mais de 3 botões", cure)
    labels = Counter(button.text.strip().lower() for button in found if button.text.strip())
    if doubled := [label for label, count in labels.items() if count > 1]:
        cure = "Dê a cada botão o seu texto, para saber qual foi tocado."
        yield warning(field, "buttons_alike", f"Dois botões com o texto “{doubled[0]}”", cure)


def _check_button(field: str, button: Button) -> Iterator[Finding]:
    name = part_name(field)
    if button.kind in _LABELLED:
        yield from _check_label(field, name, button.text)
    if button.kind == kinds.URL and not button.is_code:
        yield from _check_url(field, name, button)
    elif button.kind == kinds.PHONE_NUMBER:
        yield from _check_phone(field, name, button.phone_number)
    elif button.kind == kinds.COPY_CODE:
        yield from _check_coupon(field, name, button.sample)
    elif button.kind == kinds.FLOW:
        yield from _check_flow(field, name, button)


def _check_label(field: str, name: str, text: str) -> Iterator[Finding]:
    if not text.strip():
        cure = "Escreva o que aparece no botão."
        yield error(field, "label_missing", f"Falta o texto do {name}", cure)
    if len(text) > LABEL_LIMIT:
        yield too_long(field, f"Texto do {name}", len(text), LABEL_LIMIT)
    if "{{" in text or "\n" in text:
        cure = "O texto de um botão é fixo e fica em uma linha."
        yield error(field, "label_varies", f"Variável ou quebra de linha no {name}", cure)
    if wording.count_emojis(text):
        cure = "A Meta costuma recusar emojis fora do corpo."
        yield warning(field, "label_emojis", f"Emoji no {name}", cure)


def _check_url(field: str, name: str, button: Button) -> Iterator[Finding]:
    url = button.url
    is_web = url.startswith(("http://", "https://")) and "." in _host(url)
    if not is_web or any(sign.isspace() for sign in url):
        cure = "Use um endereço completo, como https://www.exemplo.com.br/pedido."
        yield error(field, "url_invalid", f"Endereço inválido no {name}", cure)
    if len(url) > URL_LIMIT:
        cure = f"O limite é {URL_LIMIT}. Corte {len(url) - URL_LIMIT}."
        yield error(field, "url_too_long", f"Endereço do {name} com {len(url)} caracteres", cure)
    if button.has_variable:
        yield from _check_url_variable(field, name, button)
    if _host(url).removeprefix("www.") in _SHORTENERS:
        cure = "Links encurtados escondem o destino, e a Meta costuma recusar. Use o seu domínio."
        yield warning(field, "url_short", f"Link encurtado no {name}", cure)


def _check_url_variable(field: str, name: str, button: Button) -> Iterator[Finding]:
    if button.url.count("{{") > 1 or not button.url.endswith("{{1}}"):
        cure = "O link aceita uma variável, {{1}}, e só no fim do endereço."
        yield error(field, "url_variable", f"Variável fora do fim no {name}", cure)
    elif "{{" in _host(button.url):
        cure = "O domínio é fixo; a variável vem depois dele."
        yield error(field, "url_variable", f"Variável no domínio do {name}", cure)
    if not button.sample.strip():
        cure = "Escreva um final de endereço de exemplo, sem dados de pessoas reais."
        yield error(f"{field}.url", "sample_missing", f"Falta o exemplo do {name}", cure)


def _check_phone(field: str, name: str, number: str) -> Iterator[Finding]:
    digits = number.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()) or len(number) > PHONE_LIMIT:
        cure = "Use só números com o código do país, como +551140041234, em até 20 sinais."
        yield error(field, "phone_invalid", f"Telefone inválido no {name}", cure)


def _check_coupon(field: str, name: str, sample: str) -> Iterator[Finding]:
    if not sample.strip():
        cure = "Escreva um código de exemplo, como 25OFF."
        yield error(f"{field}.code", "sample_missing", f"Falta o exemplo do {name}", cure)
    elif len(sample) > COUPON_LIMIT:
        cure = f"O limite é {COUPON_LIMIT}. Corte {len(sample) - COUPON_LIMIT}."
        message = f"Código do {name} com {len(sample)} caracteres"
        yield error(f"{field}.code", "coupon_too_long", message, cure)


def _check_flow(field: str, name: str, button: Button) -> Iterator[Finding]:
    flow = button.flow
    if flow is None or flow.reference_count != 1:
        cure = "Indique o formulário por um só meio: id, nome ou JSON."
        yield error(field, "flow_reference", f"Formulário do {name} sem indicação única", cure)
    if flow and flow.action and flow.action not in ACTIONS:
        cure = "A ação é navigate ou data_exchange."
        yield error(field, "flow_action", f"Ação desconhecida no {name}", cure)
    if flow and flow.icon and flow.icon not in ICONS:
        cure = "O ícone é DOCUMENT, PROMOTION ou REVIEW."
        yield error(field, "flow_icon", f"Ícone desconhecido no {name}", cure)


def _host(url: str) -> str:
    """ "" for what is no address: urlsplit raises on unmatched brackets."""
    try:
        return (urlsplit(placeholders.VARIABLE.sub("", url)).hostname or "").lower()
    except ValueError:
        return ""
