"""Claimed rows made ready to leave: judged again at the door, and put into Meta's envelope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.utils import timezone

from conecta.errors import DomainError
from conecta.whatsapp.payloads import Component, SendPayload, TemplateMessage, TextMessage
from contacts.models import AliasKind, Contact, ContactAlias
from hsm_templates import rendering
from messaging import facts, gates
from messaging.claims import Claim
from messaging.facts import Intent
from messaging.gates import Facts, Reason
from messaging.models import Message, MessageKind


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
    rows = Message.objects.filter(id__in=claim.message_ids).select_related("contact", "template")
    messages = list(rows.order_by("id"))
    gathered = facts.gather([_intent(message) for message in messages], now=timezone.now())
    scoped = _scoped_ids([m.contact for m in messages if not m.contact.whatsapp])
    for message, known in zip(messages, gathered, strict=True):
        decision = gates.evaluate(known)
        if not decision.allowed:
            loaded.refused[message] = decision.reasons
            continue
        try:
            loaded.parcels.append(_parcel(message, known, claim.token, scoped))
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


def _scoped_ids(contacts: Sequence[Contact]) -> dict[int, str]:
    """Business-scoped ids of people whose number WhatsApp hides; they can only be answered."""
    if not contacts:
        return {}
    aliases = ContactAlias.objects.filter(
        contact__in={contact.pk for contact in contacts}, kind=AliasKind.BSUID
    )
    return dict(aliases.order_by("-id").values_list("contact_id", "value"))


def _parcel(message: Message, known: Facts, token: UUID, scoped: Mapping[int, str]) -> Parcel:
    number = message.contact.whatsapp or ""
    to = f"+{number}" if number else scoped.get(message.contact_id, "")
    return Parcel(
        message_id=message.pk,
        contact_id=message.contact_id,
        attempt=message.attempt + 1,
        token=token,
        number=number,
        needs_place=not known.is_window_open,
        payload=_payload(message, to),
    )


def _payload(message: Message, to: str) -> SendPayload:
    callback_data = str(message.uuid)
    if message.kind == MessageKind.TEXT or message.template is None:
        return TextMessage(to=to, body=message.text, callback_data=callback_data).payload()
    template = message.template
    components = cast(
        "list[Component]", rendering.payload_components(template.content, message.values)
    )
    return TemplateMessage(
        to=to,
        name=template.name,
        language=template.language,
        callback_data=callback_data,
        components=tuple(components),
    ).payload()
