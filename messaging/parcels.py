"""Claimed rows made ready to leave: judged again at the door, and put into Meta's envelope."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from conecta.errors import DomainError
from conecta.whatsapp.payloads import ButtonsMessage, SendPayload, TemplateMessage, TextMessage
from contacts.models import AliasKind, Contact, ContactAlias
from hsm_templates import rendering
from hsm_templates.models import Template
from messaging import facts, gates, questions
from messaging.claims import Claim
from messaging.facts import Gathered, Intent
from messaging.gates import Facts, Reason
from messaging.models import Message

# What a parcel is made of; the other columns would only be carried.
COLUMNS = (
    "uuid",
    "contact_id",
    "channel_id",
    "template_id",
    "sender_id",
    "values",
    "text",
    "purpose",
    "attempt",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message ready for the wire; `needs_place` when it starts a talk outside the window."""

    message_id: int
    contact_id: int
    attempt: int
    token: UUID
    number: str
    needs_place: bool
    payload: SendPayload

    @property
    def person_key(self) -> str:
        return str(self.contact_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """`refused` by the gate, with reasons; `broken`: cannot be put into Meta's form, and why."""

    parcels: list[Parcel]
    refused: dict[Message, tuple[Reason, ...]]
    broken: dict[int, str]


def load(claim: Claim) -> Loaded:
    """Read what the claimed rows need and judge each once more, set-based."""
    loaded = Loaded(parcels=[], refused={}, broken={})
    rows = Message.objects.filter(id__in=claim.message_ids).only(*COLUMNS)
    messages = list(rows.order_by("id"))
    known = facts.gather([_intent(message) for message in messages], now=timezone.now())
    scoped = _scoped_ids(known.contacts.values())
    for message, found in zip(messages, known.facts, strict=True):
        decision = gates.evaluate(found)
        if not decision.allowed:
            loaded.refused[message] = decision.reasons
            continue
        try:
            loaded.parcels.append(_parcel(message, found, claim.token, known, scoped))
        except DomainError as error:
            loaded.broken[message.pk] = error.message
    return loaded


def _intent(message: Message) -> Intent:
    return Intent(
        contact_id=message.contact_id,
        channel_id=message.channel_id,
        template_id=message.template_id,
        values=message.values,
        sender_id=message.sender_id,
    )


def _scoped_ids(contacts: Iterable[Contact]) -> dict[int, str]:
    """Business-scoped ids of people whose number WhatsApp hides; they can only be answered."""
    hidden = [contact.pk for contact in contacts if not contact.whatsapp]
    if not hidden:
        return {}
    aliases = ContactAlias.objects.filter(contact__in=hidden, kind=AliasKind.BSUID)
    return dict(aliases.order_by("-id").values_list("contact_id", "value"))


def _parcel(
    message: Message, found: Facts, token: UUID, known: Gathered, scoped: Mapping[int, str]
) -> Parcel:
    number = known.contacts[message.contact_id].whatsapp or ""
    to = f"+{number}" if number else scoped.get(message.contact_id, "")
    template = known.templates.get(message.template_id or 0)
    return Parcel(
        message_id=message.pk,
        contact_id=message.contact_id,
        attempt=message.attempt + 1,
        token=token,
        number=number,
        needs_place=not found.is_window_open,
        payload=_payload(message, to, template),
    )


def _payload(message: Message, to: str, template: Template | None) -> SendPayload:
    callback_data = str(message.uuid)
    if message.purpose:
        return ButtonsMessage(
            to=to,
            body=message.text,
            buttons=questions.buttons(message.purpose, message.uuid),
            callback_data=callback_data,
        ).payload()
    if template is None:
        return TextMessage(to=to, body=message.text, callback_data=callback_data).payload()
    components = rendering.payload_components(template.content, message.values)
    return TemplateMessage(
        to=to,
        name=template.name,
        language=template.language,
        callback_data=callback_data,
        components=tuple(components),
    ).payload()
