"""Decisions about resuming a template that Meta paused to hold back the pace of its sends."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import META, Author
from conecta.errors import DomainError
from conecta.whatsapp.errors import WhatsAppError
from hsm_templates.models import Pause, Template, TemplateStatus
from hsm_templates.submission import wake_on_commit
from hsm_templates.vocabulary import REASON_LENGTH, explain

# Meta takes no unpause sooner after the pause.
NOT_BEFORE = timedelta(minutes=5)
NOT_PACED = "Só se retoma a pausa que contém o ritmo; a pausa por qualidade termina sozinha."


@transaction.atomic
def resume(template: Template, *, by: Author) -> Template:
    """Ask Meta to let it be sent again; the worker takes the wish there.

    Raises DomainError `not_resumable`, or `too_early` in the first minutes of the pause.
    """
    locked = Template.objects.locked().get(pk=template.pk)
    if locked.status != TemplateStatus.PAUSED or locked.pause != Pause.PACING:
        raise DomainError("not_resumable", NOT_PACED)
    now = timezone.now()
    earliest = (locked.status_at or now - NOT_BEFORE) + NOT_BEFORE
    if now < earliest:
        at = timezone.localtime(earliest)
        raise DomainError("too_early", f"A Meta só aceita retomar a partir das {at:%H:%M}.")
    locked.status, locked.due_at, locked.attempt = TemplateStatus.RESUMING, now, 0
    locked.save()
    changes = {"status": (TemplateStatus.PAUSED, locked.status)}
    trail.record(Action.TEMPLATE_RESUMED, by=by, obj=locked, changes=changes)
    wake_on_commit()
    return locked


@transaction.atomic
def record_resumed(template: Template) -> Template:
    """Meta lets it be sent; a webhook or the next reading says so too."""
    return _conclude(template, TemplateStatus.APPROVED, reason="")


@transaction.atomic
def record_still_paused(template: Template, error: WhatsAppError) -> Template:
    reason = f"A Meta não retomou este HSM. {explain(error)}"[:REASON_LENGTH]
    return _conclude(template, TemplateStatus.PAUSED, reason=reason)


def _conclude(template: Template, status: TemplateStatus, *, reason: str) -> Template:
    locked = Template.objects.locked().get(pk=template.pk)
    if locked.status != TemplateStatus.RESUMING or locked.attempt != template.attempt:
        return locked
    after = {"status": status, "rejection_reason": reason}
    if status == TemplateStatus.APPROVED:
        after |= {"pause": ""}
    changes = trail.changed(locked, **after)
    for name, value in after.items():
        setattr(locked, name, value)
    locked.due_at, locked.synced_at = None, None
    locked.save()
    trail.record(Action.TEMPLATE_STATUS, by=META, obj=locked, changes=changes)
    return locked
