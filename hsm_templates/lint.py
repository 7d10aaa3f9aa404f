"""Meta's published rules for a template, checked before Meta sees it.

Errors are what Meta refuses; what it has not published, or only dislikes, is a warning.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from contacts.names import search_key
from hsm_templates import lifetimes, wording
from hsm_templates.button_rules import check_buttons
from hsm_templates.code_rules import check_code
from hsm_templates.components import TemplateContent
from hsm_templates.filling import BODY_LIMIT, OFFER_BODY_LIMIT
from hsm_templates.findings import Finding, Level, error, warning
from hsm_templates.languages import NAMES, normalise
from hsm_templates.part_rules import check_carousel, check_media, check_offer
from hsm_templates.text_rules import (
    FOOTER_LIMIT,
    check_body,
    check_footer,
    check_format,
    check_header,
    check_samples,
)

__all__ = ["FOOTER_LIMIT", "NAME_LIMIT", "SUGGESTED_FOOTER", "Surroundings", "check"]

NAME_LIMIT = 512
AUTHENTICATION = "AUTHENTICATION"
CATEGORIES = frozenset({"MARKETING", "UTILITY", AUTHENTICATION})
SUGGESTED_FOOTER = "Envie #OPTOUT para não receber mais."

_NAME = re.compile(r"[a-z0-9_]+")
_FIELD_NAMES = {
    "name": "nome",
    "language": "idioma",
    "category": "categoria",
    "header": "cabeçalho",
    "body": "corpo",
    "footer": "rodapé",
    "buttons": "botões",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the text does not say of itself.

    `same_body`: the name of another HSM of the account, by the `search_key` of its body.
    """

    ttl_seconds: int | None = None
    is_term_in_force: bool = False
    same_body: Mapping[str, str] = field(default_factory=dict)


NOWHERE = Surroundings()


def check(
    name: str,
    language: str,
    category: str,
    content: TemplateContent,
    around: Surroundings = NOWHERE,
) -> tuple[Finding, ...]:
    """Errors first, then warnings, then one finding that names the fields without any."""
    found = [
        *_check_name(name),
        *_check_language(language),
        *_check_category(category),
        *_check_lifetime(category, around.ttl_seconds),
        *(check_code(content) if category.upper() == AUTHENTICATION else ()),
        *_check_content(category, content),
        *_check_whole(category, content, around),
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
        cure = f"O limite é {NAME_LIMIT}. Corte {len(name) - NAME_LIMIT}."
        yield error("name", "name_too_long", f"Nome com {len(name)} caracteres", cure)


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


def _check_lifetime(category: str, seconds: int | None) -> Iterator[Finding]:
    if seconds is not None and not lifetimes.is_allowed(category, seconds):
        cure = f"Nesta categoria vai {lifetimes.bounds(category)}."
        yield error("ttl", "ttl_out_of_range", f"Validade de {seconds} segundos", cure)


def _check_content(category: str, content: TemplateContent) -> Iterator[Finding]:
    if content.header:
        yield from check_header(content.header)
    if content.media:
        yield from check_media(content.media)
    if content.code is None:
        limit = OFFER_BODY_LIMIT if content.offer else BODY_LIMIT
        yield from check_body(content.body.text, limit=limit)
    yield from check_footer(content.footer)
    yield from check_format(content)
    if content.code is None:
        yield from check_buttons(content.buttons)
    yield from check_samples(content)
    if content.offer:
        yield from check_offer(content.offer, category, content)
    if content.carousel:
        yield from check_carousel(content.carousel, category)


def _check_whole(
    category: str, content: TemplateContent, around: Surroundings
) -> Iterator[Finding]:
    yield from _check_fit(category, content)
    yield from _check_optout(category, content, around)
    yield from _check_words(content)
    twin = around.same_body.get(search_key(content.body.text)) if content.body.text else None
    if twin:
        cure = "A Meta recusa textos iguais na mesma conta. Use o que existe ou mude o texto."
        yield warning("body", "body_duplicate", f"O HSM {twin} já tem este corpo", cure)
    for part in content.unsupported:
        cure = "A Meta pode aprovar, mas este HSM não poderá ser enviado por aqui."
        yield warning("", "part_unsupported", f"Ainda não enviamos {part}", cure)


def _check_fit(category: str, content: TemplateContent) -> Iterator[Finding]:
    """Whether the text is of the category that it says."""
    if content.code is not None and category.upper() in CATEGORIES - {AUTHENTICATION}:
        cure = "Código de acesso só existe em Autenticação."
        yield error("category", "code_category", "Código fora de Autenticação", cure)
    header = content.header.text if content.header else ""
    sold = wording.marketing_words(f"{header} {content.body.text}")
    if category.upper() == "UTILITY" and sold:
        cure = "A Meta pode mudar a categoria para Marketing. Tire a oferta ou mude a categoria."
        message = f"Texto de Utilidade com “{sold[0]}”"
        yield warning("category", "category_reads_marketing", message, cure)


def _check_optout(
    category: str, content: TemplateContent, around: Surroundings
) -> Iterator[Finding]:
    texts = [content.body.text, content.footer, *(button.text for button in content.buttons)]
    if any(map(wording.tells_optout, texts)) or category.upper() == AUTHENTICATION:
        return
    if around.is_term_in_force:
        cure = f"Com o termo de adesão, só sai HSM que ensine a sair. Sugestão: {SUGGESTED_FOOTER}"
        yield warning("footer", "optout_not_told", "O HSM não cita #OPTOUT", cure)
    elif category.upper() == "MARKETING":
        cure = f"Em Marketing, ensinar a sair reduz denúncias. Sugestão: {SUGGESTED_FOOTER}"
        yield warning("footer", "optout_not_told", "O rodapé não cita #OPTOUT", cure)


def _check_words(content: TemplateContent) -> Iterator[Finding]:
    """Signs of a bad paste, and of links that hide where they lead."""
    header = content.header.text if content.header else ""
    for part, text in (("header", header), ("body", content.body.text), ("footer", content.footer)):
        name = _FIELD_NAMES[part]
        if broken := wording.broken_characters(text):
            cure = "O texto foi colado com outra codificação. Digite de novo ou cole como texto."
            yield warning(part, "text_broken", f"Letras trocadas no {name}: {broken[0]}", cure)
        if bare := wording.without_accents(text):
            listed = ", ".join(f"{wrong} → {right}" for wrong, right in bare[:3])
            cure = f"Confira: {listed}."
            yield warning(part, "accents_missing", f"Palavras sem acento no {name}", cure)
        if short := wording.short_links(text):
            cure = "Links encurtados escondem o destino, e a Meta costuma recusar. Use um botão."
            yield warning(part, "link_short", f"Link encurtado no {name}: {short[0]}", cure)


def _praise(content: TemplateContent, found: list[Finding]) -> Iterator[Finding]:
    blamed = {finding.field.split(".")[0] for finding in found}
    if "button" in blamed:
        blamed.add("buttons")
    present = ["name", "language", "category", "body"]
    present += ["buttons"] if content.buttons else []
    present += ["header"] if content.header or content.media else []
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
