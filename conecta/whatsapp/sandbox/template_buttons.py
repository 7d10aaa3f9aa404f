"""Meta's rules for the buttons of a template."""

from itertools import pairwise

from conecta.whatsapp.sandbox.components import PLACEHOLDER
from conecta.whatsapp.sandbox.template_refusals import TOO_LONG, missing, refuse, too_long
from conecta.whatsapp.sandbox.wire import JsonObject, text_in

LABEL_MAX = 25
URL_MAX = 2000
PHONE_MAX = 20
COUPON_MAX = 20
MAX_BUTTONS = 10
MAX_OF_KIND = {"URL": 2, "PHONE_NUMBER": 1, "COPY_CODE": 1, "VOICE_CALL": 1}
LABELLED = ("QUICK_REPLY", "URL", "PHONE_NUMBER", "FLOW")
# Kinds whose label is WhatsApp's own, or that no rule here concerns.
OTHERS = ("COPY_CODE", "CATALOG", "MPM", "SPM", "VOICE_CALL", "REQUEST_CONTACT_INFO")
FLOW_REFERENCES = ("flow_id", "flow_name", "flow_json")
FLOW_ACTIONS = ("", "navigate", "data_exchange")
FLOW_ICONS = ("", "DOCUMENT", "PROMOTION", "REVIEW")
INVALID = "Invalid button"


def check(buttons: list[JsonObject]) -> None:
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
    if kind in LABELLED:
        check_label(text_in(button, "text"))
    elif kind not in OTHERS:
        raise refuse(None, INVALID, f"Button type {kind} is not allowed in this category.")
    if kind == "URL":
        check_url(button)
    elif kind == "PHONE_NUMBER":
        check_phone(text_in(button, "phone_number"))
    elif kind == "COPY_CODE":
        check_coupon(button)
    elif kind == "FLOW":
        check_flow(button)


def check_label(label: str) -> None:
    if not label.strip():
        raise missing("BUTTONS", "text")
    if len(label) > LABEL_MAX:
        raise too_long("BUTTONS", LABEL_MAX)
    if "{{" in label or "\n" in label:
        raise refuse(None, INVALID, "The text of a button takes no variables and no new lines.")


def check_url(button: JsonObject) -> None:
    url = text_in(button, "url")
    host = url.partition("://")[2].split("/")[0]
    is_web = url.startswith(("http://", "https://")) and "." in host and "{{" not in host
    if not is_web or len(url) > URL_MAX or any(sign.isspace() for sign in url):
        raise refuse(None, INVALID, "The URL of the button is not valid.")
    names = PLACEHOLDER.findall(url)
    if not names:
        return
    if len(names) > 1 or not url.endswith("}}"):
        raise refuse(None, INVALID, "A URL takes one variable, at its end.")
    if not button.get("example"):
        raise missing("BUTTONS", "example")


def check_phone(number: str) -> None:
    digits = number.removeprefix("+")
    if not (digits.isascii() and digits.isdecimal()) or len(number) > PHONE_MAX:
        raise refuse(None, INVALID, "The phone number of the button is not valid.")


def check_coupon(button: JsonObject) -> None:
    example = button.get("example")
    coupon = example[0] if isinstance(example, list) and example else example
    if not isinstance(coupon, str) or not coupon:
        raise missing("BUTTONS", "example")
    if len(coupon) > COUPON_MAX:
        raise refuse(None, INVALID, f"A coupon code takes {COUPON_MAX} characters at most.")


def check_flow(button: JsonObject) -> None:
    if sum(bool(text_in(button, key)) for key in FLOW_REFERENCES) != 1:
        raise refuse(None, INVALID, "A flow button needs one of flow_id, flow_name, flow_json.")
    if text_in(button, "flow_action").lower() not in FLOW_ACTIONS:
        raise refuse(None, INVALID, "flow_action must be navigate or data_exchange.")
    if text_in(button, "icon").upper() not in FLOW_ICONS:
        raise refuse(None, INVALID, "icon must be DOCUMENT, PROMOTION or REVIEW.")
