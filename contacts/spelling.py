"""How people write telephone numbers: any spelling in, bare digits out. Knows no numbering plan."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

# WhatsApp's own links and ids always carry the country code (wa.me/55…, send?phone=55…, 55…@c.us).
_LINKS = (
    re.compile(r"(?:wa\.me/(?:c/)?|[?&]phone=)\s*\+?\s*(\d[\d\s().-]*)", re.IGNORECASE),
    re.compile(r"(\d{7,15})@(?:c\.us|s\.whatsapp\.net)", re.IGNORECASE),
)
_CARRIER_BLANK = re.compile(r"0?\s*(?:xx|\*\*)\s*", re.IGNORECASE)  # (0xx11) 3456-7890
_PARTS = re.compile(r"(?P<head>\D*)(?P<core>\d(?:.*\d)?)(?P<tail>\D*)", re.DOTALL)
_SPREADSHEET_FLOAT = re.compile(r"(\d{8,15})\.0")  # 5511987654321.0
_AREA_MARKED = re.compile(r"(?:^|\()\s*0?\d\d\s*\)")
_CUT_SHORT = re.compile(r"9\d{4}\D+\d{3}$")
_ROUNDED = re.compile(r"\d[.,]\d+\s*e\s*\+?\d+", re.IGNORECASE)  # 5,51199E+12


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """ASCII digits and what else the writing tells.

    `international`: a country code leads (+, 00 or a WhatsApp link), and the + or 00 is gone.
    `area_marked`: brackets name the area code. `cut_short`: written as a mobile, 98765-432, with
    one digit missing at the end.
    """

    digits: str
    international: bool = False
    area_marked: bool = False
    cut_short: bool = False


def read(text: str) -> Spelling | None:
    """The digits of the one number in the text; None when letters or signs stand among them."""
    plain = _plain(text)
    for link in _LINKS:
        if found := link.search(plain):
            return Spelling(digits=_only_digits(found[1]).lstrip("0"), international=True)
    parts = _PARTS.fullmatch(_CARRIER_BLANK.sub("", _without_parameters(plain), count=1))
    if parts is None:
        return Spelling(digits="")
    core = _SPREADSHEET_FLOAT.sub(r"\1", parts["core"])
    if "@" in parts["tail"] or any(c.isalpha() or c in "@+" for c in core):
        return None
    return _spelling(core, has_plus="+" in parts["head"])


def is_rounded(text: str) -> bool:
    """Whether a spreadsheet lost the number's last digits: 5,51199E+12."""
    return _ROUNDED.search(text) is not None


def _spelling(core: str, *, has_plus: bool) -> Spelling:
    digits = _only_digits(core)
    international = has_plus or digits.startswith("00")
    return Spelling(
        digits=digits.lstrip("0") if international else digits,
        international=international,
        area_marked=_AREA_MARKED.search(core) is not None,
        cut_short=_CUT_SHORT.search(core) is not None,
    )


def _plain(text: str) -> str:
    """Any script's digits in ASCII, full-width forms folded, invisible marks and %20s gone."""
    folded = unicodedata.normalize("NFKC", unquote(text))
    visible = (c for c in folded if unicodedata.category(c) != "Cf")
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in visible)


def _without_parameters(plain: str) -> str:
    """tel:+55-11-3456-7890;ext=12 carries more than the number after its semicolon."""
    return plain.split(";")[0] if plain.strip().lower().startswith("tel:") else plain


def _only_digits(text: str) -> str:
    return re.sub(r"\D", "", text)
