"""The values that a send of a template must give, each under a key that stays the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hsm_templates.buttons import COPY_CODE, Button
from hsm_templates.content import Body, Carousel, Part, TemplateContent, TextHeader
from hsm_templates.parts import LimitedTimeOffer, LocationHeader, MediaHeader
from hsm_templates.placeholders import keys


class Kind(StrEnum):
    """What a value is; all of them travel as text."""

    TEXT = "text"
    SUFFIX = "suffix"
    CODE = "code"
    ACCESS_CODE = "access_code"
    IMAGE = "image"
    VIDEO = "video"
    DOCUMENT = "document"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    PLACE = "place"
    TIME = "time"


MEDIA_KINDS = frozenset({Kind.IMAGE, Kind.VIDEO, Kind.DOCUMENT})
_KIND_NAMES = {
    Kind.CODE: "código",
    Kind.ACCESS_CODE: "código de acesso",
    Kind.IMAGE: "imagem",
    Kind.VIDEO: "vídeo",
    Kind.DOCUMENT: "documento",
    Kind.LATITUDE: "latitude",
    Kind.LONGITUDE: "longitude",
    Kind.TIME: "fim",
}
_FEMININE = frozenset({Kind.IMAGE, Kind.LATITUDE, Kind.LONGITUDE})
_PLACE_NAMES = {"name": "nome do lugar", "address": "endereço"}
_LOCATION = (
    ("latitude", Kind.LATITUDE),
    ("longitude", Kind.LONGITUDE),
    ("name", Kind.PLACE),
    ("address", Kind.PLACE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A value to fill in. `part` says where; `position` is 0 for what has no number.

    Keys: "header.1", "header.nome", "header.image", "header.latitude", "body.2", "body.nome",
    "button.0.url", "button.0.code", "offer.expires_at", "card.0.body.1" (from 0, as Meta counts).
    """

    key: str
    part: str
    position: int
    sample: str
    kind: Kind = Kind.TEXT

    @property
    def name(self) -> str:
        """The last word of the key."""
        return self.key.rpartition(".")[2]

    @property
    def placeholder(self) -> str:
        """As it stands in the text, or in words what is to be given."""
        if self.kind == Kind.TEXT:
            return f"{{{{{self.name}}}}}"
        if self.kind == Kind.SUFFIX:
            return "{{1}}"
        return _KIND_NAMES.get(self.kind) or _PLACE_NAMES[self.name]

    @property
    def article(self) -> str:
        """What stands before `title` in a sentence; "" before a placeholder in braces."""
        if "{" in self.placeholder:
            return ""
        return "a " if self.kind in _FEMININE else "o "

    @property
    def place(self) -> str:
        """Such as "do corpo" or "do botão 1"."""
        return "da oferta" if self.part == "offer" else f"do {part_name(self.part)}"

    @property
    def title(self) -> str:
        """Such as "{{1}} do corpo" or "imagem do cabeçalho"."""
        return f"{self.placeholder} {self.place}"


def variables(content: TemplateContent) -> tuple[Variable, ...]:
    """Those of the header first, then body, buttons, offer and cards."""
    header = content.header
    found = text_variables("header", header) if header and "{{" in header.text else []
    if "{{" in content.body.text:
        found += text_variables("body", content.body, is_code=content.code is not None)
    elif content.code:
        found.append(Variable(key="body.1", part="body", position=1, sample="", kind=_ACCESS))
    if not content.buttons and not content.others:
        return tuple(found)
    media = [variable for part in content.others for variable in _of_header(part)]
    return (*media, *found, *_of_buttons(content), *_of_parts(content.others))


def text_variables(
    part: str, source: TextHeader | Body, *, is_code: bool = False
) -> list[Variable]:
    kind = Kind.ACCESS_CODE if is_code else Kind.TEXT
    return [
        Variable(
            key=f"{part}.{key}",
            part=part,
            position=int(key) if key.isdigit() else 0,
            sample=_sample(source, key),
            kind=kind,
        )
        for key in keys(source.text)
    ]


def part_name(part: str) -> str:
    """In Portuguese: "corpo", "botão 1", "corpo do cartão 2"."""
    place, _, rest = part.partition(".")
    if place == "card":
        number, _, inner = rest.partition(".")
        card = f"cartão {int(number) + 1}"
        return f"{part_name(inner)} do {card}" if inner else card
    if place == "button":
        return f"botão {int(rest) + 1}"
    return _PART_NAMES[place]


_ACCESS = Kind.ACCESS_CODE
_PART_NAMES = {
    "header": "cabeçalho",
    "body": "corpo",
    "footer": "rodapé",
    "offer": "título da oferta",
    "buttons": "conjunto de botões",
}


def _sample(source: TextHeader | Body, key: str) -> str:
    if not key.isdigit():
        return source.named.get(key, "")
    number = int(key)
    return source.samples[number - 1] if number <= len(source.samples) else ""


def _of_header(part: Part) -> Iterator[Variable]:
    if isinstance(part, MediaHeader):
        name = part.kind.lower()
        key = f"header.{name}"
        yield Variable(key=key, part="header", position=0, sample=part.handle, kind=Kind(name))
    elif isinstance(part, LocationHeader):
        for name, kind in _LOCATION:
            yield Variable(key=f"header.{name}", part="header", position=0, sample="", kind=kind)


def _of_buttons(content: TemplateContent) -> Iterator[Variable]:
    """A code of AUTHENTICATION is the body's: it goes twice, and is given once."""
    for index, button in enumerate(content.buttons):
        name, kind = _wanted(button)
        if name and not button.is_code:
            part = f"button.{index}"
            key = f"{part}.{name}"
            yield Variable(key=key, part=part, position=0, sample=button.sample, kind=kind)


def _wanted(button: Button) -> tuple[str, Kind]:
    if button.kind == COPY_CODE:
        return "code", Kind.CODE
    return ("url", Kind.SUFFIX) if button.has_variable else ("", Kind.TEXT)


def _of_parts(parts: tuple[Part, ...]) -> Iterator[Variable]:
    for part in parts:
        if isinstance(part, LimitedTimeOffer) and part.has_expiration:
            key = "offer.expires_at"
            yield Variable(key=key, part="offer", position=0, sample="", kind=Kind.TIME)
        elif isinstance(part, Carousel):
            for index, card in enumerate(part.cards):
                yield from (_in_card(index, inner) for inner in variables(card))


def _in_card(index: int, inner: Variable) -> Variable:
    return Variable(
        key=f"card.{index}.{inner.key}",
        part=f"card.{index}.{inner.part}",
        position=inner.position,
        sample=inner.sample,
        kind=inner.kind,
    )


def in_card(index: int, values: Mapping[str, str]) -> dict[str, str]:
    """The values of one card, by the keys that they have inside it."""
    prefix = f"card.{index}."
    return {key[len(prefix) :]: value for key, value in values.items() if key.startswith(prefix)}
