"""What Meta refuses when a template is created or edited, before anybody reviews it."""

import re
from itertools import pairwise

from conecta.whatsapp.sandbox import components as parts
from conecta.whatsapp.sandbox.components import PLACEHOLDER, example_of, sample_names
from conecta.whatsapp.sandbox.errors import GraphError
from conecta.whatsapp.sandbox.languages import LANGUAGES
from conecta.whatsapp.sandbox.wire import JsonObject, objects_in, text_in

CATEGORIES = ("MARKETING", "UTILITY", "AUTHENTICATION")
NAME = re.compile(r"[a-z0-9_]{1,512}")
NAMED_PARAMETER = re.compile(r"[a-z_]+")
BODY_MAX = 1024
HEADER_MAX = 60
FOOTER_MAX = 60
LABEL_MAX = 25
URL_MAX = 2000
PHONE_MAX = 20
MAX_OF_KIND = {"URL": 2, "PHONE_NUMBER": 1, "COPY_CODE": 1}
MAX_BUTTONS = 10
EMPHASIS = re.compile(r"[*_~`\n]")

TOO_LONG = 2388040
MISSING_FIELD = 2388043
HEADER_FORMAT = 2388047
BODY_FORMAT = 2388072
FOOTER_FORMAT = 2388073
TOO_MANY_VARIABLES = 2388293
VARIABLE_AT_EDGE = 2388299


def refuse(subcode: int | None, title: str, details: str) -> GraphError:
    return GraphError(100, details, subcode=subcode, title=title)


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
        return
    check_body(by_kind["BODY"], is_named=is_named)
    check_header(by_kind.get("HEADER", {}), is_named=is_named)
    check_footer(text_in(by_kind.get("FOOTER", {}), "text"))
    check_buttons(objects_in(by_kind.get("BUTTONS", {}), "buttons"))


def check_body(component: JsonObject, *, is_named: bool) -> None:
    text = text_in(component, "text")
    if not text.strip():
        raise missing("BODY", "text")
    if len(text) > BODY_MAX:
        raise too_long("BODY", BODY_MAX)
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
        if not example_of(component).get("header_handle"):
            raise missing("HEADER", "example")
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


def check_buttons(buttons: list[JsonObject]) -> None:
    if len(buttons) > MAX_BUTTONS:
        raise refuse(TOO_LONG, "Too many buttons", f"At most {MAX_BUTTONS} buttons are allowed.")
    kinds = [text_in(item, "type").upper() for item in buttons]
    for kind, limit in MAX_OF_KIND.items():
        if kinds.count(kind) > limit:
            raise refuse(None, "Too many buttons", f"At most {limit} button of type {kind}.")
    blocks = [kind == "QUICK_REPLY" for kind in kinds]
    if sum(now != after for now, after in pairwise(blocks)) > 1:
        raise refuse(None, "Invalid buttons", "Quick replies must be grouped together.")
    for button, kind in zip(buttons, kinds, strict=True):
        check_button(button, kind)


def check_button(button: JsonObject, kind: str) -> None:
    label = text_in(button, "text")
    if kind in ("QUICK_REPLY", "URL", "PHONE_NUMBER") and not label:
        raise missing("BUTTONS", "text")
    if len(label) > LABEL_MAX:
        raise too_long("BUTTONS", LABEL_MAX)
    if kind == "URL":
        check_url(button)
    if kind == "PHONE_NUMBER" and not 0 < len(text_in(button, "phone_number")) <= PHONE_MAX:
        raise missing("BUTTONS", "phone_number")
    if kind == "COPY_CODE" and not button.get("example"):
        raise missing("BUTTONS", "example")


def check_url(button: JsonObject) -> None:
    url = text_in(button, "url")
    if not url.startswith(("http://", "https://")) or len(url) > URL_MAX:
        raise refuse(None, "Invalid button", "The URL of the button is not valid.")
    names = PLACEHOLDER.findall(url)
    if not names:
        return
    if len(names) > 1 or not url.endswith("}}"):
        raise refuse(None, "Invalid button", "A URL takes one variable, at its end.")
    if not button.get("example"):
        raise missing("BUTTONS", "example")


def missing(kind: str, field: str) -> GraphError:
    return refuse(
        MISSING_FIELD,
        'Message template "components" param is missing expected field(s)',
        f"component of type {kind} is missing expected field(s) ({field})",
    )


def too_long(kind: str, limit: int) -> GraphError:
    return refuse(
        TOO_LONG,
        "Character limit exceeded",
        f"A message template's {kind} can't exceed {limit} characters.",
    )
