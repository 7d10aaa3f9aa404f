"""What happened to a template, from the trail, as its page tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.actions import Action
from audit.actors import ActorKind
from audit.models import Entry
from hsm_templates.models import Template, TemplateStatus

MOST_EVENTS = 50
ICONS = {
    Action.TEMPLATE_CREATED: "plus",
    Action.TEMPLATE_CHANGED: "pencil",
    Action.TEMPLATE_SUBMITTED: "paper-airplane",
    Action.TEMPLATE_DELETED: "trash",
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
    status = values.get("after", {}).get("status", "")
    told = entry.action == Action.TEMPLATE_STATUS and status in TemplateStatus.values
    return HistoryEvent(
        icon=STATUS_ICONS.get(status, "clock")
        if told
        else ICONS.get(Action(entry.action), "clock"),
        title=TemplateStatus(status).label if told else entry.get_action_display(),
        text=_text(entry, values),
        who=entry.actor.name if entry.actor else ActorKind(entry.actor_kind).label,
        at=entry.at,
    )


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
    reason = values.get("after", {}).get("rejection_reason", "")
    return reason if isinstance(reason, str) else ""
