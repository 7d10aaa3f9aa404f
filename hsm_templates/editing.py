"""What Meta lets one change of a template, and when; told before Meta has to refuse it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from hsm_templates.models import Template, TemplateStatus

# Meta: an approved template is edited once in 24 hours and ten times in 30 days.
DAY, MONTH, MOST_IN_MONTH = timedelta(hours=24), timedelta(days=30), 10

OBSTACLES: Mapping[str, str] = {
    TemplateStatus.PENDING: "Está em análise. Espere a resposta da Meta para alterar.",
    TemplateStatus.SUBMITTING: "Está a caminho da Meta. Espere a resposta para alterar.",
    TemplateStatus.DELETING: "Está sendo excluído na Meta.",
    TemplateStatus.RESUMING: "Está sendo retomado na Meta. Espere a resposta para alterar.",
    TemplateStatus.DISABLED: "A Meta desativou este HSM: não pode mais ser alterado.",
    TemplateStatus.ARCHIVED: "Está arquivado: só pode ser alterado depois de reativado na Meta.",
    TemplateStatus.DELETED: "Foi excluído.",
    TemplateStatus.UNKNOWN: "O status na Meta não é conhecido. Sincronize antes de alterar.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """`left` edits in 30 days; `next_at`: when the next one may be sent, None for now."""

    left: int
    next_at: datetime | None


def allowance(template: Template, *, now: datetime) -> Allowance:
    """Of an approved template, by what we sent and Meta did not refuse; newest first."""
    edits = template.revisions.filter(edits_approved=True, refused_at__isnull=True)
    recent = edits.filter(sent_at__gt=now - MONTH).order_by("-sent_at")
    sent = list(recent.values_list("sent_at", flat=True)[:MOST_IN_MONTH])
    waits = [at + DAY for at in sent[:1] if now < at + DAY]
    if len(sent) == MOST_IN_MONTH:
        waits.append(sent[-1] + MONTH)
    return Allowance(left=MOST_IN_MONTH - len(sent), next_at=max(waits, default=None))


def obstacle(template: Template) -> str:
    """Why the text cannot be changed now, in Portuguese; "" when it can."""
    if template.status == TemplateStatus.APPROVED:
        return _quota(allowance(template, now=timezone.now()))
    return OBSTACLES.get(template.status, "")


def _quota(allowed: Allowance) -> str:
    if allowed.next_at is None:
        return ""
    until = f"{timezone.localtime(allowed.next_at):%d/%m/%Y %H:%M}"
    rule = "10 alterações em 30 dias" if not allowed.left else "1 alteração em 24 horas"
    return f"A Meta aceita {rule} de um HSM aprovado. A próxima pode ser enviada em {until}."
