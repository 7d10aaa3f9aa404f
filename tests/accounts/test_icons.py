"""Icons: outlines of Heroicons, and drawings of our own where it has none."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from heroicons import IconDoesNotExist

from conecta.accounts.templatetags.ui import OWN_DRAWINGS, icon, icon_mini

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))


def test_an_outline_is_hidden_from_assistive_technology() -> None:
    drawing = icon("users", "sm")

    assert 'class="icon icon--sm"' in drawing
    assert 'aria-hidden="true"' in drawing


def test_a_drawing_of_our_own_points_into_our_file() -> None:
    drawing = icon("check-read")

    assert drawing == (
        '<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#check-read"/></svg>'
    )


def test_our_file_holds_exactly_our_drawings() -> None:
    root = ElementTree.parse(Path(settings.BASE_DIR, "static", "icons.svg")).getroot()

    assert {symbol.get("id") for symbol in root} == OWN_DRAWINGS


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(IconDoesNotExist):
        icon("no-such-drawing")


def test_every_icon_that_a_template_names_exists() -> None:
    assert TEMPLATES
    text = "".join(template.read_text() for template in TEMPLATES)

    for name in set(re.findall(r'{% icon "([^"]+)"', text)):
        icon(name)
    for name in set(re.findall(r'{% icon_mini "([^"]+)"', text)):
        icon_mini(name)
