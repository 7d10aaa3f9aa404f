"""A template's components, read once into what a send must bring and what a phone shows."""

import re
from dataclasses import dataclass

from conecta.whatsapp.sandbox.wire import JsonObject, object_in, objects_in, text_in

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
TEXT = "TEXT"
MEDIA = ("IMAGE", "VIDEO", "DOCUMENT")
# Buttons that no send may leave without a parameter.
WANTING = ("COPY_CODE", "FLOW")
# How the button of AUTHENTICATION is listed.
CODE_LINK = "https://www.whatsapp.com/otp/code/"
# The fixed body that Meta writes for AUTHENTICATION, in Portuguese.
CODE_BODY = "*{{1}}* é seu código de verificação."
CODE_WARNING = " Para sua segurança, não o compartilhe."
CODE_EXPIRES = "Este código expira em {minutes} minutos."


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """``names`` are the placeholders in the order in which they are written."""

    content: str = ""
    names: tuple[str, ...] = ()

    @property
    def fixed_length(self) -> int:
        return len(PLACEHOLDER.sub("", self.content))


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """``needs_value`` says whether every send must bring a parameter for this button."""

    kind: str
    label: str
    url: str = ""
    phone_number: str = ""
    needs_value: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """``header_kind`` is empty without a header; a card of a carousel is a shape of its own."""

    header_kind: str
    header: Text
    body: Text
    footer: str
    buttons: tuple[Button, ...]
    is_named: bool
    body_fixed_length: int
    offer: str
    has_countdown: bool
    cards: tuple["Shape", ...]


def parse(components: list[JsonObject], *, is_named: bool) -> Shape:
    by_kind = {text_in(item, "type").upper(): item for item in components}
    header = by_kind.get("HEADER", {})
    header_kind = text_in(header, "format").upper()
    body = parse_text(text_in(by_kind.get("BODY", {}), "text"))
    offer = object_in(by_kind.get("LIMITED_TIME_OFFER", {}), "limited_time_offer")
    return Shape(
        header_kind=header_kind,
        header=parse_text(text_in(header, "text") if header_kind == TEXT else ""),
        body=body,
        footer=footer_text(by_kind.get("FOOTER", {})),
        buttons=tuple(map(parse_button, objects_in(by_kind.get("BUTTONS", {}), "buttons"))),
        is_named=is_named,
        body_fixed_length=body.fixed_length,
        offer=text_in(offer, "text"),
        has_countdown=offer.get("has_expiration") is True,
        cards=tuple(
            parse(objects_in(card, "components"), is_named=is_named)
            for card in objects_in(by_kind.get("CAROUSEL", {}), "cards")
        ),
    )


def parse_text(content: str) -> Text:
    return Text(content=content, names=tuple(PLACEHOLDER.findall(content)))


def parse_button(source: JsonObject) -> Button:
    kind = text_in(source, "type").upper()
    url = text_in(source, "url")
    return Button(
        kind=kind,
        label=text_in(source, "text"),
        url=url,
        phone_number=text_in(source, "phone_number"),
        needs_value=kind in WANTING or (kind == "URL" and bool(PLACEHOLDER.search(url))),
    )


def footer_text(footer: JsonObject) -> str:
    minutes = text_in(footer, "code_expiration_minutes")
    return CODE_EXPIRES.format(minutes=minutes) if minutes else text_in(footer, "text")


def stored(components: list[JsonObject], category: str) -> list[JsonObject]:
    """The components as Meta lists them back: AUTHENTICATION gets its fixed words."""
    if category != "AUTHENTICATION":
        return components
    return [spelled_out(item) for item in components]


def spelled_out(component: JsonObject) -> JsonObject:
    kind = text_in(component, "type").upper()
    if kind == "BODY":
        warning = CODE_WARNING if component.get("add_security_recommendation") else ""
        return {**component, "text": CODE_BODY + warning}
    if kind == "FOOTER":
        return {**component, "text": footer_text(component)}
    if kind == "BUTTONS":
        source = next(iter(objects_in(component, "buttons")), {})
        if text_in(source, "type").upper() != "OTP":
            return component
        label, kind = text_in(source, "text"), text_in(source, "otp_type").upper()
        url = f"{CODE_LINK}?otp_type={kind}&code=otp{{{{1}}}}"
        button = {"type": "URL", "text": label or "Copiar código", "url": url, "example": [url]}
        return {**component, "buttons": [button]}
    return component


def sample_names(example: JsonObject, key: str) -> set[str]:
    """The names that ``…_named_params`` gives samples for."""
    return {text_in(item, "param_name") for item in objects_in(example, key)}


def example_of(component: JsonObject) -> JsonObject:
    return object_in(component, "example")
