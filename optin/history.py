"""The ledger of one person in words, with who wrote each line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from audit.actors import ActorKind
from audit.models import Entry
from contacts.models import Contact, OptinStatus
from optin import ledger
from optin.models import EvidenceKind, OptinEvent, TermAcceptance

MOST_LINES = 50
BY_TERM = ("acceptance__term", "acceptance__accepted_by", "acceptance__withdrawn_by")
VERBS = {
    OptinStatus.OPTED_IN: "Aceito",
    OptinStatus.OPTED_OUT: "Recusado",
    OptinStatus.UNDEFINED: "Voltou a Indefinido",
}
WHO = {
    ActorKind.CONTACT: "pelo próprio contato",
    ActorKind.META: "pela Meta",
    ActorKind.SYSTEM: "pelo sistema",
}
# Kinds whose text is already a sentence of ours, not words of the person.
OWN_WORDS = {EvidenceKind.SUPPRESSION, EvidenceKind.NUMBER_CHANGED}
THINGS = {
    EvidenceKind.MESSAGE: "mensagem",
    EvidenceKind.DOCUMENT: "documento",
    EvidenceKind.CALL: "ligação",
    EvidenceKind.IN_PERSON: "atendimento presencial",
    EvidenceKind.WEBSITE: "site ou aplicativo",
    EvidenceKind.OTHER_CHANNEL: "outro canal",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`title` and `evidence` for the timeline, `sentence` for the card: the same in one breath.

    `said`: the sentence of a line that has one of its own.
    """

    status: OptinStatus
    title: str
    evidence: str
    who: str
    said_at: datetime
    recorded_at: datetime
    said: str = ""

    @property
    def sentence(self) -> str:
        """Recusado em 22/11/2026 14:05 pelo próprio contato, mensagem “#OPTOUT” no canal Vendas."""
        if self.said:
            return self.said
        comma = "" if self.who in WHO.values() else ","
        said = f"{VERBS[self.status]} em {_when(self.said_at)}{comma} {self.who}"
        return f"{said}, {self.evidence}." if self.evidence else f"{said}."

    @property
    def dates(self) -> str:
        """When it was said, by whom it was written, and when, if that was another minute."""
        said, recorded = _when(self.said_at), _when(self.recorded_at)
        return f"{said}, {self.who}" + ("" if said == recorded else f"; anotado em {recorded}")


def lines(contact: Contact) -> list[Line]:
    """Newest first, at most MOST_LINES."""
    return tell(list(ledger.events(contact).select_related("detail", *BY_TERM)[:MOST_LINES]))


def tell(events: Sequence[OptinEvent]) -> list[Line]:
    """Read with their details; one more query names who wrote them."""
    entries = Entry.objects.select_related("actor").in_bulk([event.entry_id for event in events])
    return [_line(event, entries.get(event.entry_id)) for event in events]


def _line(event: OptinEvent, entry: Entry | None) -> Line:
    if event.acceptance is not None:
        return _line_of_term(event, event.acceptance)
    again = event.before == event.after == OptinStatus.OPTED_OUT
    after = OptinStatus(event.after)
    return Line(
        status=after,
        title="Recusou de novo" if again else _title(after),
        evidence=_evidence(event),
        who=_who(entry),
        said_at=event.said_at,
        recorded_at=event.at,
    )


def _line_of_term(event: OptinEvent, acceptance: TermAcceptance) -> Line:
    """It names who answers for it; the line itself was written by the work."""
    version = f"termo versão {acceptance.term.version}"
    if event.after == OptinStatus.OPTED_IN:
        title, who = f"Liberado pelo {version}", f"aceito por {acceptance.accepted_by}"
    else:
        title, who = f"{VERBS[OptinStatus.UNDEFINED]}, {version}", _withdrawn_by(acceptance)
    return Line(
        status=OptinStatus(event.after),
        title=title,
        evidence="",
        who=who,
        said_at=event.said_at,
        recorded_at=event.at,
        said=f"{title}, {who} em {_when(event.said_at)}.",
    )


def _withdrawn_by(acceptance: TermAcceptance) -> str:
    return f"retirado por {acceptance.withdrawn_by}"


def _title(after: OptinStatus) -> str:
    return VERBS[after] if after == OptinStatus.UNDEFINED else after.label


def _who(entry: Entry | None) -> str:
    if entry is None:
        return WHO[ActorKind.SYSTEM]
    if entry.actor is not None:
        return f"registrado por {entry.actor}"
    return WHO[ActorKind(entry.actor_kind)]


def _evidence(event: OptinEvent) -> str:
    """mensagem “#OPTOUT” no canal Vendas; a sentence of ours loses its full stop."""
    kind = EvidenceKind(event.evidence_kind)
    values: Mapping[str, str] | None = event.detail.values if hasattr(event, "detail") else None
    if values is None:
        return "evidência apagada"
    if kind in OWN_WORDS:
        return values["text"].rstrip(".")
    parts = [THINGS.get(kind, "")]
    if values["text"]:
        parts.append(f"“{_quoted(values['text'])}”")
    if values.get("question"):
        parts.append(f"em resposta a “{_quoted(values['question'])}”")
    if values["channel"]:
        parts.append(f"no canal {values['channel']}")
    said = " ".join(part for part in parts if part)
    # A wamid says nothing to people; the message itself is in the thread.
    shows_reference = values["reference"] and kind != EvidenceKind.MESSAGE
    return f"{said}, referência {values['reference']}" if shows_reference else said


def _quoted(text: str) -> str:
    """Without the last full stop: the sentence around it brings its own."""
    words = text.strip()
    return words if words.endswith("..") else words.removesuffix(".")


def _when(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%d/%m/%Y %H:%M")
