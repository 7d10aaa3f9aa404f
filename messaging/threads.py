"""A conversation as a person reads it: messages by day, states in words, what may be answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from conecta.whatsapp.errors import classify
from messaging.models import Conversation, Message, MessageKind, MessageStatus

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message: `text` to show, `trouble` in words when it failed or did not leave."""

    message: Message
    text: str
    trouble: str
    code: int | None

    @property
    def word(self) -> str:
        return self.message.state.word


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    on: date
    lines: list[Line]


def by_day(messages: Iterable[Message]) -> list[Day]:
    """`messages` oldest first; days in the installation's time zone."""
    days: list[Day] = []
    for message in messages:
        moment = timezone.localtime(message.said_at or message.created_at)
        if not days or days[-1].on != moment.date():
            days.append(Day(on=moment.date(), lines=[]))
        days[-1].lines.append(line(message))
    return days


def line(message: Message) -> Line:
    shown = message.text or f"[{MessageKind(message.kind).label}]"
    return Line(message=message, text=shown, trouble=_trouble(message), code=message.error_code)


def latest(conversation: Conversation) -> list[Message]:
    """The last PAGE messages, oldest first (index message_thread)."""
    rows = conversation.messages.select_related("template", "sender").order_by("-id")[:PAGE]
    return list(reversed(rows))


def _trouble(message: Message) -> str:
    if message.status == MessageStatus.FAILED:
        if message.error_code is None:
            return message.error_detail or "A mensagem não saiu."
        entry = classify(message.error_code)
        return f"{entry.title}. {entry.advice}"
    if message.status == MessageStatus.SKIPPED:
        return " ".join(reason["detail"] for reason in message.decision.get("reasons", []))
    if message.status == MessageStatus.UNKNOWN:
        return "Pode ter chegado ou não: a conexão com a Meta caiu antes da resposta."
    return ""
