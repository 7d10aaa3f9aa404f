"""The gate's decision on one active message in words: what forbids it, else why it may leave."""

from collections.abc import Sequence
from dataclasses import dataclass

from conecta.whatsapp.models import Channel
from contacts.models import Contact, OptinStatus
from hsm_templates.models import Template
from messaging.facts import tells_of_optout
from messaging.gates import Reason
from messaging.models import Conversation
from messaging.outbox import Outcome
from messaging.reasons import SENTENCES, advise

# What depends on the HSM that is chosen and on its values; the rest is known before.
ABOUT_TEMPLATE = frozenset(
    {
        Reason.TEMPLATE_NOT_APPROVED,
        Reason.TEMPLATE_PAUSED,
        Reason.TEMPLATE_NOT_ALLOWED,
        Reason.VARIABLE_MISSING,
        Reason.OPTOUT_NOT_TOLD,
        Reason.MARKETING_STOPPED,
        Reason.QUIET_HOURS,
        Reason.CONTACT_CAPPED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of the panel that explains the gate; level is ok, warn, no or plain ("")."""

    level: str
    title: str
    text: str
    url: str = ""
    link: str = ""


def refusals(
    reasons: Sequence[Reason], problems: Sequence[str] = (), *, editor: str = ""
) -> list[Check]:
    """Each reason in words; `problems` says which values of the variables are meant.

    `editor`: the address where this person may edit the HSM, for reasons that this would cure.
    """
    return [_refusal(reason, problems, editor) for reason in reasons]


def permissions(contact: Contact, channel: Channel, template: Template | None) -> list[Check]:
    """Why an active message may leave, and what to mind."""
    return [
        Check(
            level="ok",
            title="O canal não é Receptivo",
            text=f"{channel.name} pode iniciar conversas.",
        ),
        Check(
            level="ok",
            title="O contato está cadastrado",
            text=f"Com o número {contact.display_number}.",
        ),
        _consent(contact, template),
        _window(contact, channel),
    ]


def about_person(outcome: Outcome) -> list[Reason]:
    """Those reasons of an outcome that no other HSM and no other value would change."""
    return [reason for reason in outcome.decision.reasons if reason not in ABOUT_TEMPLATE]


def _refusal(reason: Reason, problems: Sequence[str], editor: str) -> Check:
    url = editor if reason is Reason.OPTOUT_NOT_TOLD else ""
    return Check(
        level="no",
        title=SENTENCES[reason].title.rstrip("."),
        text=advise(reason, problems),
        url=url,
        link="Editar o HSM" if url else "",
    )


def _consent(contact: Contact, template: Template | None) -> Check:
    if contact.is_by_term:
        return Check(
            level="ok",
            title="Liberado pelo termo",
            text=f"A empresa responde por ele; a pessoa não disse nada.{_notice(template)}",
        )
    if contact.optin_status == OptinStatus.OPTED_IN:
        return Check(level="ok", title="Opt-in aceito", text="A pessoa aceitou receber mensagens.")
    return Check(
        level="warn",
        title="Opt-in indefinido: só envio individual",
        text=f"Diga à pessoa que é possível sair com #OPTOUT.{_notice(template)}",
    )


def _notice(template: Template | None) -> str:
    if template is None:
        return ""
    if tells_of_optout(template):
        return " Este HSM já informa."
    return " Este HSM não informa: diga na conversa."


def _window(contact: Contact, channel: Channel) -> Check:
    conversation = Conversation.objects.filter(contact=contact, channel=channel).first()
    if conversation is not None and conversation.is_window_open:
        return Check(
            level="ok",
            title="Janela de 24 h aberta",
            text="Em Atendimento você também pode responder com texto livre.",
        )
    return Check(
        level="",
        title="Janela de 24 h fechada: só HSM",
        text="Texto livre volta quando a pessoa escrever.",
    )
