"""The policy forbids inline code: no template or script of ours may count on it."""

import re
from pathlib import Path

import pytest

from tests.source import ROOT

TEMPLATES = sorted(ROOT.glob("templates/**/*.html"))
SCRIPTS = sorted(ROOT.glob("static/js/*.js"))
INLINE = re.compile(
    r"""\s style\s*=            # inline styles
      | <style\b
      | <script\b(?![^>]*\ssrc=) # scripts without an address
      | \s on[a-z]+\s*=          # handlers in attributes
      | \s hx-on
      | javascript:
      | hx-(?:vals|headers)\s*=\s*["']js:
    """,
    re.VERBOSE | re.IGNORECASE,
)
DYNAMIC_CODE = re.compile(r"\beval\(|new Function\b|\.innerHTML\b|insertAdjacentHTML|\.style\b")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_has_inline_code(template: Path) -> None:
    assert INLINE.findall(template.read_text()) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_makes_code_or_markup_from_text(script: Path) -> None:
    assert DYNAMIC_CODE.findall(script.read_text()) == []
