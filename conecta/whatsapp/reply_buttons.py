"""Reply buttons under a question, in Meta's form and within Meta's limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict

from conecta.whatsapp.errors import PayloadError

BODY_LIMIT = 1024
MOST_BUTTONS = 3
TITLE_LIMIT = 20
ID_LIMIT = 256


class ReplyObject(TypedDict):
    id: str
    title: str


class ButtonObject(TypedDict):
    type: Literal["reply"]
    reply: ReplyObject


class ActionObject(TypedDict):
    buttons: list[ButtonObject]


class BodyObject(TypedDict):
    text: str


class InteractiveObject(TypedDict):
    type: Literal["button"]
    body: BodyObject
    action: ActionObject


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyButton:
    """`id` comes back when the button is pressed; people see `title` only."""

    id: str
    title: str


def interactive(body: str, buttons: Sequence[ReplyButton]) -> InteractiveObject:
    """PayloadError when text or buttons break a rule of Meta's."""
    if not body.strip() or len(body) > BODY_LIMIT:
        problem = f"A pergunta precisa ter de 1 a {BODY_LIMIT} caracteres."
        raise PayloadError(problem, field="text")
    _check(buttons)
    listed: list[ButtonObject] = [
        {"type": "reply", "reply": {"id": button.id, "title": button.title}} for button in buttons
    ]
    return {"type": "button", "body": {"text": body}, "action": {"buttons": listed}}


def _check(buttons: Sequence[ReplyButton]) -> None:
    if not 1 <= len(buttons) <= MOST_BUTTONS:
        raise PayloadError("Uma pergunta tem de um a três botões.", field="buttons")
    if not all(button.title.strip() and len(button.title) <= TITLE_LIMIT for button in buttons):
        problem = f"O texto de um botão tem de 1 a {TITLE_LIMIT} caracteres."
        raise PayloadError(problem, field="buttons")
    if not all(0 < len(button.id) <= ID_LIMIT for button in buttons):
        problem = f"O identificador de um botão tem de 1 a {ID_LIMIT} caracteres."
        raise PayloadError(problem, field="buttons")
    titles, ids = {button.title for button in buttons}, {button.id for button in buttons}
    if len(titles) < len(buttons) or len(ids) < len(buttons):
        raise PayloadError("Dois botões de uma pergunta não podem ser iguais.", field="buttons")
