"""Parts of a template besides its texts and buttons: media headers, offers, and what we keep."""

from dataclasses import dataclass, field
from typing import Any

from hsm_templates import meta_json
from hsm_templates.meta_json import Json

MEDIA = ("IMAGE", "VIDEO", "DOCUMENT")
LOCATION = "LOCATION"
_PART_NAMES = {
    "IMAGE": "cabeçalho com imagem",
    "VIDEO": "cabeçalho com vídeo",
    "GIF": "cabeçalho com GIF",
    "DOCUMENT": "cabeçalho com documento",
    "LOCATION": "cabeçalho com localização",
    "CAROUSEL": "carrossel",
    "LIMITED_TIME_OFFER": "oferta por tempo limitado",
    "CALL_PERMISSION_REQUEST": "pedido de permissão para ligar",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaHeader:
    """`kind`: IMAGE, VIDEO or DOCUMENT. `handle`: of the sample, by the resumable upload.

    A listing gives an address that expires in the place of the handle.
    """

    kind: str
    handle: str = ""
    json: Json = field(default_factory=dict, compare=False, repr=False)

    @property
    def name(self) -> str:
        return part_name(self.kind)

    @property
    def is_header(self) -> bool:
        return True

    def build(self) -> dict[str, Any]:
        if self.json and parse_media(self.json) == self:
            return dict(self.json)
        built = {**self.json, "type": "HEADER", "format": self.kind}
        if self.handle:
            built["example"] = {"header_handle": [self.handle]}
        else:
            built.pop("example", None)
        return built


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationHeader:
    """A place that is given at each send; nothing about it is created."""

    json: Json = field(default_factory=dict, compare=False, repr=False)

    @property
    def kind(self) -> str:
        return LOCATION

    @property
    def name(self) -> str:
        return part_name(LOCATION)

    @property
    def is_header(self) -> bool:
        return True

    def build(self) -> dict[str, Any]:
        return dict(self.json) or {"type": "HEADER", "format": LOCATION}


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitedTimeOffer:
    """A title over the body, with a countdown to the time that each send gives."""

    text: str
    has_expiration: bool = False
    json: Json = field(default_factory=dict, compare=False, repr=False)

    @property
    def kind(self) -> str:
        return "LIMITED_TIME_OFFER"

    @property
    def name(self) -> str:
        return part_name(self.kind)

    @property
    def is_header(self) -> bool:
        return False

    def build(self) -> dict[str, Any]:
        if self.json and parse_offer(self.json) == self:
            return dict(self.json)
        said = {"text": self.text, "has_expiration": self.has_expiration}
        known = {**meta_json.mapping(self.json, "limited_time_offer"), **said}
        return {**self.json, "type": "LIMITED_TIME_OFFER", "limited_time_offer": known}


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPart:
    """A component that we only keep; `kind` is a header's format, or the component's type."""

    kind: str
    is_header: bool
    json: Json

    @property
    def name(self) -> str:
        return part_name(self.kind)

    def build(self) -> dict[str, Any]:
        return dict(self.json)


def part_name(kind: str) -> str:
    return _PART_NAMES.get(kind, f"parte {kind}")


def parse_media(source: Json) -> MediaHeader:
    return MediaHeader(
        kind=meta_json.word(source, "format"),
        handle=meta_json.first(meta_json.mapping(source, "example"), "header_handle"),
        json=source,
    )


def parse_offer(source: Json) -> LimitedTimeOffer:
    offer = meta_json.mapping(source, "limited_time_offer")
    return LimitedTimeOffer(
        text=meta_json.text(offer, "text"),
        has_expiration=meta_json.flag(offer, "has_expiration"),
        json=source,
    )


def parse_header(source: Json) -> MediaHeader | LocationHeader | RawPart:
    """Any header but a text."""
    kind = meta_json.word(source, "format")
    if kind in MEDIA:
        return parse_media(source)
    if kind == LOCATION:
        return LocationHeader(json=source)
    return RawPart(kind=kind, is_header=True, json=source)
