"""Meta's rules for media headers, limited-time offers and carousels."""

from collections.abc import Iterator

from hsm_templates import buttons as kinds
from hsm_templates.button_rules import check_buttons
from hsm_templates.content import Carousel, TemplateContent
from hsm_templates.filling import CARD_BODY_LIMIT
from hsm_templates.findings import Finding, error, warning
from hsm_templates.parts import LimitedTimeOffer, MediaHeader
from hsm_templates.text_rules import check_body

OFFER_LIMIT = 16
FEWEST_CARDS, MOST_CARDS = 2, 10
MOST_CARD_BUTTONS = 2
_PICTURES = frozenset({"IMAGE", "VIDEO"})
_OFFER_COUPON_ADVISED = 15  # Meta's page of offers still says so; that of buttons says 20


def check_media(media: MediaHeader, *, prefix: str = "") -> Iterator[Finding]:
    if not media.handle:
        field = f"{prefix}header.{media.kind.lower()}"
        cure = "Envie um arquivo de exemplo: a Meta confere a mídia na análise."
        yield error(field, "media_sample_missing", f"Falta o exemplo do {media.name}", cure)
    elif media.handle.startswith(("http://", "https://")):
        field = f"{prefix}header.{media.kind.lower()}"
        cure = (
            "A Meta mostra o exemplo por um link que vence e não aceita de volta. Envie o arquivo."
        )
        yield error(field, "media_sample_expired", f"Exemplo vencido do {media.name}", cure)


def check_offer(
    offer: LimitedTimeOffer, category: str, content: TemplateContent
) -> Iterator[Finding]:
    if category.upper() != "MARKETING":
        cure = "Oferta por tempo limitado só existe em Marketing."
        yield error("category", "offer_category", "Oferta fora de Marketing", cure)
    if not offer.text.strip():
        yield error("offer", "offer_missing", "Falta o título da oferta", "Escreva até 16 letras.")
    if len(offer.text) > OFFER_LIMIT:
        cure = f"O limite é {OFFER_LIMIT}. Corte {len(offer.text) - OFFER_LIMIT}."
        message = f"Título da oferta com {len(offer.text)} caracteres"
        yield error("offer", "offer_too_long", message, cure)
    if content.footer:
        cure = "Um HSM com oferta não tem rodapé. Leve o texto para o corpo."
        yield error("footer", "offer_footer", "Rodapé em HSM com oferta", cure)
    if content.header or (content.others and not _has_picture(content)):
        cure = "O cabeçalho de uma oferta é uma imagem ou um vídeo."
        yield error("header", "offer_header", "Cabeçalho que a oferta não aceita", cure)
    yield from _check_offer_buttons(content)


def check_carousel(carousel: Carousel, category: str) -> Iterator[Finding]:
    if category.upper() != "MARKETING":
        cure = "Carrossel só existe em Marketing."
        yield error("category", "carousel_category", "Carrossel fora de Marketing", cure)
    cards = carousel.cards
    if not FEWEST_CARDS <= len(cards) <= MOST_CARDS:
        cure = f"Um carrossel tem de {FEWEST_CARDS} a {MOST_CARDS} cartões."
        told = "1 cartão" if len(cards) == 1 else f"{len(cards)} cartões"
        yield error("carousel", "cards_count", f"Carrossel com {told}", cure)
    if len({_structure(card) for card in cards}) > 1:
        cure = "Todos os cartões têm o mesmo tipo de mídia, texto ou não, e os mesmos botões."
        yield error("carousel", "cards_differ", "Cartões de estrutura diferente", cure)
    for index, card in enumerate(cards):
        yield from _check_card(index, card)


def _check_card(index: int, card: TemplateContent) -> Iterator[Finding]:
    prefix = f"card.{index}."
    if card.media is None or card.media.kind not in _PICTURES:
        cure = "Cada cartão começa com uma imagem ou um vídeo."
        yield error(f"{prefix}header", "card_header", f"Cartão {index + 1} sem mídia", cure)
    else:
        yield from check_media(card.media, prefix=prefix)
    if card.body.text:
        yield from check_body(card.body.text, field=f"{prefix}body", limit=CARD_BODY_LIMIT)
    if len(card.buttons) > MOST_CARD_BUTTONS:
        cure = f"Cada cartão aceita até {MOST_CARD_BUTTONS} botões."
        message = f"Cartão {index + 1} com {len(card.buttons)} botões"
        yield error(f"{prefix}buttons", "card_buttons", message, cure)
    yield from check_buttons(card.buttons, prefix=prefix)


def _check_offer_buttons(content: TemplateContent) -> Iterator[Finding]:
    order = [button.kind for button in content.buttons]
    if order not in ([kinds.COPY_CODE, kinds.URL], [kinds.URL]):
        cure = "A oferta leva o botão de copiar código primeiro e um botão de link depois."
        yield error("buttons", "offer_buttons", "Botões que a oferta não aceita", cure)
    for index, button in enumerate(content.buttons):
        if button.kind == kinds.COPY_CODE and len(button.sample) > _OFFER_COUPON_ADVISED:
            cure = f"Em ofertas, a Meta pode recusar mais de {_OFFER_COUPON_ADVISED} caracteres."
            yield warning(f"button.{index}.code", "offer_coupon", "Código de oferta longo", cure)


def _has_picture(content: TemplateContent) -> bool:
    headers = [part for part in content.others if part.is_header]
    return all(part.kind in _PICTURES for part in headers)


def _structure(card: TemplateContent) -> tuple[str, bool, tuple[str, ...]]:
    kind = card.media.kind if card.media else ""
    return kind, bool(card.body.text), tuple(button.kind for button in card.buttons)
