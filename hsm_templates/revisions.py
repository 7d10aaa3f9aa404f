"""The versions of a template: what was sent to Meta, what it approved, what it would not take."""

from django.utils import timezone

from conecta.accounts.models import User
from hsm_templates.models import Revision, Template, TemplateStatus


def keep(template: Template, *, sent_by: User | None, edits_approved: bool) -> Revision:
    """Record what goes to Meta now."""
    return Revision.objects.create(
        template=template,
        number=_next_number(template),
        category=template.requested_category or template.category,
        components=template.components,
        sent_by=sent_by,
        edits_approved=edits_approved,
    )


def keep_approved(template: Template) -> None:
    """Have the approved text on record before it is changed, wherever it was written."""
    approved = template.revisions.filter(approved_at__isnull=False)
    if approved.filter(components=template.components).exists():
        return
    Revision.objects.create(
        template=template,
        number=_next_number(template),
        category=template.category,
        components=template.components,
        approved_at=template.status_at or timezone.now(),
    )


def last_approved(template: Template) -> Revision | None:
    return template.revisions.filter(approved_at__isnull=False).first()


def settle(template: Template) -> None:
    """Meta approves: the newest version is what it approved, unless it is known already."""
    if template.status != TemplateStatus.APPROVED:
        return
    newest = template.revisions.first()
    if newest and newest.approved_at is None and newest.refused_at is None:
        newest.approved_at = template.status_at or timezone.now()
        newest.save(update_fields=["approved_at"])


def refuse(template: Template) -> Revision | None:
    """Meta would not take the newest version: it does not count towards the limits."""
    newest = template.revisions.first()
    if newest is not None:
        newest.refused_at = timezone.now()
        newest.save(update_fields=["refused_at"])
    return newest


def _next_number(template: Template) -> int:
    newest = template.revisions.first()
    return newest.number + 1 if newest else 1
