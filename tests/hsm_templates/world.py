"""What the tests of templates need often: a written draft, an event of Meta, the trail."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from audit.actions import Action
from audit.models import Entry
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.whatsapp.models import BusinessAccount
from conecta.whatsapp.types import TemplateStatusEvent
from conecta.whatsapp.words import Category as CategoryWord
from conecta.whatsapp.words import TemplateEvent
from hsm_templates import authoring
from hsm_templates.authoring import TemplateData
from hsm_templates.components import compose, variables
from hsm_templates.models import Category, Template
from tests import factories

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
BODY = "Olá, {{1}}! Sua visita está marcada para {{2}}. Até lá."
SAMPLES = {"body.1": "Ana", "body.2": "sexta às 10h"}


def data(account: BusinessAccount, **fields: Any) -> TemplateData:
    """A text without errors: header, two variables with samples, footer."""
    texts: dict[str, Any] = {
        "header": "Visita técnica",
        "body": BODY,
        "footer": "Aurora Móveis",
        "samples": SAMPLES,
    }
    content = compose(**{name: fields.pop(name, said) for name, said in texts.items()})
    defaults: dict[str, Any] = {
        "name": "aviso_de_visita",
        "language": "pt_BR",
        "category": Category.UTILITY,
        "content": content,
    }
    return TemplateData(account=account, **defaults | fields)


def with_body(data: TemplateData, body: str) -> TemplateData:
    """The same template with another body, and the samples that it had."""
    samples = {it.key: it.sample for it in variables(data.content)}
    header = data.content.header.text if data.content.header else ""
    texts = {"header": header, "body": body, "footer": data.content.footer}
    return replace(data, content=compose(**texts, samples=samples, base=data.content))


def draft(**fields: Any) -> Template:
    """Written by a supervisor."""
    account = fields.pop("account", None) or factories.account()
    return authoring.create(data(account, **fields), by=supervisor())


def supervisor() -> User:
    return factories.user(Role.SUPERVISOR)


def status_event(
    template: Template, event: TemplateEvent, at: datetime = NOON, **fields: Any
) -> TemplateStatusEvent:
    defaults: dict[str, Any] = {
        "waba_id": template.account.waba_id,
        "at": at,
        "template_id": template.meta_id or "777",
        "name": template.name,
        "language": template.language,
        "event": event,
        "event_name": event.value,
        "reason": "NONE",
        "details": "",
        "pause": "",
        "category": CategoryWord.UNKNOWN,
    }
    return TemplateStatusEvent(**defaults | fields)


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def entries(action: Action) -> list[Entry]:
    return list(Entry.objects.filter(action=action).select_related("detail").order_by("id"))
