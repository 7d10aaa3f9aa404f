"""The policy forbids inline code: no template or script of ours may count on it."""

import re
from pathlib import Path

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


def test_no_template_has_inline_code() -> None:
    assert offences(TEMPLATES, INLINE) == []


def test_no_script_makes_code_or_markup_from_text() -> None:
    assert offences(SCRIPTS, DYNAMIC_CODE) == []


def offences(files: list[Path], pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """What was found, each with the file it stands in."""
    assert files
    return [
        (str(file.relative_to(ROOT)), found)
        for file in files
        for found in pattern.findall(file.read_text())
    ]
