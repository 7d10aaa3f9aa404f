"""A template's components: Meta's JSON in, frozen values inside, Meta's JSON out.

What is not changed goes back as it came, byte for byte; what we do not know is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Required, TypedDict, cast

from hsm_templates import buttons, meta_json
from hsm_templates.access_codes import AccessCode, parse_access_code
from hsm_templates.buttons import Button
from hsm_templates.content import Body, Carousel, Part, TemplateContent, TextHeader
from hsm_templates.meta_json import Json
from hsm_templates.parts import LimitedTimeOffer, RawPart, parse_header, parse_offer
from hsm_templates.placeholders import names, positions
from hsm_templates.variables import Variable, variables

__all__ = [
    "Body",
    "Component",
    "TemplateContent",
    "TextHeader",
    "Variable",
    "build",
    "compose",
    "parse",
    "variables",
]


class Component(TypedDict, total=False):
    type: Required[str]
    format: str
    text: str
    example: dict[str, Any]
    buttons: list[dict[str, Any]]


def parse(components: Sequence[Mapping[str, Any]]) -> TemplateContent:
    """Meta's components, from a listing, a webhook or our own `build`. Never refuses."""
    origin: dict[str, Json] = {}
    others: list[Part] = []
    for component in meta_json.mappings(list(components)):
        kind = meta_json.word(component, "type")
        is_text = meta_json.word(component, "format", default="TEXT") == "TEXT"
        if kind in {"BODY", "FOOTER", "BUTTONS"} or (kind == "HEADER" and is_text):
            origin[kind] = component
        else:
            origin[f"#{len(others)}"] = component
            others.append(_part(kind, component))
    found = meta_json.mappings(origin.get("BUTTONS", {}).get("buttons"))
    listed = tuple(map(buttons.parse, found))
    return TemplateContent(
        header=_header(origin["HEADER"]) if "HEADER" in origin else None,
        body=_body(origin.get("BODY", {})),
        footer=meta_json.text(origin.get("FOOTER", {}), "text"),
        buttons=listed,
        others=tuple(others),
        code=_code(origin, listed),
        origin=origin,
    )


def compose(
    *,
    header: str = "",
    body: str = "",
    footer: str = "",
    samples: Mapping[str, str] | None = None,
    base: TemplateContent | None = None,
) -> TemplateContent:
    """What a person typed, with samples by variable key; buttons and other parts stay as in `base`.

    A text header takes the place of a header of another kind.
    """
    given = samples or {}
    kept = base or TemplateContent()
    head, text = _typed(header), _typed(body)
    return replace(
        kept,
        header=TextHeader(text=head, **_given(given, "header", head)) if head else None,
        body=Body(text=text, **_given(given, "body", text)),
        footer=_typed(footer),
        buttons=tuple(
            buttons.with_sample(button, given.get(f"button.{index}.{_sample_name(button)}"))
            for index, button in enumerate(kept.buttons)
        ),
        others=tuple(part for part in kept.others if not (head and part.is_header)),
    )


def build(content: TemplateContent) -> list[Component]:
    """Meta's JSON for creating or editing, with a sample for each variable."""
    built: dict[str, Json] = {}
    parts = {f"#{index}": part for index, part in enumerate(content.others)}
    built |= {place: _part_json(part) for place, part in parts.items() if _stands_first(part)}
    origin = content.origin
    if content.header:
        built["HEADER"] = _header_json(content.header, origin.get("HEADER", {}))
    if content.body.text or content.code:
        built["BODY"] = _body_json(content, origin.get("BODY", {}))
    if content.footer or (content.code and content.code.expires_in_minutes is not None):
        built["FOOTER"] = _footer_json(content, origin.get("FOOTER", {}))
    if content.buttons:
        built["BUTTONS"] = _buttons_json(content, origin.get("BUTTONS", {}))
    built |= {place: _part_json(part) for place, part in parts.items() if not _stands_first(part)}
    order = origin if origin.keys() == built.keys() else built
    return [cast("Component", built[place]) for place in order]


def _part(kind: str, component: Json) -> Part:
    if kind == "HEADER":
        return parse_header(component)
    if kind == "LIMITED_TIME_OFFER":
        return parse_offer(component)
    cards = meta_json.mappings(component.get("cards")) if kind == "CAROUSEL" else []
    inner = [meta_json.mappings(card.get("components")) for card in cards]
    if inner and not any(_is_nested(part) for parts in inner for part in parts):
        return Carousel(cards=tuple(map(parse, inner)), json=component)
    return RawPart(kind=kind, is_header=False, json=component)


def _is_nested(component: Json) -> bool:
    """No card holds cards; what a hostile text nests is kept unread."""
    return meta_json.word(component, "type") == "CAROUSEL"


