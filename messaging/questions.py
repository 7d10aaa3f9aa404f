"""What we ask about consent with buttons under it, and which of our buttons was pressed.

A button's id names the very question, so that an answer is known even before Meta's name for the
question is.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from conecta.whatsapp.reply_buttons import ReplyButton
from messaging.models import Purpose

ASK_REFUSAL = "Você quer parar de receber nossas mensagens?"
_ID = re.compile(r"conecta:(stop|keep|accept|refuse):([0-9a-f-]{36})")


class Choice(StrEnum):
    STOP = "stop"
    KEEP = "keep"
    ACCEPT = "accept"
    REFUSE = "refuse"


TITLES = {
    Choice.STOP: "Parar mensagens",
    Choice.KEEP: "Continuar recebendo",
    Choice.ACCEPT: "Aceito receber",
    Choice.REFUSE: "Não quero",
}
CHOICES: dict[str, tuple[Choice, ...]] = {
    Purpose.REFUSAL_QUESTION: (Choice.STOP, Choice.KEEP),
    Purpose.OPTIN_REQUEST: (Choice.ACCEPT, Choice.REFUSE),
}
REFUSALS = frozenset({Choice.STOP, Choice.REFUSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button of ours: what it says, and the UUID of the question that it stood under."""

    choice: Choice
    question: UUID


def buttons(purpose: str, question: UUID) -> tuple[ReplyButton, ...]:
    return tuple(
        ReplyButton(id=f"conecta:{choice}:{question}", title=TITLES[choice])
        for choice in CHOICES[purpose]
    )


def titles(purpose: str) -> tuple[str, ...]:
    return tuple(TITLES[choice] for choice in CHOICES.get(purpose, ()))


def pressed(payload: str) -> Press | None:
    """None for a button that is not one of these."""
    found = _ID.fullmatch(payload)
    if found is None:
        return None
    try:
        return Press(choice=Choice(found[1]), question=UUID(found[2]))
    except ValueError:
        return None
