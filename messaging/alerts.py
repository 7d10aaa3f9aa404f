"""What needs a person's eyes on the Painel: messages, HSM, accounts and numbers in trouble."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from conecta.whatsapp.models import BusinessAccount, Channel, Quality
from hsm_templates import charges
from hsm_templates.charges import CategoryChange
from hsm_templates.models import Template, TemplateStatus
from messaging.models import Message

# The newest of each kind: the Painel points, the lists have the rest.
MOST_OF_A_KIND = 3
# A template that waits for its author is news for a week; one that Meta paused, until it is back.
NEWS = timedelta(days=7)
TEMPLATE_TEXTS = {
    TemplateStatus.PAUSED: ("pause", "HSM pausado pela Meta. Ele não sai até que ela o retome."),
    TemplateStatus.REJECTED: ("x-mark", "HSM rejeitado pela Meta. Veja o motivo e corrija."),
    TemplateStatus.DISABLED: ("no-symbol", "HSM desativado pela Meta."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """`icon` names the drawing; `url` leads to where something can be done."""

    icon: str
    title: str
    text: str
    url: str


def current() -> list[Alert]:
    return [*_unconfirmed(), *_accounts(), *_channels(), *_templates(), *_categories()]


def _unconfirmed() -> Iterator[Alert]:
    count = Message.objects.unconfirmed().count()
    if count:
        yield Alert(
            icon="question-mark-circle",
            title=f"{count} sem confirmação" if count > 1 else "1 mensagem sem confirmação",
            text="A conexão com a Meta caiu antes da resposta. Um supervisor confere uma a uma.",
            url=reverse("messaging:unconfirmed"),
        )


def _accounts() -> Iterator[Alert]:
    restricted = BusinessAccount.objects.filter(restricted_at__isnull=False)
    for account in restricted.order_by("-restricted_at")[:MOST_OF_A_KIND]:
        yield Alert(
            icon="no-symbol",
            title=account.name,
            text=f"Conta restrita pela Meta. {account.restriction}".strip(),
            url=reverse("whatsapp:channels"),
        )


def _channels() -> Iterator[Alert]:
    url = reverse("whatsapp:channels")
    for channel in Channel.objects.filter(enabled=True).select_related("account"):
        if channel.paused_until is not None and channel.paused_until > timezone.now():
            text = f"Envio suspenso. {channel.pause_reason}".strip()
            yield Alert(icon="pause", title=channel.name, text=text, url=url)
        elif channel.quality == Quality.RED:
            text = "Qualidade baixa. Reduza o ritmo e revise para quem envia."
            yield Alert(icon="q-low", title=channel.name, text=text, url=url)
        elif channel.quality == Quality.YELLOW:
            text = "Qualidade média. Reduza o ritmo ou revise o público."
            yield Alert(icon="q-mid", title=channel.name, text=text, url=url)


def _templates() -> Iterator[Alert]:
    recent = Q(status_at__gte=timezone.now() - NEWS)
    stopped = Template.objects.filter(
        Q(status=TemplateStatus.PAUSED) | recent, status__in=TEMPLATE_TEXTS
    )
    for template in stopped.order_by("-status_at", "-id")[:MOST_OF_A_KIND]:
        icon, text = TEMPLATE_TEXTS[TemplateStatus(template.status)]
        url = reverse("hsm_templates:detail", args=[template.pk])
        yield Alert(icon=icon, title=template.name, text=text, url=url)


def _categories() -> Iterator[Alert]:
    """Meta tells a day ahead that a template will be charged otherwise."""
    announced = Template.objects.visible().exclude(announced_category="")
    for template in announced.order_by("announced_for", "id")[:MOST_OF_A_KIND]:
        change = charges.changes(template, now=timezone.now())[charges.ANNOUNCED]
        yield Alert(
            icon="clock",
            title=template.name,
            text=f"{_move(template, change)} {_cost(change)}",
            url=reverse("hsm_templates:detail", args=[template.pk]),
        )


def _move(template: Template, change: CategoryChange) -> str:
    at = template.announced_for
    when = f" em {timezone.localtime(at):%d/%m/%Y %H:%M}" if at else ""
    return f"A Meta muda a categoria para {change.new.label}{when}."


def _cost(change: CategoryChange) -> str:
    if change.without_rate:
        missing = " nem de ".join(category.label for category in change.without_rate)
        return f"Custo: sem tarifa cadastrada de {missing}."
    return f"Cada mensagem passa de {change.before} a {change.after}."
