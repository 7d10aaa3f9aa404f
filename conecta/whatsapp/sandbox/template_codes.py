"""Meta's rules for AUTHENTICATION, whose body it writes itself."""

from conecta.whatsapp.sandbox.components import CODE_LINK
from conecta.whatsapp.sandbox.template_refusals import refuse, too_long
from conecta.whatsapp.sandbox.wire import JsonObject, objects_in, text_in

ALLOWED = {"BODY", "FOOTER", "BUTTONS"}
KINDS = ("COPY_CODE", "ONE_TAP", "ZERO_TAP")
MAX_MINUTES = 90
LABEL_MAX = 25
MAX_APPS = 5
PACKAGE_MAX = 224
HASH_LENGTH = 11
TITLE = "Invalid authentication template"


def check(by_kind: dict[str, JsonObject]) -> None:
    if set(by_kind) - ALLOWED:
        raise refuse(None, TITLE, "Authentication templates take no header and no media.")
    footer = by_kind.get("FOOTER", {})
    minutes = footer.get("code_expiration_minutes", 1)
    if not isinstance(minutes, int) or not 1 <= minutes <= MAX_MINUTES:
        raise refuse(None, TITLE, f"code_expiration_minutes takes 1 to {MAX_MINUTES}.")
    buttons = objects_in(by_kind.get("BUTTONS", {}), "buttons")
    if len(buttons) != 1 or not is_code(buttons[0]):
        raise refuse(None, TITLE, "Authentication templates take exactly one OTP button.")
    if text_in(buttons[0], "type").upper() == "OTP":
        check_button(buttons[0])


def is_code(button: JsonObject) -> bool:
    """As it is created, or as it was listed."""
    is_listed = text_in(button, "url").startswith(CODE_LINK)
    return text_in(button, "type").upper() == "OTP" or is_listed


def check_button(button: JsonObject) -> None:
    kind = text_in(button, "otp_type").upper()
    if kind not in KINDS:
        raise refuse(None, TITLE, f"otp_type must be one of {', '.join(KINDS)}.")
    if max(len(text_in(button, key)) for key in ("text", "autofill_text")) > LABEL_MAX:
        raise too_long("BUTTONS", LABEL_MAX)
    apps = objects_in(button, "supported_apps")
    if kind != "COPY_CODE" and not 1 <= len(apps) <= MAX_APPS:
        raise refuse(None, TITLE, f"supported_apps takes 1 to {MAX_APPS} applications.")
    if not all(map(is_app, apps)):
        raise refuse(None, TITLE, "package_name or signature_hash is not valid.")
    if kind == "ZERO_TAP" and button.get("zero_tap_terms_accepted") is not True:
        raise refuse(None, TITLE, "zero_tap_terms_accepted must be true.")


def is_app(app: JsonObject) -> bool:
    package, signature = text_in(app, "package_name"), text_in(app, "signature_hash")
    return 0 < len(package) <= PACKAGE_MAX and len(signature) == HASH_LENGTH
