"""Interactive messages with reply buttons: what Meta asks of them."""

from conecta.whatsapp.sandbox.errors import GraphError
from conecta.whatsapp.sandbox.wire import JsonObject, object_in, objects_in, text_in

BODY_MAX = 1024
BUTTONS_MAX = 3
TITLE_MAX = 20
ID_MAX = 256
KINDS = ("button", "list", "cta_url", "flow", "location_request_message")


def check(content: JsonObject) -> None:
    """Of the other kinds only the name is checked.

    :raises GraphError: when Meta would refuse it.
    """
    kind = text_in(content, "type")
    if kind not in KINDS:
        raise GraphError(131009, f"interactive.type {kind or '(none)'} is not supported")
    if kind != "button":
        return
    if not 0 < len(text_in(object_in(content, "body"), "text").strip()) <= BODY_MAX:
        raise GraphError(131009, f"interactive.body.text takes 1 to {BODY_MAX} characters")
    check_buttons(objects_in(object_in(content, "action"), "buttons"))


def check_buttons(buttons: list[JsonObject]) -> None:
    if not 0 < len(buttons) <= BUTTONS_MAX:
        raise GraphError(131009, f"interactive.action.buttons takes 1 to {BUTTONS_MAX} buttons")
    if any(text_in(button, "type") != "reply" for button in buttons):
        raise GraphError(131009, "the type of a button is reply")
    replies = [object_in(button, "reply") for button in buttons]
    check_each([text_in(reply, "title") for reply in replies], "title", TITLE_MAX)
    check_each([text_in(reply, "id") for reply in replies], "id", ID_MAX)


def check_each(values: list[str], name: str, most: int) -> None:
    if not all(len(value.strip()) > 0 and len(value) <= most for value in values):
        raise GraphError(131009, f"a button's {name} takes 1 to {most} characters")
    if len(set(values)) < len(values):
        raise GraphError(131009, f"two buttons have the same {name}")
