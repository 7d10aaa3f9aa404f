"""Entries as the report and the API tell them: who, what, of what, from what to what, whence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit import links, wording
from audit.actors import ActorKind
from audit.links import Link
from audit.models import Entry
from audit.words import CODES, FIELDS, ICONS, UNTOLD

CONTACT_TYPE, MESSAGE_TYPE = "contacts.contact", "messaging.message"
# Why something was refused is what a closed row tells of it.
REASONS = "reasons"
NO_VALUES: tuple[Any, ...] = (None, "", [])
ACTOR_ICONS = {
    ActorKind.CONTACT: "device-phone-mobile",
    ActorKind.META: "cloud",
    ActorKind.SYSTEM: "cpu-chip",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`before` is "" when there was nothing to compare with."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry in words. `actor_icon` is "" for a person, who has an avatar."""

    id: int
    at: datetime
    actor: str
    actor_icon: str
    action: str
    icon: str
    subject: str
    subject_note: str
    link: Link | None
    changes: tuple[Change, ...]
    facts: tuple[Fact, ...]
    origin: str
    ip: str
    request_id: str

    @property
    def summary(self) -> Change | None:
        """The change that the closed row shows."""
        return next((change for change in self.changes if change.before), None)

    @property
    def headline(self) -> str:
        """What a row without a change from one value to another says, shortly."""
        if self.facts:
            return f"{self.facts[0].label}: {self.facts[0].text}"
        if self.changes:
            told = [change for change in self.changes if change.after != wording.NOTHING]
            return ", ".join(f"{it.label}: {it.after}" for it in told[:2])
        return ""


def lines(entries: Sequence[Entry]) -> list[Line]:
    """Read with `for_reading`; one more query names the contacts of the messages."""
    names = _contact_names({it.contact_id for it in entries if it.object_type == MESSAGE_TYPE})
    return [_line(entry, names) for entry in entries]


def contacts_named(text: str, *, most: int) -> dict[int, str]:
    """Contacts that any entry names so, by the latest name of each; at most `most`."""
    naming = Entry.objects.filter(object_type=CONTACT_TYPE, contact_id__isnull=False)
    found = naming.mentioning(text).order_by("-contact_id").values_list("contact_id", flat=True)
    return _contact_names(set(found.distinct()[:most]))


def contact_name(contact_id: int) -> str:
    """ "" for one that the trail does not know, or whose details are erased."""
    return _contact_names({contact_id}).get(contact_id, "")


def values_of(entry: Entry) -> dict[str, Any]:
    """The detail's values; empty when an erasure took them."""
    detail = getattr(entry, "detail", None)
    return dict(detail.values) if detail is not None else {}


def _line(entry: Entry, names: dict[int, str]) -> Line:
    values = values_of(entry)
    subject, note, link = _subject(entry, values, names)
    return Line(
        id=entry.pk,
        at=entry.at,
        actor=str(entry.actor) if entry.actor else ActorKind(entry.actor_kind).label,
        actor_icon="" if entry.actor else ACTOR_ICONS.get(ActorKind(entry.actor_kind), "user"),
        action=entry.get_action_display(),
        icon=ICONS.get(entry.action, "pencil-square"),
        subject=subject or wording.NOTHING,
        subject_note=note,
        link=link,
        changes=tuple(_changes(entry.object_type, values)),
        facts=tuple(_facts(entry.object_type, values)),
        origin=entry.get_origin_display(),
        ip=values.get("ip") or "",
        request_id=entry.request_id,
    )


def _subject(
    entry: Entry, values: dict[str, Any], names: dict[int, str]
) -> tuple[str, str, Link | None]:
    """What the entry is about, its kind in words, and where to see it."""
    if entry.object_type == MESSAGE_TYPE and entry.contact_id is not None:
        name = names.get(entry.contact_id, f"Contato {entry.contact_id}")
        template = values.get("template")
        note = f"Mensagem, HSM {template}" if template else "Mensagem"
        return name, note, links.link_to(CONTACT_TYPE, entry.contact_id)
    if entry.object_type:
        link = links.link_to(entry.object_type, entry.object_id)
        label = values.get("label") or f"nº {entry.object_id} (dados apagados)"
        return label, wording.name_of_type(entry.object_type), link
    if values.get("number"):
        return wording.word("", "number", values["number"]), "Número não cadastrado", None
    return values.get("login", ""), FIELDS["login"] if "login" in values else "", None


def _changes(object_type: str, values: dict[str, Any]) -> Iterator[Change]:
    before, after = values.get("before") or {}, values.get("after") or {}
    for name in after:
        was = before.get(name)
        yield Change(
            label=wording.name_of_field(object_type, name),
            before="" if was in NO_VALUES else wording.word(object_type, name, was),
            after=wording.word(object_type, name, after[name]),
        )


def _facts(object_type: str, values: dict[str, Any]) -> Iterator[Fact]:
    for name in sorted(values.keys() - UNTOLD, key=_place):
        value = values[name]
        if name == "evidence" and isinstance(value, dict):
            yield from _evidence(value)
        elif isinstance(value, list):
            for item in value:
                text = item.get("detail", "") if isinstance(item, dict) else str(item)
                yield Fact(label=FIELDS.get(name, name), text=text)
        elif value not in ("", None):
            text = wording.word(object_type, name, value)
            yield Fact(label=wording.name_of_field("", name), text=text)


def _place(name: str) -> tuple[bool, bool, str]:
    """Why comes first; codes, which only machines compare, come last."""
    return name != REASONS, name in CODES, name


def _evidence(value: dict[str, Any]) -> Iterator[Fact]:
    for key in ("text", "kind", "said_at", "reference", "channel"):
        if value.get(key):
            name = f"evidence.{key}"
            yield Fact(label=FIELDS[name], text=wording.word("", name, value[key]))


def _contact_names(contact_ids: set[int | None]) -> dict[int, str]:
    """The latest name that the trail itself knows of each contact."""
    rows = (
        Entry.objects.filter(contact_id__in=contact_ids, object_type=CONTACT_TYPE)
        .order_by("contact_id", "-at", "-id")
        .distinct("contact_id")
        .values_list("contact_id", "detail__values__label")
    )
    return {pk: label for pk, label in rows if pk is not None and label}
