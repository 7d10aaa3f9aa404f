"""A template's components: Meta's JSON in, frozen values inside, Meta's JSON out.

Texts are read and written; buttons and the kinds that we do not edit yet are kept as they came, so
that a synced template loads, shows and survives an edit. `unsupported` says why one cannot be sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Required, TypedDict, cast

from hsm_templates.parts import Button, RawPart
from hsm_templates.placeholders import positions, without_number


class Example(TypedDict, total=False):
    """Samples for the review. Meta's full examples nest those of the body: [["Ana", "42"]]."""

    header_text: list[str]
    body_text: list[list[str]]


class Component(TypedDict, total=False):
    type: Required[str]
    format: str
    text: str
    example: Example
    buttons: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextHeader:
    text: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    text: str = ""
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateContent:
    header: TextHeader | None = None
    body: Body = Body()
    footer: str = ""
    buttons: tuple[Button, ...] = ()
    others: tuple[RawPart, ...] = ()

    @property
    def unsupported(self) -> tuple[str, ...]:
        """Portuguese names of what keeps us from sending it yet; empty if nothing does."""
        named = ("variáveis nomeadas",) if self.has_named_variables else ()
        return (*self.unsupported_parts, *named)

    @property
    def unsupported_parts(self) -> tuple[str, ...]:
        """The parts that want values of a kind that we do not give yet."""
        parts = [part.name for part in self.others]
        buttons = [button.name for button in self.buttons if button.needs_value]
        return tuple(dict.fromkeys([*parts, *buttons]))

    @property
    def has_named_variables(self) -> bool:
        texts = (self.header.text if self.header else "", self.body.text)
        return any(map(without_number, texts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A value to fill in: `key` is "header.1" or "body.2"."""

    key: str
    part: str
    position: int
    sample: str

    @property
    def placeholder(self) -> str:
        return f"{{{{{self.position}}}}}"


def parse(components: Sequence[Mapping[str, Any]]) -> TemplateContent:
    """Meta's components, from a listing, a webhook or our own `build`. Never refuses."""
    header: TextHeader | None = None
    body, footer = Body(), ""
    buttons: tuple[Button, ...] = ()
    others: list[RawPart] = []
    for component in _mappings(list(components)):
        match _word(component, "type"):
            case "HEADER" if _word(component, "format", default="TEXT") == "TEXT":
                header = TextHeader(text=_text(component), samples=_samples(component, "header"))
            case "BODY":
                body = Body(text=_text(component), samples=_samples(component, "body"))
            case "FOOTER":
                footer = _text(component)
            case "BUTTONS":
                buttons = tuple(map(_button, _mappings(component.get("buttons"))))
            case _:
                others.append(_raw(component))
    return TemplateContent(
        header=header, body=body, footer=footer, buttons=buttons, others=tuple(others)
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
    return TemplateContent(
        header=TextHeader(text=head, samples=_given(given, "header", head)) if head else None,
        body=Body(text=text, samples=_given(given, "body", text)),
        footer=_typed(footer),
        buttons=kept.buttons,
        others=tuple(part for part in kept.others if not (head and part.is_header)),
    )


def build(content: TemplateContent) -> list[Component]:
    """Meta's JSON for creating or editing, with a sample for each variable."""
    built: list[Component] = [_json(part) for part in content.others if part.is_header]
    if header := content.header:
        built.append({"type": "HEADER", "format": "TEXT", "text": header.text})
        if header.samples:
            built[-1]["example"] = {"header_text": list(header.samples)}
    if body := content.body.text:
        built.append({"type": "BODY", "text": body})
        if content.body.samples:
            built[-1]["example"] = {"body_text": [list(content.body.samples)]}
    if content.footer:
        built.append({"type": "FOOTER", "text": content.footer})
    if content.buttons:
        built.append({"type": "BUTTONS", "buttons": [dict(b.json) for b in content.buttons]})
    return built + [_json(part) for part in content.others if not part.is_header]


def variables(content: TemplateContent) -> tuple[Variable, ...]:
    """The positional variables, those of the header first, each in ascending order."""
    header = content.header
    in_header = _variables("header", header.text, header.samples) if header else []
    return (*in_header, *_variables("body", content.body.text, content.body.samples))


def _variables(part: str, text: str, samples: tuple[str, ...]) -> list[Variable]:
    return [
        Variable(
            key=f"{part}.{number}",
            part=part,
            position=number,
            sample=samples[number - 1] if number <= len(samples) else "",
        )
        for number in sorted(positions(text))
    ]


def _given(samples: Mapping[str, str], part: str, text: str) -> tuple[str, ...]:
    """One sample for each number up to the highest; "" for what is missing."""
    highest = max(positions(text), default=0)
    return tuple(samples.get(f"{part}.{n}", "").strip() for n in range(1, highest + 1))


def _samples(component: Mapping[str, Any], part: str) -> tuple[str, ...]:
    """The samples as Meta lists them: nested for the body, flat in some of its pages."""
    example = component.get("example")
    found = example.get(f"{part}_text") if isinstance(example, Mapping) else None
    if not isinstance(found, list):
        return ()
    flat = found[0] if found and isinstance(found[0], list) else found
    return tuple(str(sample) for sample in flat)


def _text(component: Mapping[str, Any]) -> str:
    text = component.get("text")
    return text if isinstance(text, str) else ""


def _word(component: Mapping[str, Any], key: str, *, default: str = "") -> str:
    """Meta's enumerations come in capitals in answers and in either case in examples."""
    return str(component.get(key) or default).upper()


def _button(json: Mapping[str, Any]) -> Button:
    return Button(kind=_word(json, "type"), text=_text(json), json=json)


def _raw(component: Mapping[str, Any]) -> RawPart:
    kind = _word(component, "type")
    is_header = kind == "HEADER"
    return RawPart(
        kind=_word(component, "format") if is_header else kind, is_header=is_header, json=component
    )


def _json(part: RawPart) -> Component:
    return cast("Component", dict(part.json))


def _mappings(found: object) -> list[Mapping[str, Any]]:
    """The objects of a JSON list; whatever else stands there is no component and no button."""
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []


def _typed(text: str) -> str:
    """As browsers send it, lines end in CR LF; Meta counts and wants LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
