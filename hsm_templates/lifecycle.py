"""Decisions about what Meta tells of a template by webhook: an older event never overwrites."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from audit import trail
from audit.actions import Action
from audit.actors import META
from conecta.queues import Queue, wake
from conecta.whatsapp.types import (
    TemplateCategoryEvent,
    TemplateQualityEvent,
    TemplateStatusEvent,
)
from conecta.whatsapp.words import Category as CategoryWord
from hsm_templates import revisions
from hsm_templates.languages import normalise
from hsm_templates.models import Template, TemplateStatus
from hsm_templates.vocabulary import (
    DISABLED,
    NOT_PAUSED,
    QUALITIES,
    REASON_LENGTH,
    pause_fields,
    pause_of,
    reason_of,
    status_of,
)

logger = logging.getLogger(__name__)

SWEEP = "hsm_templates.sweep"
# Meta dates events in whole seconds, by its own clock: what we read so shortly after may be older.
CLOCK_TOLERANCE = timedelta(seconds=5)
# Here our own text differs from the one that Meta speaks of; only its end concerns us.
OURS_IS_AHEAD = frozenset({TemplateStatus.DRAFT, TemplateStatus.DELETING})

NOTHING_ANNOUNCED: Mapping[str, Any] = {"announced_category": "", "announced_for": None}

AnyTemplateEvent = TemplateStatusEvent | TemplateQualityEvent | TemplateCategoryEvent


@transaction.atomic
def apply_status_event(event: TemplateStatusEvent) -> Template | None:
    """Follow Meta; None when the template is not ours or the event is old news."""
    template = _find(event)
    status = status_of(event.event_name)
    if template is None or _is_deaf(template, status):
        return None
    if status is None:
        return _ask_to_be_read(template)
    if _is_old(template, event.at, status):
        logger.info("template %s: an older %s is ignored", template.pk, event.event_name)
        return None
    after: dict[str, Any] = {"status": status, "rejection_reason": _reason(event, status)}
    is_pause = status is TemplateStatus.PAUSED
    after |= pause_fields(event.pause, event.at) if is_pause else NOT_PAUSED
    if event.category is not CategoryWord.UNKNOWN:
        after["category"] = event.category.value
    template.meta_id = template.meta_id or event.template_id
    template.status_at, template.due_at = event.at, None
    return _follow(template, after)


@transaction.atomic
def apply_quality_event(event: TemplateQualityEvent) -> Template | None:
    """Follow Meta; None when the template is not ours or the event is old news."""
    template = _find(event)
    if template is None or (template.quality_at and event.at < template.quality_at):
        return None
    template.quality_at = event.at
    return _follow(template, {"quality": QUALITIES[event.current]})


@transaction.atomic
def apply_category_event(event: TemplateCategoryEvent) -> Template | None:
    """Keep what Meta announces; once it is done, read the template again. None: not ours."""
    template = _find(event)
    if template is None:
        return None
    if event.previous is not CategoryWord.UNKNOWN:
        return _ask_to_be_read(_follow(template, NOTHING_ANNOUNCED))
    if event.correct is CategoryWord.UNKNOWN:
        return None
    announced = {"announced_category": event.correct.value, "announced_for": event.takes_effect_at}
    return _follow(template, announced)


def _find(event: AnyTemplateEvent) -> Template | None:
    """By Meta's id; by name only for one whose id we are still waiting to be told."""
    rows = Template.objects.locked()
    found = rows.filter(meta_id=event.template_id).first()
    if found is None:
        nameless = rows.filter(meta_id__isnull=True).exclude(status=TemplateStatus.DRAFT)
        found = nameless.filter(
            account__waba_id=event.waba_id, name=event.name, language=normalise(event.language)
        ).first()
    if found is None:
        logger.warning(
            "an event of template %s of account %s is ignored: it is not registered here",
            event.template_id,
            event.waba_id,
        )
    return found


def _is_deaf(template: Template, status: TemplateStatus | None) -> bool:
    """Whether the event is about another text than the one that the row holds now."""
    is_editing = template.status == TemplateStatus.SUBMITTING and template.meta_id is not None
    is_ahead = template.status in OURS_IS_AHEAD or is_editing
    return is_ahead and status is not TemplateStatus.DELETED


def _is_old(template: Template, at: datetime, status: TemplateStatus) -> bool:
    """Within one second of Meta's clock, only a verdict follows upon "under review"."""
    if template.synced_at and at < template.synced_at - CLOCK_TOLERANCE:
        return True
    if template.status_at is None or at > template.status_at:
        return False
    is_verdict = status is not TemplateStatus.PENDING
    is_tie = at == template.status_at
    return not (is_tie and is_verdict and template.status == TemplateStatus.PENDING)


def _reason(event: TemplateStatusEvent, status: TemplateStatus) -> str:
    if status is TemplateStatus.PAUSED:
        return pause_of(event.pause, event.at)
    if status is TemplateStatus.DISABLED:
        return reason_of(event.reason, event.details) or DISABLED
    if status is TemplateStatus.REJECTED:
        word = event.reason if event.event_name.upper() == "REJECTED" else event.event_name
        return reason_of(word, event.details)[:REASON_LENGTH]
    return ""


def _follow(template: Template, after: Mapping[str, Any]) -> Template:
    """Save what Meta says, with an entry when it is news."""
    changes = trail.changed(template, **after)
    for name, value in after.items():
        setattr(template, name, value)
    if changes:
        template.save()
        trail.record(Action.TEMPLATE_STATUS, by=META, obj=template, changes=changes)
        revisions.settle(template)
    else:
        template.save(update_fields=["status_at", "quality_at", "meta_id", "due_at"])
    return template


def _ask_to_be_read(template: Template) -> Template:
    """The sweep reads at Meta what has no time of reading."""
    template.synced_at = None
    template.save(update_fields=["synced_at"])
    transaction.on_commit(lambda: wake(SWEEP, queue=Queue.MAINTENANCE))
    return template
