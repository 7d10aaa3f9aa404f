"""The values of a send against the template they fill."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote

from conecta.whatsapp.sandbox.components import (
    CODE_LINK,
    MEDIA,
    PLACEHOLDER,
    TEXT,
    Button,
    Shape,
    Text,
)
from conecta.whatsapp.sandbox.errors import GraphError
from conecta.whatsapp.sandbox.wire import JsonObject, object_in, objects_in, text_in

BODY_MAX = 1024
HEADER_MAX = 60
FORBIDDEN_IN_VALUE = re.compile(r"[\n\r\t]| {5}")
NO_VALUES: Mapping[str, str] = MappingProxyType({})
# What each kind of button takes; a code of AUTHENTICATION is a link.
PARAMETERS = {
    "URL": "text",
    "QUICK_REPLY": "payload",
    "COPY_CODE": "coupon_code",
    "FLOW": "action",
}
COUPON_MAX = 20
# The kinds of a parameter whose text is in a fallback.
FALLBACKS = ("currency", "date_time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A template as the phone shows it; ``media`` is the parameter of a media header."""

    header: str
    media: JsonObject
    body: str
    footer: str
    buttons: tuple[JsonObject, ...]
    offer: str = ""
    cards: tuple["Filled", ...] = ()


def check(shape: Shape, components: list[JsonObject], media_ids: Container[str]) -> None:
    """:raises GraphError: 131008, 132000, 132005, 132012, 132018 or 131053, as Meta tells them."""
    by_kind, by_button = sort_out(components)
    check_header(shape, by_kind.get("header", []), media_ids)
    values = read_values("body", shape.body, by_kind.get("body", []), is_named=shape.is_named)
    length = sum(map(len, values.values()))
    if shape.body_fixed_length + length > BODY_MAX:
        raise GraphError(132005, f"body: text exceeds {BODY_MAX} characters after substitution")
    for index, button in enumerate(shape.buttons):
        check_button(index, button, by_button.get(index, []))
    if not all(0 <= index < len(shape.buttons) for index in by_button):
        raise GraphError(132018, "buttons: The template has no button at the given index")
    if shape.has_countdown:
        check_countdown(by_kind.get("limited_time_offer", []))
    if shape.cards:
        check_cards(shape, components, media_ids)


def check_countdown(given: list[JsonObject]) -> None:
    offer = object_in(given[0], "limited_time_offer") if given else {}
    ends_at = offer.get("expiration_time_ms")
    if not isinstance(ends_at, int) or isinstance(ends_at, bool) or ends_at <= 0:
        raise GraphError(131008, "limited_time_offer: expiration_time_ms is required")


def check_cards(shape: Shape, components: list[JsonObject], media_ids: Container[str]) -> None:
    given = cards_in(components)
    if len(given) != len(shape.cards):
        raise GraphError(
            132000,
            f"carousel: number of cards ({len(given)}) does not match the expected number of "
            f"cards ({len(shape.cards)})",
        )
    for index, card in enumerate(shape.cards):
        if index not in given:
            raise GraphError(132018, f"carousel: card_index {index} is missing")
        check(card, given[index], media_ids)


def cards_in(components: list[JsonObject]) -> dict[int, list[JsonObject]]:
    """The parameters of each card by its index."""
    listed = [
        card
        for item in components
        if text_in(item, "type").lower() == "carousel"
        for card in objects_in(item, "cards")
    ]
    return {
        int(position): objects_in(card, "components")
        for card in listed
        if (position := text_in(card, "card_index")).isdecimal()
    }


def sort_out(
    components: list[JsonObject],
) -> tuple[dict[str, list[JsonObject]], dict[int, list[JsonObject]]]:
    """Parameters by component, and those of buttons by position."""
    by_kind: dict[str, list[JsonObject]] = {}
    by_button: dict[int, list[JsonObject]] = {}
    for component in components:
        kind = text_in(component, "type").lower()
        parameters = objects_in(component, "parameters")
        if kind == "button":
            position = text_in(component, "index")
            by_button[int(position) if position.isdecimal() else -1] = parameters
        else:
            by_kind[kind] = parameters
    return by_kind, by_button


def check_header(shape: Shape, given: list[JsonObject], media_ids: Container[str]) -> None:
    if shape.header_kind in MEDIA:
        check_media(shape.header_kind, given, media_ids)
        return
    if shape.header_kind == "LOCATION":
        check_location(given)
        return
    values = read_values("header", shape.header, given, is_named=shape.is_named)
    if shape.header.fixed_length + sum(map(len, values.values())) > HEADER_MAX:
        raise GraphError(132005, f"header: text exceeds {HEADER_MAX} characters after substitution")


def check_location(given: list[JsonObject]) -> None:
    if len(given) != 1 or not object_in(given[0], "location"):
        raise mismatch("LOCATION", given)
    place = object_in(given[0], "location")
    for name, limit in (("latitude", 90), ("longitude", 180)):
        if not is_degree(place.get(name), limit):
            raise GraphError(131009, f"header: {name} of the location is not valid")
    for name in ("name", "address"):
        if not text_in(place, name):
            raise GraphError(131008, f"header: {name} of the location is required")


