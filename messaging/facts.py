"""Reading what the law judges, set-based: a few queries for any number of messages."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from conecta.whatsapp.models import Channel
from contacts.models import Contact
from hsm_templates import access, rendering
from hsm_templates.models import Template
from messaging.gates import ChannelFacts, ContactFacts, Facts, TemplateFacts
from messaging.models import Conversation
from optin.keywords import matches_term_notice
from optin.models import TermAcceptance

# The law looks at these; a dispatcher reads them for thousands of rows a minute.
CONTACT_COLUMNS = (
    "whatsapp",
    "optin_status",
    "wrong_number",
    "marketing_stopped_at",
    "erased_at",
    "merged_into_id",
)
CONVERSATION_COLUMNS = ("channel_id", "contact_id", "last_inbound_at", "last_hsm_at", "held_by_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """One message somebody wants to send. `contact_id` None: the number is not registered."""

    contact_id: int | None
    channel_id: int
    template_id: int | None
    values: Mapping[str, str] = field(default_factory=dict)
    sender_id: int | None = None
    bulk: bool = False

    @property
    def use(self) -> tuple[int, int] | None:
        """(template, person) when a person means to send an HSM."""
        if self.template_id is None or self.sender_id is None:
            return None
        return self.template_id, self.sender_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """`facts`: one for each intent, in order; the rows they were read from, by id."""

    facts: list[Facts]
    contacts: Mapping[int, Contact]
    templates: Mapping[int, Template]


def gather(intents: Sequence[Intent], *, now: datetime) -> Gathered:
    """What the law needs to know of each intent, as the database shows it now."""
    channels = Channel.objects.select_related("account").in_bulk({i.channel_id for i in intents})
    people = Contact.objects.only(*CONTACT_COLUMNS)
    contacts = people.in_bulk({i.contact_id for i in intents if i.contact_id})
    templates = Template.objects.in_bulk({i.template_id for i in intents if i.template_id})
    conversations = _conversations(intents)
    telling = {pk for pk, template in templates.items() if tells_of_optout(template)}
    in_force = bool(templates) and TermAcceptance.objects.in_force().exists()
    allowed = access.judge({use for intent in intents if (use := intent.use)})
    found = [
        Facts(
            now=now,
            channel=_channel(channels[intent.channel_id]),
            contact=_contact(contacts.get(intent.contact_id or 0)),
            template=_template(intent, templates, channels[intent.channel_id], telling, allowed),
            bulk=intent.bulk,
            window_closes_at=talk.window_closes_at if talk else None,
            awaiting_reply=talk.is_awaiting_reply if talk else False,
            held_by_other=_held_by_other(talk, intent.sender_id),
            term_in_force=in_force,
        )
        for intent in intents
        for talk in (conversations.get((intent.channel_id, intent.contact_id or 0)),)
    ]
    return Gathered(facts=found, contacts=contacts, templates=templates)


def of_reply(conversation: Conversation, *, now: datetime) -> Facts:
    """Of free text in it, sent by nobody; nothing is read but the conversation's own relations."""
    return Facts(
        now=now,
        channel=_channel(conversation.channel),
        contact=_contact(conversation.contact),
        template=None,
        window_closes_at=conversation.window_closes_at,
        awaiting_reply=conversation.is_awaiting_reply,
        held_by_other=_held_by_other(conversation, None),
    )


def tells_of_optout(template: Template) -> bool:
    """Whether who reads the message learns of #OPTOUT: in body, footer or on a button."""
    content = template.content
    texts = [content.body.text, content.footer, *(button.text for button in content.buttons)]
    return any(matches_term_notice(text) for text in texts)


def _conversations(intents: Sequence[Intent]) -> dict[tuple[int, int], Conversation]:
    people = {intent.contact_id for intent in intents if intent.contact_id}
    numbers = {intent.channel_id for intent in intents}
    rows = Conversation.objects.filter(contact_id__in=people, channel_id__in=numbers)
    rows = rows.only(*CONVERSATION_COLUMNS)
    return {(row.channel_id, row.contact_id): row for row in rows}


def _channel(channel: Channel) -> ChannelFacts:
    return ChannelFacts(
        receptive=channel.receptive,
        enabled=channel.enabled,
        account_restricted=channel.account.restricted_at is not None,
    )


def _contact(contact: Contact | None) -> ContactFacts | None:
    if contact is None:
        return None
    return ContactFacts(
        has_number=bool(contact.whatsapp),
        optin_status=contact.optin_status,
        is_wrong_person=contact.is_wrong_person,
        marketing_stopped=contact.marketing_stopped_at is not None,
        erased=contact.erased_at is not None or contact.merged_into_id is not None,
    )


def _template(
    intent: Intent,
    templates: Mapping[int, Template],
    channel: Channel,
    telling: Collection[int],
    allowed: Mapping[tuple[int, int], bool],
) -> TemplateFacts | None:
    if intent.template_id is None:
        return None
    template = templates[intent.template_id]
    return TemplateFacts(
        status=template.status,
        category=template.category,
        same_account=template.account_id == channel.account_id,
        problems=_problems(template, intent.values),
        tells_of_optout=template.pk in telling,
        allowed=allowed.get(intent.use) if intent.use else None,
    )


def _problems(template: Template, values: Mapping[str, str]) -> tuple[str, ...]:
    """What is missing or wrong in words; a part that we cannot fill makes the whole unsendable."""
    parts = template.content.unsupported
    if parts:
        return (f"Este HSM tem o que o Conecta ainda não preenche: {', '.join(parts)}.",)
    return tuple(problem.message for problem in rendering.problems(template.content, values))


def _held_by_other(conversation: Conversation | None, sender_id: int | None) -> bool | None:
    if conversation is None or conversation.held_by_id is None:
        return None
    return conversation.held_by_id != sender_id
