"""The cards of the sheet: alike by construction, because kinds are chosen once for all of them."""

from collections.abc import Mapping
from dataclasses import replace

from hsm_templates.button_sheets import read_buttons
from hsm_templates.components import compose
from hsm_templates.content import Carousel, TemplateContent
from hsm_templates.part_rules import FEWEST_CARDS
from hsm_templates.parts import MediaHeader
from hsm_templates.sheet_fields import MOST_ROWS, count_rows, is_on
from hsm_templates.variables import in_card

IMAGE, VIDEO = "IMAGE", "VIDEO"


def read_cards(
    said: Mapping[str, str], samples: Mapping[str, str], base: Carousel | None
) -> Carousel | None:
    """None without a carousel. A card that says what it said keeps the JSON that it came with."""
    if not is_on(said, "carousel"):
        return None
    known = base.cards if base else ()
    cards = tuple(
        _as_it_was(_card(said, samples, index), known)
        for index in range(count_rows(said, "card", "handle") or FEWEST_CARDS)
    )
    return replace(base or Carousel(), cards=cards)


def media_kind(carousel: Carousel | None) -> str:
    """The medium of all cards."""
    cards = carousel.cards if carousel else ()
    return next((card.media.kind for card in cards if card.media), IMAGE)


def button_kinds(carousel: Carousel | None) -> tuple[str, ...]:
    """The kinds of the buttons of all cards."""
    cards = carousel.cards if carousel else ()
    return tuple(button.kind for button in cards[0].buttons) if cards else ()


def _card(said: Mapping[str, str], samples: Mapping[str, str], index: int) -> TemplateContent:
    kind = VIDEO if said.get("cards_kind") == VIDEO else IMAGE
    handle = said.get(f"card.{index}.handle", "").strip()
    content = compose(body=said.get(f"card.{index}.body", ""), samples=in_card(index, samples))
    return replace(
        content,
        others=(MediaHeader(kind=kind, handle=handle),),
        buttons=read_buttons(_with_kinds(said, index), prefix=f"card.{index}."),
    )


def _with_kinds(said: Mapping[str, str], index: int) -> dict[str, str]:
    """The card's fields with the kinds that all cards share."""
    shared = {
        f"card.{index}.button.{n}.kind": said[f"cards.button.{n}.kind"]
        for n in range(MOST_ROWS)
        if f"cards.button.{n}.kind" in said
    }
    return {**said, **shared}


def _as_it_was(card: TemplateContent, known: tuple[TemplateContent, ...]) -> TemplateContent:
    return next((kept for kept in known if kept == card), card)
