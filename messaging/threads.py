"""A conversation as a person reads it: messages by day, states in words, what came with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from conecta.whatsapp.errors import classify
from messaging import attachments, questions
from messaging.attachments import Attachment
from messaging.models import Conversation, Message, MessageKind, MessageStatus, Purpose
from messaging.models.conversation import WINDOW
from messaging.questions import Choice

PAGE = 50
RELATED = ("template", "sender", "media")
KEPT = "Resposta à nossa pergunta: o opt-in não mudou"
ANSWERS: dict[str, str] = {
    Purpose.OPTIN_REQUEST: "Resposta ao pedido de opt-in",
    Purpose.REFUSAL_QUESTION: "Resposta à nossa pergunta: parar mensagens",
}
SPOKEN_KINDS = frozenset({MessageKind.TEMPLATE, MessageKind.TEXT, MessageKind.BUTTON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message. `trouble`, in words: why it failed, did not leave or is not confirmed.

    `closed_at`: the window had closed between the message before and this one.
    """

    message: Message
    text: str
    trouble: str
    at: datetime
    attachment: Attachment | None
    closed_at: datetime | None = None

    @property
    def word(self) -> str:
        return self.message.state.word

    @property
    def code(self) -> int | None:
        return self.message.error_code if self.word == "failed" else None

    @property
    def label(self) -> str:
        """What stands for a message without words: "[áudio]"."""
        kind = MessageKind(self.message.kind)
        return "" if kind in SPOKEN_KINDS else f"[{kind.label}]"

    @property
    def tag(self) -> str:
        """What we asked about consent, or that this answers it."""
        if not self.message.purpose:
            return ""
        if self.message.is_outbound:
            return Purpose(self.message.purpose).label
        press = questions.pressed(self.message.payload)
        return KEPT if press and press.choice is Choice.KEEP else ANSWERS[self.message.purpose]

    @property
    def choices(self) -> tuple[str, ...]:
        """The buttons under a question of ours."""
        return questions.titles(self.message.purpose) if self.message.is_outbound else ()

    @property
    def summary(self) -> str:
        """One line for lists: the label and the words, whichever there are."""
        nothing = "[conteúdo apagado]" if self.message.content_erased_at else "[sem texto]"
        return " ".join(filter(None, (self.label, self.text))) or nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    on: date
    lines: list[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """At most PAGE messages, oldest first; `older` is the key of the page before ("" for none)."""

    messages: Sequence[Message]
    older: str

    @property
    def days(self) -> list[Day]:
        return by_day(self.messages)


def read(conversation: Conversation, *, before: int = 0) -> Page:
    """The last messages, or those before the id `before` (index message_thread)."""
    rows = conversation.messages.select_related(*RELATED).order_by("-id")
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE][::-1]
    return Page(messages=shown, older=str(shown[0].pk) if len(found) > PAGE else "")


def by_day(messages: Iterable[Message]) -> list[Day]:
    """`messages` oldest first; days in the installation's time zone."""
    days: list[Day] = []
    closes_at: datetime | None = None
    for message in messages:
        shown = line(message)
        if closes_at is not None and closes_at < shown.at:
            shown, closes_at = replace(shown, closed_at=closes_at), None
        if not message.is_outbound:
            closes_at = shown.at + WINDOW
        on = timezone.localdate(shown.at)
        if not days or days[-1].on != on:
            days.append(Day(on=on, lines=[]))
        days[-1].lines.append(shown)
    return days


def line(message: Message) -> Line:
    return Line(
        message=message,
        text=message.text,
        trouble=_trouble(message),
        at=message.said_at or message.created_at,
        attachment=attachments.of(message),
    )


def marks(messages: Iterable[Message]) -> list[tuple[object, ...]]:
    """All that may change about messages already shown, to tell whether anything did."""
    return [
        (
            message.pk,
            message.status,
            message.error_code,
            attachment.progress if (attachment := attachments.of(message)) else None,
        )
        for message in messages
    ]


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
