"""Decisions that take a template to Meta and record what came of it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import META, Author, user_of
from conecta.errors import DomainError
from conecta.queues import Queue, wake
from conecta.whatsapp.errors import WhatsAppError
from conecta.whatsapp.types import CreatedTemplate
from conecta.whatsapp.words import Category as CategoryWord
from hsm_templates import lint, revisions, surroundings
from hsm_templates.findings import Finding, Level
from hsm_templates.models import Revision, Template, TemplateStatus
from hsm_templates.vocabulary import REASON_LENGTH, explain, status_of

SUBMIT = "hsm_templates.submit"
# Longer than one call to Meta with a whole listing before it; a dead worker's row waits so long.
LEASE = timedelta(minutes=3)


@transaction.atomic
def submit(template: Template, *, by: Author, revises: bool = False) -> Template:
    """Send a draft to be reviewed: leaves it due, and wakes the worker that takes it to Meta.

    `revises`: it is a new text of what Meta approved or paused. Raises DomainError `lint` (extra:
    findings) when Meta would refuse it, `name_locked` while Meta takes no new one of that name,
    `not_submittable` when it is not a draft any more.
    """
    locked = Template.objects.locked().get(pk=template.pk)
    if not (locked.is_editable or (revises and locked.is_revisable)):
        label = locked.get_status_display()
        raise DomainError("not_submittable", f"Um HSM com status {label} não vai para análise.")
    refuse_errors(check(locked))
    _refuse_locked_name(locked)
    before = locked.status
    locked.status = TemplateStatus.SUBMITTING
    locked.rejection_reason, locked.due_at, locked.attempt = "", timezone.now(), 0
    locked.pause, locked.paused_until = "", None
    locked.save()
    is_edit = before == TemplateStatus.APPROVED
    revision = revisions.keep(locked, sent_by=user_of(by), edits_approved=is_edit)
    trail.record(
        Action.TEMPLATE_SUBMITTED,
        by=by,
        obj=locked,
        changes={"status": (before, locked.status)},
        revision=revision.number,
    )
    wake_on_commit()
    return locked


def check(template: Template) -> tuple[Finding, ...]:
    category = template.requested_category or template.category
    around = surroundings.of(template)
    return lint.check(template.name, template.language, category, template.content, around)


def _refuse_locked_name(template: Template) -> None:
    """Meta keeps the name of a deleted approved template for 30 days."""
    if template.meta_id:
        return
    same = Template.objects.called(template.account_id, template.name, template.language)
    until = same.filter(name_locked_until__gt=timezone.now()).aggregate(at=Max("name_locked_until"))
    if until["at"]:
        at = timezone.localtime(until["at"])
        message = (
            f"Um HSM aprovado com este nome e idioma foi excluído: a Meta bloqueia o nome até "
            f"{at:%d/%m/%Y %H:%M}."
        )
        raise DomainError("name_locked", message, field="name")


def refuse_errors(findings: tuple[Finding, ...]) -> None:
    errors = [finding for finding in findings if finding.level is Level.ERROR]
    if not errors:
        return
    counted = "1 erro" if len(errors) == 1 else f"{len(errors)} erros"
    listed = [
        {"field": it.field, "code": it.code, "message": it.message, "cure": it.cure}
        for it in errors
    ]
    raise DomainError("lint", f"Corrija {counted} antes de enviar para análise.", findings=listed)


def wake_on_commit() -> None:
    """A person waits for the answer."""
    transaction.on_commit(lambda: wake(SUBMIT, queue=Queue.INTERACTIVE))


@transaction.atomic
def claim() -> Template | None:
    """The next template that is due, leased; None when nothing is."""
    now = timezone.now()
    due = Template.objects.due(now).select_related("account")
    template = due.select_for_update(no_key=True, skip_locked=True, of=("self",)).first()
    if template is None:
        return None
    template.due_at, template.attempt = now + LEASE, template.attempt + 1
    template.save(update_fields=["due_at", "attempt"])
    return template


@transaction.atomic
def record_submitted(
    template: Template, created: CreatedTemplate, *, sent_at: datetime
) -> Template:
    """Meta has it. A webhook may have been faster: then only what it did not tell is added."""
    locked = Template.objects.locked().get(pk=template.pk)
    locked.meta_id = locked.meta_id or created.id
    if locked.status != TemplateStatus.SUBMITTING or locked.version != template.version:
        locked.save(update_fields=["meta_id"])
        return locked
    status = status_of(created.status.value) or TemplateStatus.PENDING
    after: dict[str, Any] = {"status": status, "rejection_reason": ""}
    if created.category is not CategoryWord.UNKNOWN:
        after["category"] = created.category.value
    # A verdict in the very answer comes without its reason: then the template is read.
    locked.synced_at = sent_at if status == TemplateStatus.PENDING else None
    return _conclude(locked, after)


@transaction.atomic
def record_refused(template: Template, error: WhatsAppError) -> Template:
    """Meta will not take it: a draft again, with the reason; of an approved one, the approved text
    stands and the other stays among the versions. Nothing when the claim is not ours.
    """
    locked = Template.objects.locked().get(pk=template.pk)
    if locked.status != TemplateStatus.SUBMITTING or locked.attempt != template.attempt:
        return locked
    refused = revisions.refuse(locked)
    approved = revisions.last_approved(locked) if refused and refused.edits_approved else None
    if approved is None:
        after = {"status": TemplateStatus.DRAFT, "rejection_reason": explain(error)}
        return _conclude(locked, after, code=error.entry.code)
    return _restore(locked, approved, error)


@transaction.atomic
def postpone(template: Template, error: WhatsAppError, *, seconds: float) -> None:
    """Try again later; the page says why it takes so long."""
    Template.objects.filter(pk=template.pk, attempt=template.attempt, due_at__isnull=False).update(
        due_at=timezone.now() + timedelta(seconds=seconds),
        rejection_reason=error.entry.title,
        updated_at=timezone.now(),
    )


def _restore(template: Template, approved: Revision, error: WhatsAppError) -> Template:
    """Its status at Meta is read again."""
    told = f"A Meta não aceitou a alteração: vale a versão {approved.number}. {explain(error)}"
    after = {
        "status": TemplateStatus.UNKNOWN,
        "components": approved.components,
        "rejection_reason": told[:REASON_LENGTH],
    }
    template.synced_at = None
    return _conclude(template, after, code=error.entry.code)


def _conclude(template: Template, after: dict[str, Any], *, code: int | None = None) -> Template:
    changes = trail.changed(template, **after)
    for name, value in after.items():
        setattr(template, name, value)
    template.due_at = None
    template.save()
    revisions.settle(template)
    trail.record(Action.TEMPLATE_STATUS, by=META, obj=template, changes=changes, code=code)
    return template
