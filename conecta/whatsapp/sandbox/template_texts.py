"""Meta's rules for the texts of a template: header, body, footer and the variables in them."""

import re

from conecta.whatsapp.sandbox import components as parts
from conecta.whatsapp.sandbox.components import PLACEHOLDER, example_of, sample_names
from conecta.whatsapp.sandbox.template_refusals import missing, refuse, too_long
from conecta.whatsapp.sandbox.wire import JsonObject, text_in

NAMED_PARAMETER = re.compile(r"[a-z_]+")
BODY_MAX = 1024
HEADER_MAX = 60
FOOTER_MAX = 60
EMPHASIS = re.compile(r"[*_~`\n]")

HEADER_FORMAT = 2388047
BODY_FORMAT = 2388072
FOOTER_FORMAT = 2388073
TOO_MANY_VARIABLES = 2388293
VARIABLE_AT_EDGE = 2388299


def check_body(component: JsonObject, *, is_named: bool, limit: int = BODY_MAX) -> None:
    text = text_in(component, "text")
    if not text.strip():
        raise missing("BODY", "text")
    if len(text) > limit:
        raise too_long("BODY", limit)
    names = check_names("BODY", text, is_named=is_named)
    if not names:
        return
    bare = text.strip()
    if bare.startswith("{{") or bare.endswith("}}"):
        raise refuse(
            VARIABLE_AT_EDGE,
            "Variables can't be at the start or end of the template",
            "This template has variables at the start or end of its body.",
        )
    if len(PLACEHOLDER.sub(" ", text).split()) < len(names):
        raise refuse(
            TOO_MANY_VARIABLES,
            "Too many variables for the length",
            "This template contains too many variable parameters relative to its length.",
        )
    check_samples("BODY", component, names, is_named=is_named)


def check_header(component: JsonObject, *, is_named: bool) -> None:
    if not component:
        return
    kind = text_in(component, "format").upper()
    if kind in parts.MEDIA:
        handles = example_of(component).get("header_handle")
        if not handles:
            raise missing("HEADER", "example")
        if str(handles[0] if isinstance(handles, list) else handles).startswith("http"):
            raise refuse(None, "Invalid parameter", "header_handle must come from an upload.")
    elif kind == parts.TEXT:
        check_header_text(component, is_named=is_named)
    elif kind != "LOCATION":
        raise refuse(HEADER_FORMAT, "Header format", f"Header format {kind} is not supported.")


def check_header_text(component: JsonObject, *, is_named: bool) -> None:
    text = text_in(component, "text")
    if not text.strip():
        raise missing("HEADER", "text")
    if len(text) > HEADER_MAX:
        raise too_long("HEADER", HEADER_MAX)
    names = check_names("HEADER", text, is_named=is_named)
    if len(names) > 1 or EMPHASIS.search(PLACEHOLDER.sub("", text)):
        raise refuse(
            HEADER_FORMAT,
            "Message header format is incorrect",
            "The header takes one variable at most, and no new lines, formatting or emojis.",
        )
    check_samples("HEADER", component, names, is_named=is_named)


def check_footer(text: str) -> None:
    if len(text) > FOOTER_MAX:
        raise too_long("FOOTER", FOOTER_MAX)
    if PLACEHOLDER.search(text) or "\n" in text:
        raise refuse(
            FOOTER_FORMAT,
            "Message footer format is incorrect",
            "The footer takes no variables and no new lines.",
        )


def check_names(kind: str, text: str, *, is_named: bool) -> list[str]:
    """The distinct placeholders of ``text``, in order, when they are well formed."""
    names = list(dict.fromkeys(PLACEHOLDER.findall(text)))
    leftovers = PLACEHOLDER.sub("", text)
    well_formed = all(map(NAMED_PARAMETER.fullmatch, names))
    if not is_named:
        well_formed = set(names) == {str(n + 1) for n in range(len(names))}
    if not well_formed or "{{" in leftovers or "}}" in leftovers:
        raise refuse(
            HEADER_FORMAT if kind == "HEADER" else BODY_FORMAT,
            f"Message {kind.lower()} format is incorrect",
            f"The variables of the {kind} are not well formed or not in sequence.",
        )
    return names


def check_samples(kind: str, component: JsonObject, names: list[str], *, is_named: bool) -> None:
    example = example_of(component)
    key = f"{kind.lower()}_text"
    if is_named:
        if set(names) - sample_names(example, f"{key}_named_params"):
            raise missing(kind, "example")
        return
    samples = example.get(key)
    if isinstance(samples, list) and samples and isinstance(samples[0], list):
        samples = samples[0]
    if names and (not isinstance(samples, list) or len(samples) != len(names)):
        raise missing(kind, "example")