def _stands_first(part: Part) -> bool:
    """Over the body, as Meta's examples write them."""
    return part.is_header or isinstance(part, LimitedTimeOffer)


def _part_json(part: Part) -> Json:
    return _carousel_json(part) if isinstance(part, Carousel) else part.build()


def _carousel_json(carousel: Carousel) -> Json:
    sources = meta_json.mappings(carousel.json.get("cards"))
    known = len(sources) == len(carousel.cards)
    cards = [
        {**(sources[index] if known else {}), "components": build(card)}
        for index, card in enumerate(carousel.cards)
    ]
    return {**(carousel.json or {"type": "CAROUSEL"}), "cards": cards}


def _header(source: Json) -> TextHeader:
    return TextHeader(
        text=meta_json.text(source, "text"),
        samples=_samples(source, "header"),
        named=_named(source, "header"),
    )


def _body(source: Json) -> Body:
    return Body(
        text=meta_json.text(source, "text"),
        samples=_samples(source, "body"),
        named=_named(source, "body"),
    )


def _code(origin: Mapping[str, Json], listed: Sequence[Button]) -> AccessCode | None:
    body = origin.get("BODY", {})
    if "add_security_recommendation" in body or any(button.is_code for button in listed):
        return parse_access_code(body, origin.get("FOOTER", {}))
    return None


def _header_json(header: TextHeader, source: Json) -> Json:
    if source and _header(source) == header:
        return source
    built = {**source, "type": "HEADER", "format": "TEXT", "text": header.text}
    return _with_example(built, "header", header)


def _body_json(content: TemplateContent, source: Json) -> Json:
    if source and _body(source) == content.body and _secrecy(source) == _wanted_secrecy(content):
        return source
    built: dict[str, Any] = {**source, "type": "BODY"}
    if content.body.text:
        built["text"] = content.body.text
    if content.code:
        built["add_security_recommendation"] = content.code.recommends_secrecy
    return _with_example(built, "body", content.body)


def _secrecy(source: Json) -> bool:
    return meta_json.flag(source, "add_security_recommendation")


def _wanted_secrecy(content: TemplateContent) -> bool:
    return content.code is not None and content.code.recommends_secrecy


def _footer_json(content: TemplateContent, source: Json) -> Json:
    built: dict[str, Any] = dict(source) or {"type": "FOOTER"}
    if content.footer != meta_json.text(source, "text"):
        built["text"] = content.footer
    if content.code and content.code.expires_in_minutes is not None:
        built["code_expiration_minutes"] = content.code.expires_in_minutes
    return built


def _buttons_json(content: TemplateContent, source: Json) -> Json:
    built = [buttons.build(button) for button in content.buttons]
    return {**(source or {"type": "BUTTONS"}), "buttons": built}


def _with_example(built: dict[str, Any], part: str, source: TextHeader | Body) -> Json:
    """Meta's full examples nest the samples of the body: [["Ana", "42"]]."""
    example = dict(meta_json.mapping(built, "example"))
    example.pop(f"{part}_text", None)
    example.pop(f"{part}_text_named_params", None)
    if source.samples:
        listed = list(source.samples)
        example[f"{part}_text"] = [listed] if part == "body" else listed
    if source.named:
        example[f"{part}_text_named_params"] = [
            {"param_name": name, "example": sample} for name, sample in source.named.items()
        ]
    built.pop("example", None)
    return {**built, "example": example} if example else built


def _given(samples: Mapping[str, str], part: str, text: str) -> dict[str, Any]:
    """One sample for each number up to the highest, and for each name; "" for what is missing."""
    highest = max(positions(text), default=0)
    return {
        "samples": tuple(samples.get(f"{part}.{n}", "").strip() for n in range(1, highest + 1)),
        "named": {name: samples.get(f"{part}.{name}", "").strip() for name in names(text)},
    }


def _sample_name(button: Button) -> str:
    return "code" if button.kind == buttons.COPY_CODE else "url"


def _samples(component: Json, part: str) -> tuple[str, ...]:
    """The samples as Meta lists them: nested for the body, flat in some of its pages."""
    found = meta_json.mapping(component, "example").get(f"{part}_text")
    if not isinstance(found, list):
        return ()
    flat = found[0] if found and isinstance(found[0], list) else found
    return tuple(str(sample) for sample in flat)


def _named(component: Json, part: str) -> dict[str, str]:
    example = meta_json.mapping(component, "example")
    listed = meta_json.mappings(example.get(f"{part}_text_named_params"))
    return {meta_json.text(it, "param_name"): meta_json.text(it, "example") for it in listed}


def _typed(text: str) -> str:
    """As browsers send it, lines end in CR LF; Meta counts and wants LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
