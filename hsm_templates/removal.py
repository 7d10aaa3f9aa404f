"""Decisions about deleting: a draft goes at once, what Meta knows goes when Meta has let it go."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import META, Author
from conecta.errors import DomainError
from conecta.whatsapp.errors import WhatsAppError
from hsm_templates.models import Template, TemplateStatus
from hsm_templates.submission import wake_on_commit
from hsm_templates.vocabulary import REASON_LENGTH, explain

# Meta takes no new template under the name of a deleted approved one for so long.
NAME_LOCK = timedelta(days=30)


@transaction.atomic
def delete(template: Template, *, by: Author) -> Template | None:
    """None when it is gone; the template when Meta must be told first, which the worker does.

    Raises DomainError `not_deletable` while it is on its way, or when Meta has disabled it.
    """
    locked = Template.objects.locked().get(pk=template.pk)
    if not locked.is_deletable:
        raise DomainError("not_deletable", _why_not(locked))
    before = locked.status
    after = TemplateStatus.DELETING if locked.meta_id else TemplateStatus.DELETED
    trail.record(
        Action.TEMPLATE_DELETED,
        by=by,
        obj=locked,
        changes={"status": (before, after)},
        language=locked.language,
        components=locked.components,
    )
    if not locked.meta_id:
        locked.delete()
        return None
    locked.status, locked.rejection_reason = after, ""
    if before == TemplateStatus.APPROVED:
        locked.name_locked_until = timezone.now() + NAME_LOCK
    locked.due_at, locked.attempt = timezone.now(), 0
    locked.save()
    wake_on_commit()
    return locked


@transaction.atomic
def delete_languages(template: Template, *, by: Author) -> list[Template]:
    """Every language of the name in its account, or none; those that wait for Meta are returned.

    Raises DomainError `not_deletable`, naming the language that stands in the way.
    """
    siblings = Template.objects.siblings(template)
    left = []
    for each in [template, *siblings]:
        if not each.is_deletable:
            raise DomainError("not_deletable", f"{each.language}: {_why_not(each)}")
        if waiting := delete(each, by=by):
            left.append(waiting)
    return left


@transaction.atomic
def record_deleted(template: Template) -> Template:
    """Meta has let it go; the row stays for the messages that were sent with it."""
    locked = Template.objects.locked().get(pk=template.pk)
    if locked.status != TemplateStatus.DELETING:
        return locked
    locked.status, locked.due_at, locked.rejection_reason = TemplateStatus.DELETED, None, ""
    locked.save()
    changes = {"status": (TemplateStatus.DELETING, locked.status)}
    trail.record(Action.TEMPLATE_STATUS, by=META, obj=locked, changes=changes)
    return locked


@transaction.atomic
def record_kept(template: Template, error: WhatsAppError) -> Template:
    """Meta would not delete it: its true status is read again."""
    locked = Template.objects.locked().get(pk=template.pk)
    if locked.status != TemplateStatus.DELETING or locked.attempt != template.attempt:
        return locked
    reason = f"A Meta não excluiu este HSM. {explain(error)}"[:REASON_LENGTH]
    after = {"status": TemplateStatus.UNKNOWN, "rejection_reason": reason}
    changes = trail.changed(locked, **after)
    locked.status, locked.rejection_reason = after["status"], after["rejection_reason"]
    locked.due_at, locked.synced_at, locked.name_locked_until = None, None, None
    locked.save()
    trail.record(
        Action.TEMPLATE_STATUS, by=META, obj=locked, changes=changes, code=error.entry.code
    )
    return locked


def _why_not(template: Template) -> str:
    if template.status == TemplateStatus.DISABLED:
        return "A Meta não deixa excluir um HSM que ela desativou."
    label = template.get_status_display()
    return f"Um HSM com status {label} não pode ser excluído agora. Espere a resposta da Meta."
