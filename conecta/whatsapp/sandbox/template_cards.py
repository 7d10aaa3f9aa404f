"""Meta's rules for limited-time offers and carousels, which only MARKETING may have."""

from conecta.whatsapp.sandbox import template_buttons
from conecta.whatsapp.sandbox.template_refusals import missing, refuse, too_long
from conecta.whatsapp.sandbox.template_texts import check_body, check_header
from conecta.whatsapp.sandbox.wire import JsonObject, object_in, objects_in, text_in

OFFER_MAX = 16
OFFER_BODY_MAX = 600
OFFER_BUTTONS = (["COPY_CODE", "URL"], ["URL"])
CARD_BODY_MAX = 160
MIN_CARDS, MAX_CARDS = 2, 10
MAX_CARD_BUTTONS = 2
PICTURES = ("IMAGE", "VIDEO")


def check(by_kind: dict[str, JsonObject], *, category: str, is_named: bool) -> None:
    for kind in ("LIMITED_TIME_OFFER", "CAROUSEL"):
        if kind in by_kind and category != "MARKETING":
            raise refuse(None, "Invalid category", f"{kind} is allowed in MARKETING only.")
    if "LIMITED_TIME_OFFER" in by_kind:
        check_offer(by_kind)
    if "CAROUSEL" in by_kind:
        check_carousel(objects_in(by_kind["CAROUSEL"], "cards"), is_named=is_named)


def check_offer(by_kind: dict[str, JsonObject]) -> None:
    text = text_in(object_in(by_kind["LIMITED_TIME_OFFER"], "limited_time_offer"), "text")
    if not text.strip():
        raise missing("LIMITED_TIME_OFFER", "text")
    if len(text) > OFFER_MAX:
        raise too_long("LIMITED_TIME_OFFER", OFFER_MAX)
    if "FOOTER" in by_kind:
        raise refuse(None, "Invalid parameter", "A limited-time offer takes no footer.")
    header = by_kind.get("HEADER")
    if header is not None and text_in(header, "format").upper() not in PICTURES:
        raise refuse(None, "Invalid parameter", "The header of an offer is an image or a video.")
    buttons = objects_in(by_kind.get("BUTTONS", {}), "buttons")
    if [text_in(item, "type").upper() for item in buttons] not in OFFER_BUTTONS:
        raise refuse(None, "Invalid buttons", "An offer takes a copy-code button, then a URL.")


def check_carousel(cards: list[JsonObject], *, is_named: bool) -> None:
    if not MIN_CARDS <= len(cards) <= MAX_CARDS:
        raise refuse(
            None, "Invalid carousel", f"A carousel takes {MIN_CARDS} to {MAX_CARDS} cards."
        )
    by_kind = [
        {text_in(item, "type").upper(): item for item in objects_in(card, "components")}
        for card in cards
    ]
    if len({structure(card) for card in by_kind}) > 1:
        raise refuse(None, "Invalid carousel", "All cards must have the same components.")
    for card in by_kind:
        check_card(card, is_named=is_named)


def structure(card: dict[str, JsonObject]) -> tuple[object, ...]:
    buttons = objects_in(card.get("BUTTONS", {}), "buttons")
    header = text_in(card.get("HEADER", {}), "format").upper()
    return (*sorted(card), header, *(text_in(item, "type").upper() for item in buttons))


def check_card(card: dict[str, JsonObject], *, is_named: bool) -> None:
    header = card.get("HEADER", {})
    if text_in(header, "format").upper() not in PICTURES:
        raise refuse(None, "Invalid carousel", "The header of a card is an image or a video.")
    check_header(header, is_named=is_named)
    if "BODY" in card:
        check_body(card["BODY"], is_named=is_named, limit=CARD_BODY_MAX)
    buttons = objects_in(card.get("BUTTONS", {}), "buttons")
    if len(buttons) > MAX_CARD_BUTTONS:
        raise refuse(None, "Invalid carousel", f"A card takes {MAX_CARD_BUTTONS} buttons at most.")
    template_buttons.check(buttons)
