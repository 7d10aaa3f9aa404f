"""What Meta refuses when a template is created or edited, before anybody reviews it."""

import re

from conecta.whatsapp.sandbox import template_buttons, template_cards, template_codes
from conecta.whatsapp.sandbox.languages import LANGUAGES
from conecta.whatsapp.sandbox.template_refusals import MISSING_FIELD, refuse
from conecta.whatsapp.sandbox.template_texts import (
    BODY_MAX,
    check_body,
    check_footer,
    check_header,
)
from conecta.whatsapp.sandbox.wire import JsonObject, objects_in, text_in

CATEGORIES = ("MARKETING", "UTILITY", "AUTHENTICATION")
NAME = re.compile(r"[a-z0-9_]{1,512}")
ENDLESS = -1
# category -> the fewest and the most seconds of a lifetime, and whether -1 (30 days) is taken.
LIFETIMES = {
    "AUTHENTICATION": (30, 900, True),
    "UTILITY": (30, 43_200, True),
    "MARKETING": (43_200, 2_592_000, False),
}


def check_identity(name: str, language: str, category: str) -> None:
    if not NAME.fullmatch(name):
        raise refuse(
            None,
            "Invalid template name",
            "The name may contain only lower-case letters, digits and underscores.",
        )
    if language not in LANGUAGES:
        raise refuse(None, "Invalid language", f"Language code {language} is not supported.")
    if category not in CATEGORIES:
        raise refuse(None, "Invalid category", f"Category must be one of {', '.join(CATEGORIES)}.")


def check_lifetime(category: str, seconds: int | None) -> None:
    if seconds is None:
        return
    fewest, most, may_be_endless = LIFETIMES[category]
    if not (fewest <= seconds <= most or (may_be_endless and seconds == ENDLESS)):
        raise refuse(
            None,
            "Invalid parameter",
            f"message_send_ttl_seconds of {category} takes {fewest} to {most} seconds.",
        )


def check(components: list[JsonObject], *, category: str, is_named: bool) -> None:
    """:raises GraphError: 100, with Meta's subcode and the component in the details."""
    by_kind: dict[str, JsonObject] = {}
    for component in components:
        kind = text_in(component, "type").upper()
        if kind in by_kind:
            raise refuse(None, "Invalid parameter", f"There is more than one {kind} component.")
        by_kind[kind] = component
    if "BODY" not in by_kind:
        raise refuse(MISSING_FIELD, "Missing fields", "Component of type BODY is missing.")
    if category == "AUTHENTICATION":
        template_codes.check(by_kind)
        return
    limit = template_cards.OFFER_BODY_MAX if "LIMITED_TIME_OFFER" in by_kind else BODY_MAX
    check_body(by_kind["BODY"], is_named=is_named, limit=limit)
    check_header(by_kind.get("HEADER", {}), is_named=is_named)
    check_footer(text_in(by_kind.get("FOOTER", {}), "text"))
    template_buttons.check(objects_in(by_kind.get("BUTTONS", {}), "buttons"))
    template_cards.check(by_kind, category=category, is_named=is_named)
