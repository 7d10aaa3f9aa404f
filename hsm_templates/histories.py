"""What happened to a template, from the trail, as its page tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import TextChoices

from audit.actions import Action
from audit.actors import ActorKind
from audit.models import Entry
from conecta.whatsapp.models import Quality
from hsm_templates.models import Category, Template, TemplateStatus

MOST_EVENTS = 50
ICONS = {
    Action.TEMPLATE_CREATED: "plus",
    Action.TEMPLATE_CHANGED: "pencil",
    Action.TEMPLATE_SUBMITTED: "paper-airplane",
    Action.TEMPLATE_DELETED: "trash",
    Action.TEMPLATE_RESUMED: "play",
}
STATUS_ICONS = {
    TemplateStatus.APPROVED: "check",
    TemplateStatus.REJECTED: "x-mark",
    TemplateStatus.PAUSED: "pause",
    TemplateStatus.DISABLED: "no-symbol",
    TemplateStatus.DELETED: "trash",
}
FIELDS = {
    "account": "conta",
    "name": "nome",
    "language": "idioma",
    "category": "categoria",
    "components": "texto",
    "quality": "qualidade",
    "allowed_groups": "quem pode usar",
}


# In the order in which they are told when several changed at once.
TOLD: Mapping[str, str] = {
    "announced_category": "Meta anunciou outra categoria",
    "category": "Meta mudou a categoria",
    "quality": "Meta mudou a qualidade",
}
WORDS: Mapping[str, type[TextChoices]] = {"category": Category, "quality": Quality}


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEvent:
    icon: str
    title: str
    text: str
    who: str
    at: datetime


def history(template: Template) -> Sequence[HistoryEvent]:
    """The newest first."""
    entries = Entry.objects.about_object(Template._meta.label_lower, str(template.pk))
    return [_event(entry) for entry in entries.for_reading().order_by("-id")[:MOST_EVENTS]]


def _event(entry: Entry) -> HistoryEvent:
    values = _values(entry)
    after = values.get("after", {})
    status = after.get("status", "")
    told = entry.action == Action.TEMPLATE_STATUS and status in TemplateStatus.values
    return HistoryEvent(
        icon=STATUS_ICONS.get(status, "clock")
        if told
        else ICONS.get(Action(entry.action), "clock"),
        title=TemplateStatus(status).label if told else _title(entry, after),
        text=_text(entry, values),
        who=entry.actor.name if entry.actor else ActorKind(entry.actor_kind).label,
        at=entry.at,
    )


def _title(entry: Entry, after: Mapping[str, Any]) -> str:
    """What Meta told besides the status, by its most telling field."""
    if entry.action == Action.TEMPLATE_STATUS:
        told = (title for name, title in TOLD.items() if name in after)
        return next(told, entry.get_action_display())
    return entry.get_action_display()


def _moves(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Quality and category, such as "Alta → Baixa", each in words."""
    words = [
        f"{_word(choices, before.get(name))} → {_word(choices, after[name])}"
        for name, choices in WORDS.items()
        if after.get(name)
    ]
    if announced := after.get("announced_category"):
        words.append(f"Passa a {_word(Category, announced)}.")
    return " ".join(words)


def _word(choices: type[TextChoices], value: Any) -> str:
    return choices(value).label if value in choices.values else "–"


def _values(entry: Entry) -> dict[str, Any]:
    """Nothing when the detail was erased."""
    detail = getattr(entry, "detail", None)
    return detail.values if detail else {}


def _text(entry: Entry, values: dict[str, Any]) -> str:
    if entry.action == Action.TEMPLATE_CHANGED:
        names = [FIELDS[name] for name in entry.field_names if name in FIELDS]
        return f"Mudou: {', '.join(names)}." if names else ""
    if entry.action == Action.TEMPLATE_SUBMITTED and "revision" in values:
        return f"Versão {values['revision']}."
    before, after = values.get("before", {}), values.get("after", {})
    if entry.action == Action.TEMPLATE_CREATED:
        return f"Categoria: {_word(Category, after.get('category'))}."
    reason = after.get("rejection_reason", "")
    said = reason if isinstance(reason, str) else ""
    return " ".join(filter(None, (said, _moves(before, after))))
