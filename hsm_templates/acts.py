"""What a button of the sheet does to the template being written, such as "button.remove.2"."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from hsm_templates import assembly, button_sheets
from hsm_templates import buttons as kinds
from hsm_templates.access_codes import App
from hsm_templates.buttons import Button
from hsm_templates.card_sheets import media_kind
from hsm_templates.content import Carousel, TemplateContent
from hsm_templates.flows import NAVIGATE, Flow
from hsm_templates.parts import MediaHeader
from hsm_templates.variables import Kind, variables

Act = Callable[[TemplateContent, str], TemplateContent]


def apply(content: TemplateContent, act: str) -> TemplateContent:
    """The content as it is for an act that nobody offers."""
    name, _, rest = act.partition(":")
    done = ACTS.get(name)
    return done(content, rest) if done else content


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1


def _blank(kind: str) -> Button:
    flow = Flow(action=NAVIGATE) if kind == kinds.FLOW else None
    return Button(kind=kind, flow=flow)


def _add_button(content: TemplateContent, kind: str) -> TemplateContent:
    if kind not in button_sheets.OFFERED:
        return content
    return assembly.with_buttons(content, (*content.buttons, _blank(kind)))


def _remove_button(content: TemplateContent, place: str) -> TemplateContent:
    return replace(content, buttons=button_sheets.without(content.buttons, _number(place)))


def _raise_button(content: TemplateContent, place: str) -> TemplateContent:
    return replace(content, buttons=button_sheets.moved(content.buttons, _number(place), -1))


def _lower_button(content: TemplateContent, place: str) -> TemplateContent:
    return replace(content, buttons=button_sheets.moved(content.buttons, _number(place), 1))


def _with_cards(
    content: TemplateContent, change: Callable[[Carousel], tuple[TemplateContent, ...]]
) -> TemplateContent:
    if content.carousel is None:
        return content
    carousel = replace(content.carousel, cards=change(content.carousel))
    return assembly.with_carousel(content, carousel)


def _add_card(content: TemplateContent, _rest: str) -> TemplateContent:
    """Like the others, and empty."""

    def added(carousel: Carousel) -> tuple[TemplateContent, ...]:
        last = carousel.cards[-1] if carousel.cards else TemplateContent()
        blank = TemplateContent(
            others=(MediaHeader(kind=media_kind(carousel)),),
            buttons=tuple(_blank(button.kind) for button in last.buttons),
        )
        return (*carousel.cards, blank)

    return _with_cards(content, added)


def _remove_card(content: TemplateContent, place: str) -> TemplateContent:
    gone = _number(place)
    return _with_cards(
        content, lambda it: tuple(card for n, card in enumerate(it.cards) if n != gone)
    )


def _add_card_button(content: TemplateContent, kind: str) -> TemplateContent:
    """To every card: they are alike."""
    if kind not in button_sheets.OFFERED:
        return content
    return _with_cards(content, lambda it: tuple(_add_button(card, kind) for card in it.cards))


def _remove_card_button(content: TemplateContent, place: str) -> TemplateContent:
    return _with_cards(content, lambda it: tuple(_remove_button(card, place) for card in it.cards))


def _with_apps(
    content: TemplateContent, change: Callable[[tuple[App, ...]], tuple[App, ...]]
) -> TemplateContent:
    listed = tuple(
        replace(button, otp=replace(button.otp, apps=change(button.otp.apps)))
        if button.otp
        else button
        for button in content.buttons
    )
    return replace(content, buttons=listed)


def _add_app(content: TemplateContent, _rest: str) -> TemplateContent:
    blank = App(package_name="", signature_hash="")
    return _with_apps(content, lambda apps: (*apps, blank))


def _remove_app(content: TemplateContent, place: str) -> TemplateContent:
    gone = _number(place)
    return _with_apps(content, lambda apps: tuple(it for n, it in enumerate(apps) if n != gone))


def _name_variables(content: TemplateContent, _rest: str) -> TemplateContent:
    """Names that a person then writes better: Meta promises letters and underscores only."""
    numbered = [it for it in variables(content) if it.kind is Kind.TEXT and it.position]
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = {it.key: f"valor_{letters[n]}" for n, it in enumerate(numbered[: len(letters)])}
    return assembly.named(content, names)


def _number_variables(content: TemplateContent, _rest: str) -> TemplateContent:
    return assembly.positional(content)


def _remove_variable(content: TemplateContent, key: str) -> TemplateContent:
    return assembly.without_variable(content, key)


ACTS: Mapping[str, Act] = {
    "button.add": _add_button,
    "button.remove": _remove_button,
    "button.up": _raise_button,
    "button.down": _lower_button,
    "card.add": _add_card,
    "card.remove": _remove_card,
    "cards.button.add": _add_card_button,
    "cards.button.remove": _remove_card_button,
    "app.add": _add_app,
    "app.remove": _remove_app,
    "format.NAMED": _name_variables,
    "format.POSITIONAL": _number_variables,
    "variable.remove": _remove_variable,
}
