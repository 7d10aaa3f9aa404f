"""A template put together from its parts, so that no two of them contradict each other."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from hsm_templates import numbering
from hsm_templates.access_codes import AccessCode, Otp
from hsm_templates.buttons import Button, arrange, one_time_code
from hsm_templates.content import Body, Carousel, Part, TemplateContent, TextHeader
from hsm_templates.parts import LimitedTimeOffer, LocationHeader, MediaHeader
from hsm_templates.placeholders import keys, names

Text = TypeVar("Text", TextHeader, Body)


def with_header(
    content: TemplateContent, header: TextHeader | MediaHeader | LocationHeader | None
) -> TemplateContent:
    """The header in the place of whatever header there was."""
    rest = tuple(part for part in content.others if not part.is_header)
    if header is None or isinstance(header, TextHeader):
        return replace(content, header=header, others=rest)
    return replace(content, header=None, others=(header, *rest))


def with_buttons(content: TemplateContent, buttons: Iterable[Button]) -> TemplateContent:
    """In an order that Meta takes."""
    return replace(content, buttons=arrange(buttons))


def with_offer(content: TemplateContent, offer: LimitedTimeOffer | None) -> TemplateContent:
    """None takes the offer away."""
    rest = tuple(part for part in content.others if not isinstance(part, LimitedTimeOffer))
    return replace(content, others=_joined(rest, offer))


def with_carousel(content: TemplateContent, carousel: Carousel | None) -> TemplateContent:
    """None takes the carousel away; the buttons of each card are arranged."""
    rest = tuple(part for part in content.others if not isinstance(part, Carousel))
    if carousel is not None:
        cards = tuple(with_buttons(card, card.buttons) for card in carousel.cards)
        carousel = replace(carousel, cards=cards)
    return replace(content, others=_joined(rest, carousel))


def without_media_samples(content: TemplateContent) -> TemplateContent:
    """The same template for comparing: Meta lists a sample as a link of its own that expires."""
    others = tuple(_without_sample(part) for part in content.others)
    return replace(content, others=others)


def _without_sample(part: Part) -> Part:
    if isinstance(part, MediaHeader):
        return replace(part, handle="")
    if isinstance(part, Carousel):
        return replace(part, cards=tuple(map(without_media_samples, part.cards)))
    return part


def access_code(code: AccessCode, otp: Otp, *, label: str = "") -> TemplateContent:
    """A template of AUTHENTICATION: Meta writes the words, so there is nothing else in it."""
    return TemplateContent(code=code, buttons=(one_time_code(otp, text=label),))


def without_variable(content: TemplateContent, key: str) -> TemplateContent:
    """Without "body.2" or "header.nome": its sample goes too, and the numbers above go down."""
    part, _, name = key.partition(".")
    if part == "body":
        return replace(content, body=_without(content.body, name))
    if part == "header" and content.header:
        return replace(content, header=_without(content.header, name))
    return content


def named(content: TemplateContent, by_key: Mapping[str, str]) -> TemplateContent:
    """In the NAMED format; `by_key` gives the name for each of "header.1", "body.2"."""
    header = content.header
    return replace(
        content,
        header=_named("header", header, by_key) if header else None,
        body=_named("body", content.body, by_key),
    )


def positional(content: TemplateContent) -> TemplateContent:
    """In the POSITIONAL format, numbered in the order of appearance, each with its sample."""
    header = content.header
    return replace(
        content,
        header=_positional(header) if header else None,
        body=_positional(content.body),
    )


def _joined(rest: tuple[Part, ...], part: Part | None) -> tuple[Part, ...]:
    return rest if part is None else (*rest, part)


def _without(source: Text, name: str) -> Text:
    return replace(
        source,
        text=numbering.remove(source.text, name),
        samples=numbering.without_sample(source.samples, name),
        named={key: sample for key, sample in source.named.items() if key != name},
    )


def _named(part: str, source: Text, by_key: Mapping[str, str]) -> Text:
    wanted = {key: by_key.get(f"{part}.{key}", "") for key in keys(source.text)}
    chosen = {key: name for key, name in wanted.items() if name}
    samples = {name: _sample(source, key) for key, name in chosen.items()}
    text = numbering.to_named(source.text, chosen)
    return replace(source, text=text, samples=(), named={**source.named, **samples})


def _positional(source: Text) -> Text:
    samples = tuple(source.named.get(name, "") for name in names(source.text))
    text = numbering.to_positional(source.text)
    return replace(source, text=text, samples=source.samples + samples, named={})


def _sample(source: TextHeader | Body, key: str) -> str:
    number = int(key) if key.isdigit() else 0
    return source.samples[number - 1] if 0 < number <= len(source.samples) else ""
