"""Tags that every page needs: icons, the menu, fields in our clothes, avatars, remaining time."""

import math
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BoundField
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from heroicons.templatetags.heroicons import heroicon_mini, heroicon_outline

from conecta.accounts import menu as menus

register = template.Library()

OWN_DRAWINGS = frozenset(
    {"check-double", "check-read", "logo", "q-high", "q-low", "q-mid", "q-none", "sidebar"}
)
KINDS = {"checkbox": "check", "radio": "radio"}
TONES = ("", "b", "c", "d")


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An outline of 24 px, or the drawing of our own with that name; size is sm, lg or inline."""
    return _outline(name, f"icon icon--{size}" if size else "icon")


@register.simple_tag
def icon_mini(name: str) -> SafeString:
    """A filled icon of 20 px: the dots of consent."""
    return _mini(name)


@lru_cache(maxsize=256)
def _outline(name: str, css: str) -> SafeString:
    attributes: dict[str, Any] = {"class": css}
    if name not in OWN_DRAWINGS:
        return SafeString(heroicon_outline(name, **attributes))
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        css,
        staticfiles_storage.url("icons.svg"),
        name,
    )


@lru_cache(maxsize=16)
def _mini(name: str) -> SafeString:
    attributes: dict[str, Any] = {"class": "icon icon--mini"}
    return SafeString(heroicon_mini(name, **attributes))


@register.inclusion_tag("components/_menu.html", takes_context=True)
def menu(context: Context) -> dict[str, Any]:
    request = context["request"]
    return {"groups": menus.visible_to(request.user, path=request.path)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    word: str
    checked: bool


@register.inclusion_tag("components/_filter_chip.html")
def filter_chip(
    name: str, label: str, choices: Iterable[tuple[Any, Any]], selected: Collection[str]
) -> dict[str, Any]:
    """A filter that opens a list of boxes; `selected` holds the values of the address (getlist)."""
    options = [
        Option(value=str(value), word=str(word), checked=str(value) in selected)
        for value, word in choices
    ]
    words = ", ".join(option.word for option in options if option.checked)
    return {"name": name, "label": label, "options": options, "words": words}


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's widget with the class of its kind, unless the form has given it one."""
    widget = field.field.widget
    kind = KINDS.get(getattr(widget, "input_type", ""), "input")
    return field.as_widget(attrs={"class": widget.attrs.get("class", kind)})


@register.filter
def initials(name: str) -> str:
    """First letters of the first and the last word; empty when the name has no letters."""
    words = [word for word in name.split() if word[0].isalpha()]
    if not words:
        return ""
    letters = words[0][0] + words[-1][0] if len(words) > 1 else words[0][:2]
    return letters.upper()


@register.filter
def tone(name: str) -> str:
    """One of four avatar colours, always the same for the same name."""
    return TONES[zlib.crc32(name.encode()) % len(TONES)]


@register.filter
def remaining(until: datetime | None) -> str:
    """Hours and minutes left, rounded up ("03:12"); empty when there is nothing left."""
    seconds = (until - timezone.now()).total_seconds() if until else 0
    if seconds <= 0:
        return ""
    hours, minutes = divmod(math.ceil(seconds / 60), 60)
    return f"{hours:02}:{minutes:02}"
