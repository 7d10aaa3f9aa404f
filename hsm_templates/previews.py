"""A template with its values: what a person reads on the telephone."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from hsm_templates.access_codes import LABELS
from hsm_templates.buttons import COPY_CODE, OTP, PHONE_NUMBER, QUICK_REPLY, URL, Button
from hsm_templates.content import Carousel, TemplateContent
from hsm_templates.parts import LOCATION, RawPart
from hsm_templates.placeholders import VARIABLE
from hsm_templates.variables import in_card

# With more buttons than three the telephone shows two, and a line that opens the whole list.
MOST_BUTTONS = 3
BUTTONS_BEFORE_LIST = 2
ALL_OPTIONS = "Ver todas as opções"
# WhatsApp folds a long marketing body after about so many lines of about so many signs.
FOLD_LINES = 5
LINE_WIDTH = 48

ICONS = {
    QUICK_REPLY: "arrow-uturn-left",
    URL: "arrow-top-right-on-square",
    PHONE_NUMBER: "phone",
    COPY_CODE: "document-duplicate",
    OTP: "document-duplicate",
    "FLOW": "clipboard-document-list",
}
OTHER_ICON = "cursor-arrow-rays"
_COPY_LABEL = "Copiar código da oferta"
_URL_SIGNS = "/?=&#:@!$'()*+,;~-._%"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownButton:
    """`target`: the address or number that it opens, or the code that it copies."""

    kind: str
    icon: str
    text: str
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHeader:
    """A header that is no text: `source` is the link or id of the medium, "" without a value."""

    kind: str
    source: str = ""
    place: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOffer:
    """`expires_at` as it was given."""

    text: str
    expires_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What the telephone shows; "", None or nothing for a part that the template does not have."""

    header: str
    body: str
    footer: str
    media: ShownHeader | None = None
    offer: ShownOffer | None = None
    buttons: tuple[ShownButton, ...] = ()
    cards: tuple["Rendered", ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it, a blank line between the parts."""
        return "\n\n".join(filter(None, (self.header, self.body, self.footer)))

    @property
    def header_kind(self) -> str:
        """TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION, or "" without a header."""
        return self.media.kind if self.media else ("TEXT" if self.header else "")

    @property
    def first_buttons(self) -> tuple[ShownButton, ...]:
        """Those that stand under the bubble."""
        return self.buttons[:BUTTONS_BEFORE_LIST] if self.has_list else self.buttons

    @property
    def has_list(self) -> bool:
        """Whether "Ver todas as opções" opens the whole list of buttons."""
        return len(self.buttons) > MOST_BUTTONS

    @property
    def folded_body(self) -> str:
        """The beginning of a long body, as WhatsApp shows it in MARKETING; else all of it."""
        return fold(self.body)

    @property
    def is_folded(self) -> bool:
        return self.folded_body != self.body


def render(content: TemplateContent, values: Mapping[str, str]) -> Rendered:
    """What is read with the values in place; a variable without value stays as {{1}}."""
    header, body = header_of(content, values), body_of(content, values)
    if not content.buttons and not content.others:
        return Rendered(header=header, body=body, footer=content.footer_text)
    offer, carousel = content.offer, content.carousel
    return Rendered(
        header=header,
        body=body,
        footer=content.footer_text,
        media=_media(content, values),
        offer=ShownOffer(text=offer.text, expires_at=values.get("offer.expires_at", ""))
        if offer
        else None,
        buttons=tuple(
            _button(index, button, values) for index, button in enumerate(content.buttons)
        ),
        cards=_cards(carousel, values) if carousel else (),
        parts=tuple(part.name for part in content.others if isinstance(part, RawPart)),
    )


def header_of(content: TemplateContent, values: Mapping[str, str]) -> str:
    return _fill("header", content.header.text, values) if content.header else ""


def body_of(content: TemplateContent, values: Mapping[str, str]) -> str:
    return _fill("body", content.body_text, values)


def encoded(suffix: str) -> str:
    """The end of an address as it travels: "José 1" becomes Jos%C3%A9%201."""
    return quote(suffix, safe=_URL_SIGNS)


def fold(text: str) -> str:
    """The first five lines, as wide as a telephone; the text itself when it is short."""
    end, lines = 0, 0
    for line in text.split("\n"):
        rows = max(1, -(-len(line) // LINE_WIDTH))
        if lines + rows > FOLD_LINES:
            room = (FOLD_LINES - lines) * LINE_WIDTH
            return text[: end + room].rstrip()
        lines += rows
        end += len(line) + 1
    return text


def _fill(part: str, text: str, values: Mapping[str, str]) -> str:
    return VARIABLE.sub(lambda found: values.get(f"{part}.{found[1]}") or found[0], text)


def _media(content: TemplateContent, values: Mapping[str, str]) -> ShownHeader | None:
    if content.location:
        place, address = values.get("header.name", ""), values.get("header.address", "")
        return ShownHeader(kind=LOCATION, place=place, address=address)
    media = content.media
    if media is None:
        return None
    return ShownHeader(kind=media.kind, source=values.get(f"header.{media.kind.lower()}", ""))


def _button(index: int, button: Button, values: Mapping[str, str]) -> ShownButton:
    return ShownButton(
        kind=button.kind,
        icon=ICONS.get(OTP if button.is_code else button.kind, OTHER_ICON),
        text=button.text or _fixed_label(button),
        target=_target(index, button, values),
    )


def _fixed_label(button: Button) -> str:
    if button.otp:
        return LABELS.get(button.otp.kind, "")
    return _COPY_LABEL if button.kind == COPY_CODE else ""


def _target(index: int, button: Button, values: Mapping[str, str]) -> str:
    if button.kind == COPY_CODE:
        return values.get(f"button.{index}.code", "")
    if button.is_code:
        return values.get("body.1", "")
    if button.has_variable:
        suffix = encoded(values.get(f"button.{index}.url", ""))
        return VARIABLE.sub(lambda found: suffix or found[0], button.url)
    return button.url or button.phone_number


def _cards(carousel: Carousel, values: Mapping[str, str]) -> tuple[Rendered, ...]:
    return tuple(render(card, in_card(index, values)) for index, card in enumerate(carousel.cards))
