"""Decisions that make our templates equal to what was read at Meta; each record by itself."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from audit import trail
from audit.actions import Action
from audit.actors import META
from conecta.errors import DomainError
from conecta.whatsapp.models import BusinessAccount
from conecta.whatsapp.types import TemplateRecord
from hsm_templates import revisions
from hsm_templates.assembly import without_media_samples
from hsm_templates.components import parse
from hsm_templates.models import (
    ON_ITS_WAY,
    Category,
    ParameterFormat,
    Template,
    TemplateStatus,
)
from hsm_templates.vocabulary import NOT_PAUSED, QUALITIES, reason_of, status_of

# What we are about to change at Meta, or have begun to write anew, is not overwritten.
OURS = ON_ITS_WAY | {TemplateStatus.DRAFT}
ABOUT_STATE = frozenset({"pause", "paused_until", "announced_category", "announced_for"})
STATUS_FIELDS = ABOUT_STATE | {"status", "rejection_reason", "quality", "category"}
MISSING_AT_META = "Não está mais na Meta."


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    LEFT = "left"


@transaction.atomic
def apply_record(account: BusinessAccount, record: TemplateRecord, *, read_at: datetime) -> Outcome:
    """Take over one template as it was at `read_at`, our time before the reading.

    LEFT: the row changed since, or is ours to change. Raises DomainError for a record that cannot
    be kept.
    """
    _refuse_unreadable(record)
    template = _find(account, record)
    if template is None:
        return _add(account, record, read_at)
    if template.status in OURS or template.updated_at >= read_at:
        return Outcome.LEFT
    return _change(template, record, read_at)


@transaction.atomic
def mark_vanished(
    account: BusinessAccount, seen: Collection[str], *, read_at: datetime
) -> list[Template]:
    """Templates that a whole listing begun at `read_at` did not name any more."""
    kept = [*OURS, TemplateStatus.DELETED]
    gone = list(
        Template.objects.locked()
        .filter(account=account, meta_id__isnull=False, updated_at__lt=read_at)
        .exclude(meta_id__in=seen)
        .exclude(status__in=kept)
    )
    for template in gone:
        after = {"status": TemplateStatus.DELETED, "rejection_reason": MISSING_AT_META}
        _save(template, after, read_at, Action.TEMPLATE_STATUS)
    return gone


def _refuse_unreadable(record: TemplateRecord) -> None:
    """What our columns cannot hold."""
    is_named = bool(record.id and record.name and record.language)
    if not is_named or len(record.name) > 512 or len(record.language) > 10 or len(record.id) > 40:
        raise DomainError("template_unreadable", "A Meta não deu nome, idioma ou id que sirvam.")
    if record.category.value not in Category.values:
        raise DomainError("category_unknown", "A categoria dada pela Meta ainda não é conhecida.")
    if record.parameter_format.value not in ParameterFormat.values:
        raise DomainError("format_unknown", "O formato das variáveis ainda não é conhecido.")


def _find(account: BusinessAccount, record: TemplateRecord) -> Template | None:
    """By Meta's id, then by name: it may have been deleted and created again there."""
    rows = Template.objects.locked()
    found = rows.filter(meta_id=record.id).first()
    if found is not None:
        return found
    found = rows.visible().called(account.pk, record.name, record.language).first()
    if found is not None and found.status == TemplateStatus.DRAFT:
        raise DomainError(
            "draft_in_the_way",
            "Já existe na Meta, e o rascunho daqui não foi alterado. Mude o nome do rascunho.",
        )
    return found


def _add(account: BusinessAccount, record: TemplateRecord, read_at: datetime) -> Outcome:
    template = Template(
        account=account,
        name=record.name,
        language=record.language,
        meta_id=record.id,
        synced_at=read_at,
        **_fields(record),
    )
    template.save()
    written = {"status": (None, template.status), "components": (None, template.components)}
    trail.record(Action.TEMPLATE_CREATED, by=META, obj=template, changes=written)
    return Outcome.ADDED


def _change(template: Template, record: TemplateRecord, read_at: datetime) -> Outcome:
    after = _fields(record) | {"meta_id": record.id}
    if _is_same_but_for_samples(template, record):
        after["components"] = template.components
    if template.status in {after["status"], TemplateStatus.UNKNOWN}:
        # What a webhook or a refusal explained says more than a listing does.
        after["rejection_reason"] = template.rejection_reason or after["rejection_reason"]
    if template.announced_category == after["category"]:
        after |= {"announced_category": "", "announced_for": None}
    changed = trail.changed(template, **after).keys()
    if not changed:
        Template.objects.filter(pk=template.pk).update(synced_at=read_at)
        return Outcome.SAME
    is_about_status = changed <= STATUS_FIELDS
    template.version += not is_about_status
    action = Action.TEMPLATE_STATUS if is_about_status else Action.TEMPLATE_CHANGED
    _save(template, after, read_at, action)
    return Outcome.CHANGED


def _is_same_but_for_samples(template: Template, record: TemplateRecord) -> bool:
    """Our handle of a picture can be sent again; the link that Meta lists in its place cannot."""
    ours, theirs = (
        without_media_samples(content) for content in (template.content, parse(record.components))
    )
    return ours == theirs and bool(template.content.others)


def _fields(record: TemplateRecord) -> dict[str, Any]:
    status = status_of(record.status_name) or TemplateStatus.UNKNOWN
    is_refused = status in {TemplateStatus.REJECTED, TemplateStatus.DISABLED}
    fields: dict[str, Any] = {
        "category": record.category.value,
        "parameter_format": record.parameter_format.value,
        "components": list(record.components),
        "ttl_seconds": record.ttl_seconds,
        "status": status,
        "quality": QUALITIES[record.quality],
        "rejection_reason": reason_of(record.rejected_reason) if is_refused else "",
    }
    return fields if status == TemplateStatus.PAUSED else {**fields, **NOT_PAUSED}


def _save(template: Template, after: dict[str, Any], read_at: datetime, action: Action) -> None:
    changes = trail.changed(template, **after)
    for name, value in after.items():
        setattr(template, name, value)
    template.synced_at = read_at
    template.save()
    revisions.settle(template)
    trail.record(action, by=META, obj=template, changes=changes)
