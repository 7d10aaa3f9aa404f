"""What a person fills in to write one active message: channel, HSM and values, and what to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from conecta.whatsapp.models import Channel
from contacts.models import Contact, OptinStatus
from contacts.names import first_name
from hsm_templates import rendering
from hsm_templates.components import TemplateContent, Variable, variables
from hsm_templates.models import Template
from messaging.gates import Reason
from messaging.outbox import Draft, Outcome
from messaging.reasons import SENTENCES
from optin.keywords import matches_term_notice

PICKER_LIMIT = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """One variable to fill in: the form's field name, what stands in the text, and the value."""

    name: str
    key: str
    placeholder: str
    value: str
    sample: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of the panel that explains the gate; level is ok, warn, no or plain ("")."""

    level: str
    title: str
    text: str
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    channels: Sequence[Channel]
    channel: Channel | None
    templates: Sequence[Template]
    template: Template | None
    search: str
    total: int


def choices(said: Mapping[str, str]) -> Choices:
    """Every channel (those that only answer come last, shown as such) and the sendable HSM."""
    channels = list(Channel.objects.select_related("account").order_by("receptive", "name", "id"))
    able = [channel for channel in channels if channel.enabled and not channel.receptive]
    wanted = said.get("channel", "")
    channel = next((c for c in channels if str(c.pk) == wanted), next(iter(able), None))
    if channel is None:
        return Choices(
            channels=channels, channel=None, templates=(), template=None, search="", total=0
        )
    own = Template.objects.visible().sendable().filter(account=channel.account_id)
    search = said.get("search", "")
    found = list(own.search(search).order_by("name", "id")[:PICKER_LIMIT])
    template = own.filter(pk=_integer(said.get("template", ""))).first()
    return Choices(
        channels=channels,
        channel=channel,
        templates=found,
        template=template,
        search=search,
        total=own.count(),
    )


def _integer(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def blanks(content: TemplateContent, contact: Contact, said: Mapping[str, str]) -> list[Blank]:
    """What was typed; for the body's first variable, the contact's first name to begin with."""
    return [_blank(variable, contact, said) for variable in variables(content)]


def _blank(variable: Variable, contact: Contact, said: Mapping[str, str]) -> Blank:
    name = f"value.{variable.key}"
    default = first_name(contact.name) if variable.key == "body.1" else ""
    return Blank(
        name=name,
        key=variable.key,
        placeholder=variable.placeholder,
        value=said.get(name, default),
        sample=variable.sample,
    )


def draft(contact: Contact, chosen: Choices, filled: Sequence[Blank]) -> Draft | None:
    """None until a channel and an HSM are chosen."""
    if chosen.channel is None or chosen.template is None:
        return None
    return Draft(
        channel=chosen.channel,
        contact=contact,
        template=chosen.template,
        values={blank.key: blank.value for blank in filled},
        number=contact.whatsapp or "",
    )


def preview(template: Template, filled: Sequence[Blank]) -> rendering.Rendered:
    """Values where they are typed, the placeholder where they are still missing."""
    values = {blank.key: blank.value.strip() or blank.placeholder for blank in filled}
    return rendering.render(template.content, values)


def checks(contact: Contact, chosen: Choices, outcome: Outcome) -> list[Check]:
    """The gate's decision in words: what forbids it, else why it is allowed and what to mind."""
    if not outcome.decision.allowed:
        return [_refusal(reason, outcome.problems) for reason in outcome.decision.reasons]
    name = chosen.channel.name if chosen.channel else ""
    return [
        Check(level="ok", title="O canal não é Receptivo", text=f"{name} pode iniciar conversas."),
        Check(
            level="ok",
            title="O contato está cadastrado",
            text=f"Com o número {contact.display_number}.",
        ),
        _consent(contact, chosen.template),
    ]


def _refusal(reason: Reason, problems: Sequence[str]) -> Check:
    sentence = SENTENCES[reason]
    told = " ".join(problems) if reason is Reason.VARIABLE_MISSING and problems else sentence.advice
    return Check(level="no", title=sentence.title.rstrip("."), text=told)


def _consent(contact: Contact, template: Template | None) -> Check:
    if contact.optin_status == OptinStatus.OPTED_IN:
        return Check(level="ok", title="Opt-in aceito", text="A pessoa aceitou receber mensagens.")
    content = template.content if template else None
    texts = (content.body.text, content.footer) if content else ()
    told = any(matches_term_notice(text) for text in texts)
    advice = "Este HSM já informa." if told else "Este HSM não informa: diga na conversa."
    return Check(
        level="warn",
        title="Opt-in indefinido: só envio individual",
        text=f"Diga à pessoa que é possível sair com #OPTOUT. {advice}",
    )
