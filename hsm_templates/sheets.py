"""The sheet that a person fills in, field by field, read as a template.

What the sheet does not name (`PARTS` is absent) stays as in the template being changed; a part that
was not touched keeps the JSON that it came with.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from hsm_templates import assembly, card_sheets
from hsm_templates.access_codes import AccessCode, App, Otp, otp_of_link
from hsm_templates.button_sheets import read_buttons
from hsm_templates.components import compose
from hsm_templates.content import Part, TemplateContent
from hsm_templates.parts import MEDIA, LimitedTimeOffer, LocationHeader, MediaHeader
from hsm_templates.sheet_fields import count_rows, is_on, whole_number

PARTS = "parts"
SAMPLE = "sample."
AUTHENTICATION = "AUTHENTICATION"
TEXT, LOCATION = "TEXT", "LOCATION"
HEADER_KINDS = ("", TEXT, *MEDIA, LOCATION)

Kept = TypeVar("Kept", bound=Part)


def read(
    said: Mapping[str, str], samples: Mapping[str, str], base: TemplateContent | None = None
) -> TemplateContent:
    """`samples` by variable key; `base` is the template being changed."""
    kept = base or TemplateContent()
    if PARTS not in said:
        return _texts(said, samples, kept)
    if said.get("category", "").upper() == AUTHENTICATION:
        return _access_code(said, kept)
    without = replace(
        kept,
        header=None,
        buttons=(),
        code=None,
        others=tuple(part for part in kept.others if not _is_edited(part)),
    )
    content = replace(_texts(said, samples, without), buttons=read_buttons(said, kept.buttons))
    content = _with_header(said, content, kept)
    content = assembly.with_offer(content, _offer(said, kept))
    return assembly.with_carousel(content, card_sheets.read_cards(said, samples, kept.carousel))


def header_kind(content: TemplateContent) -> str:
    """One of HEADER_KINDS, or what else Meta calls a header that we only keep."""
    heads = [part.kind for part in content.others if part.is_header]
    return heads[0] if heads else (TEXT if content.header else "")


def otp_of(content: TemplateContent) -> Otp:
    """The choices about the code's button, also of one that Meta lists as a link."""
    for button in content.buttons:
        if button.otp or button.is_code:
            return button.otp or otp_of_link(button.url)
    return Otp()


def _is_edited(part: Part) -> bool:
    """The parts that the sheet names; what we only keep has no field."""
    return part.is_header or part.kind in {"LIMITED_TIME_OFFER", "CAROUSEL"}


def _texts(
    said: Mapping[str, str], samples: Mapping[str, str], kept: TemplateContent
) -> TemplateContent:
    wanted = said.get("header_kind", TEXT)
    header = said.get("header", "") if wanted == TEXT else ""
    texts = {"header": header, "body": said.get("body", ""), "footer": said.get("footer", "")}
    return compose(**texts, samples=samples, base=kept)


def _with_header(
    said: Mapping[str, str], content: TemplateContent, kept: TemplateContent
) -> TemplateContent:
    kind = said.get("header_kind", TEXT)
    if kind in MEDIA:
        medium = MediaHeader(kind=kind, handle=said.get("header_handle", "").strip())
        return assembly.with_header(content, _as_it_was(medium, kept))
    if kind == LOCATION:
        return assembly.with_header(content, _as_it_was(LocationHeader(), kept))
    others = [part for part in kept.others if part.is_header and part.kind == kind]
    return replace(content, others=(*others, *content.others)) if others else content


def _as_it_was(part: Kept, kept: TemplateContent) -> Kept:
    return next((other for other in kept.others if other == part), part)


def _offer(said: Mapping[str, str], kept: TemplateContent) -> LimitedTimeOffer | None:
    if not is_on(said, "offer"):
        return None
    text = said.get("offer_text", "").strip()
    offer = LimitedTimeOffer(text=text, has_expiration=is_on(said, "offer_expires"))
    return _as_it_was(offer, kept)


def _access_code(said: Mapping[str, str], kept: TemplateContent) -> TemplateContent:
    code = AccessCode(
        recommends_secrecy=is_on(said, "code_secrecy"),
        expires_in_minutes=whole_number(said.get("code_minutes", "")),
    )
    otp = Otp(
        kind=said.get("otp_kind", "") or Otp().kind,
        autofill_text=said.get("otp_autofill", "").strip(),
        apps=tuple(_apps(said)),
        terms_accepted=is_on(said, "otp_terms"),
    )
    content = assembly.access_code(code, otp, label=said.get("otp_text", "").strip())
    if kept.code == content.code and kept.buttons == content.buttons:
        return kept
    return content


def _apps(said: Mapping[str, str]) -> list[App]:
    if said.get("otp_kind") not in {"ONE_TAP", "ZERO_TAP"}:
        return []
    return [
        App(
            package_name=said.get(f"app.{index}.package", "").strip(),
            signature_hash=said.get(f"app.{index}.hash", "").strip(),
        )
        for index in range(count_rows(said, "app", "package") or 1)
    ]