def is_degree(value: object, limit: int) -> bool:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return False
    try:
        return abs(float(value)) <= limit
    except ValueError:
        return False


def check_media(kind: str, given: list[JsonObject], media_ids: Container[str]) -> None:
    if len(given) != 1 or text_in(given[0], "type").upper() != kind:
        raise mismatch(kind, given)
    media = object_in(given[0], kind.lower())
    media_id, link = text_in(media, "id"), text_in(media, "link")
    if not media_id and not link:
        raise GraphError(131008, f"header: {kind.lower()} needs an id or a link")
    if media_id and media_id not in media_ids:
        raise GraphError(131053, f"Media ID {media_id} does not exist")


def mismatch(kind: str, given: list[JsonObject]) -> GraphError:
    received = text_in(given[0], "type").upper() if given else "UNKNOWN"
    return GraphError(132012, f"header: Format mismatch, expected {kind}, received {received}")


def read_values(
    where: str, text: Text, given: list[JsonObject], *, is_named: bool
) -> Mapping[str, str]:
    """The value of each placeholder, checked."""
    names = dict.fromkeys(text.names)
    if not names and not given:
        return NO_VALUES
    if len(given) != len(names):
        raise GraphError(
            132000,
            f"{where}: number of localizable_params ({len(given)}) does not match the expected "
            f"number of params ({len(names)})",
        )
    if not is_named:
        # Positional values fill {{1}}, {{2}}…, wherever these are written.
        return {str(n): value_of(item) for n, item in enumerate(given, start=1)}
    values = {text_in(item, "parameter_name"): value_of(item) for item in given}
    if values.keys() != names.keys():
        raise GraphError(132018, f"{where}: parameter_name does not match the template's names")
    return values


def value_of(parameter: JsonObject) -> str:
    kind = parameter.get("type")
    if kind == "text":
        value = text_in(parameter, "text")
    elif isinstance(kind, str) and kind in FALLBACKS:
        value = text_in(object_in(parameter, kind), "fallback_value")
    else:
        raise GraphError(132012, f"Parameter of type {kind} is not expected here")
    if not value:
        raise GraphError(131008, f"Parameter of type {kind} is missing text value")
    if FORBIDDEN_IN_VALUE.search(value):
        raise GraphError(
            132018,
            "Param text cannot have new-line/tab characters or more than 4 consecutive spaces",
        )
    return value


def check_button(index: int, button: Button, given: list[JsonObject]) -> None:
    where = f"buttons: Button at index {index} of type {button.kind.title()}"
    if button.needs_value and not (given and has_value(given[0])):
        raise GraphError(131008, f"{where} requires a parameter")
    if not given:
        return
    if button.kind in ("URL", "PHONE_NUMBER") and not button.needs_value:
        raise GraphError(132018, f"{where} takes none")
    expected = PARAMETERS.get(button.kind)
    received = text_in(given[0], "type")
    if expected is not None and received != expected:
        raise GraphError(132012, f"{where}: expected {expected}, received {received}")
    if button.kind == "COPY_CODE" and len(button_value(given)) > COUPON_MAX:
        raise GraphError(132018, f"{where}: coupon_code takes {COUPON_MAX} characters at most")


def has_value(parameter: JsonObject) -> bool:
    kind = text_in(parameter, "type")
    return bool(text_in(parameter, kind) or object_in(parameter, kind))


def button_value(given: list[JsonObject]) -> str:
    return text_in(given[0], text_in(given[0], "type"))


def fill(shape: Shape, components: list[JsonObject]) -> Filled:
    """What the customer sees; the send was checked before."""
    by_kind, by_button = sort_out(components)
    header = by_kind.get("header", [])
    given = cards_in(components) if shape.cards else {}
    return Filled(
        header=substitute(shape, shape.header, header) if shape.header_kind == TEXT else "",
        media=header[0] if header and shape.header_kind != TEXT else {},
        body=substitute(shape, shape.body, by_kind.get("body", [])),
        footer=shape.footer,
        buttons=tuple(
            fill_button(button, by_button.get(index, []))
            for index, button in enumerate(shape.buttons)
        ),
        offer=shape.offer,
        cards=tuple(fill(card, given.get(index, [])) for index, card in enumerate(shape.cards)),
    )


def substitute(shape: Shape, text: Text, given: list[JsonObject]) -> str:
    values = read_values("", text, given, is_named=shape.is_named)
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text.content)


def fill_button(button: Button, given: list[JsonObject]) -> JsonObject:
    """A quick reply answers with its payload, or with its label when the send brought none."""
    value = button_value(given) if given else ""
    url = PLACEHOLDER.sub(lambda _: quote(value, safe="%/?=&-._~"), button.url)
    return {
        "kind": "COPY_CODE" if button.url.startswith(CODE_LINK) else button.kind,
        "text": button.label or "Copiar código",
        "url": url,
        "phone_number": button.phone_number,
        "payload": value or button.label,
    }
