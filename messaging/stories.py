"""A person's whole story in time order: the trail, the consent ledger, the messages.

Three tables are read as one list. Its key is (time, part, id), so that a page begins exactly where
the last one ended, whatever was written meanwhile.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django.db import models

from audit import reading
from audit.models import Entry
from audit.reading import Change, Fact
from conecta.accounts import keyset
from messaging import threads
from messaging.models import Message
from optin import history
from optin.models import OptinEvent

Key: TypeAlias = tuple[datetime, int, int]
PAGE = 50


class Part(models.TextChoices):
    TRAIL = "trail", "Auditoria"
    OPTIN = "optin", "Livro de opt-in"
    MESSAGE = "message", "Mensagem"


# At the same time: first what was decided, then what it caused. Also the second part of the key.
RANKS: Mapping[str, int] = {Part.TRAIL: 0, Part.OPTIN: 1, Part.MESSAGE: 2}
TIMES: Mapping[str, str] = {Part.TRAIL: "at", Part.OPTIN: "at", Part.MESSAGE: "created_at"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`people`: every id under which the person was known. No `parts`: all of them."""

    people: Collection[int]
    parts: Collection[str] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing that happened, in words."""

    part: Part
    id: int
    at: datetime
    title: str
    who: str
    text: str
    changes: Sequence[Change] = ()
    facts: Sequence[Fact] = ()
    origin: str = ""

    @property
    def key(self) -> Key:
        return (self.at, RANKS[self.part], self.id)

    @property
    def details(self) -> str:
        """All of it as one text, for a cell of a table."""
        changed = [f"{it.label}: {it.before} → {it.after}" for it in self.changes]
        told = [f"{it.label}: {it.text}" for it in self.facts]
        return "\n".join([*([self.text] if self.text else []), *changed, *told])


def read(question: Question, *, key: Key | None = None, newer: bool = False) -> list[Piece]:
    """At most PAGE + 1 pieces after the key, the newest first; `newer`: those before it, of which
    the nearest are kept."""
    found: list[tuple[Key, Part, models.Model]] = []
    for part in Part:
        if question.parts and part not in question.parts:
            continue
        rows = _rows(question, part)
        if key is not None:
            rows = rows.filter(_beyond(part, key, newer=newer))
        sign = "" if newer else "-"
        ordered = rows.order_by(f"{sign}{TIMES[part]}", f"{sign}pk")[: PAGE + 1]
        found += [((getattr(row, TIMES[part]), RANKS[part], row.pk), part, row) for row in ordered]
    found.sort(key=lambda it: it[0], reverse=not newer)
    nearest = found[: PAGE + 1]
    if newer:
        nearest.reverse()
    told = _told(nearest)
    return [told[place[0]] for place in nearest]


def walk(question: Question) -> Iterator[Piece]:
    """All of it, the newest first."""
    key: Key | None = None
    while True:
        pieces = read(question, key=key)
        yield from pieces[:PAGE]
        if len(pieces) <= PAGE:
            return
        key = pieces[PAGE - 1].key


def count(question: Question) -> int:
    """Exact up to keyset.MOST_COUNTED; more when there are more."""
    parts = [part for part in Part if not question.parts or part in question.parts]
    return sum(keyset.count(_rows(question, part)) for part in parts)


def _rows(question: Question, part: Part) -> "models.QuerySet[Any]":
    if part is Part.TRAIL:
        rows: models.QuerySet[Any] = Entry.objects.for_reading()
    elif part is Part.OPTIN:
        rows = OptinEvent.objects.select_related("detail")
    else:
        rows = Message.objects.select_related("template", "sender", "media", "channel")
    time = TIMES[part]
    rows = rows.filter(contact_id__in=question.people)
    if question.since is not None:
        rows = rows.filter(**{f"{time}__gte": question.since})
    if question.until is not None:
        rows = rows.filter(**{f"{time}__lt": question.until})
    return rows


def _beyond(part: Part, key: Key, *, newer: bool) -> models.Q:
    at, rank, pk = key
    side = "gt" if newer else "lt"
    past = models.Q(**{f"{TIMES[part]}__{side}": at})
    same = models.Q(**{TIMES[part]: at})
    if RANKS[part] == rank:
        return past | (same & models.Q(**{f"pk__{side}": pk}))
    is_past = RANKS[part] > rank if newer else RANKS[part] < rank
    return past | same if is_past else past


def _told(found: Sequence[tuple[Key, Part, Any]]) -> dict[Key, Piece]:
    """Each part in words, told together."""
    entries = [row for _, part, row in found if part is Part.TRAIL]
    events = [row for _, part, row in found if part is Part.OPTIN]
    messages = [row for _, part, row in found if part is Part.MESSAGE]
    pieces = [_entry(line) for line in reading.lines(entries)]
    pieces += [
        _event(event, line) for event, line in zip(events, history.tell(events), strict=True)
    ]
    pieces += [_message(message) for message in messages]
    return {piece.key: piece for piece in pieces}


def _entry(line: reading.Line) -> Piece:
    return Piece(
        part=Part.TRAIL,
        id=line.id,
        at=line.at,
        title=line.action,
        who=line.actor,
        text=line.subject_note,
        changes=line.changes,
        facts=line.facts,
        origin=f"{line.origin}, {line.ip}" if line.ip else line.origin,
    )


def _event(event: OptinEvent, line: history.Line) -> Piece:
    return Piece(
        part=Part.OPTIN,
        id=event.pk,
        at=event.at,
        title=line.title,
        who=line.who,
        text=line.sentence,
        origin=event.get_source_display(),
    )


def _message(message: Message) -> Piece:
    line = threads.line(message)
    facts = [Fact(label="Canal", text=message.channel.name)]
    if message.is_outbound:
        facts.append(Fact(label="Situação", text=message.state.label))
        facts.append(Fact(label="Decisão", text=_decision(message)))
    if message.template is not None:
        facts.append(Fact(label="HSM", text=message.template.name))
    return Piece(
        part=Part.MESSAGE,
        id=message.pk,
        at=message.created_at,
        title=_title(message),
        who=str(message.sender or ("Sistema" if message.is_outbound else "Contato")),
        text=line.summary,
        facts=facts,
        origin="WhatsApp",
    )


def _title(message: Message) -> str:
    if not message.is_outbound:
        return "Mensagem recebida"
    return "Mensagem ativa" if message.template is not None else "Resposta"


def _decision(message: Message) -> str:
    if message.decision.get("allowed", True):
        return "Permitida"
    reasons = " ".join(reason["detail"] for reason in message.decision.get("reasons", []))
    return f"Não permitida. {reasons}".strip()
