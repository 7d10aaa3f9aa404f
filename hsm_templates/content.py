"""The value of a whole template: its texts, its buttons and its other parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from hsm_templates.access_codes import AccessCode
from hsm_templates.buttons import Button
from hsm_templates.meta_json import Json
from hsm_templates.parts import (
    LimitedTimeOffer,
    LocationHeader,
    MediaHeader,
    RawPart,
    part_name,
)
from hsm_templates.placeholders import names

POSITIONAL = "POSITIONAL"
NAMED = "NAMED"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextHeader:
    """`samples` by position; `named` by name, in the NAMED format."""

    text: str
    samples: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    text: str = ""
    samples: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carousel:
    """Cards side by side, each a small template of its own: media header, body, buttons.

    `json` and `sources` are what the carousel and each card were read from.
    """

    cards: tuple["TemplateContent", ...] = ()
    json: Json = field(default_factory=dict, compare=False, repr=False)

    @property
    def kind(self) -> str:
        return "CAROUSEL"

    @property
    def name(self) -> str:
        return part_name(self.kind)

    @property
    def is_header(self) -> bool:
        return False


Part: TypeAlias = MediaHeader | LocationHeader | LimitedTimeOffer | Carousel | RawPart


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateContent:
    """`others`: every part that is neither text nor button. `code`: AUTHENTICATION's choices.

    `origin` is the JSON of each place as it was read, in the order in which it stood.
    """

    header: TextHeader | None = None
    body: Body = Body()
    footer: str = ""
    buttons: tuple[Button, ...] = ()
    others: tuple[Part, ...] = ()
    code: AccessCode | None = None
    origin: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def media(self) -> MediaHeader | None:
        return next((part for part in self.others if isinstance(part, MediaHeader)), None)

    @property
    def location(self) -> LocationHeader | None:
        return next((part for part in self.others if isinstance(part, LocationHeader)), None)

    @property
    def offer(self) -> LimitedTimeOffer | None:
        return next((part for part in self.others if isinstance(part, LimitedTimeOffer)), None)

    @property
    def carousel(self) -> Carousel | None:
        return next((part for part in self.others if isinstance(part, Carousel)), None)

    @property
    def body_text(self) -> str:
        """What the person reads: ours, or the fixed words of AUTHENTICATION."""
        return self.body.text or (self.code.body if self.code else "")

    @property
    def footer_text(self) -> str:
        return self.footer or (self.code.footer if self.code else "")

    @property
    def parameter_format(self) -> str:
        """Meta's word: NAMED when a text has a named variable."""
        return NAMED if self.has_named_variables else POSITIONAL

    @property
    def has_named_variables(self) -> bool:
        if "{{" not in self.body.text and self.header is None:
            return False
        header = self.header.text if self.header else ""
        return bool(names(self.body.text) or names(header))

    @property
    def unsupported(self) -> tuple[str, ...]:
        """Portuguese names of the parts of which we do not know what Meta wants at a send."""
        if not self.others and not self.buttons:
            return ()
        parts = [part.name for part in self.others if isinstance(part, RawPart)]
        parts += [button.name for button in self.buttons if not button.is_fillable]
        return tuple(dict.fromkeys(parts))
