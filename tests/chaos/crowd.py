"""Many people with a message each, queued in a few statements."""

from collections.abc import Sequence
from itertools import count

from django.utils import timezone

from conecta.whatsapp.models import Channel
from contacts.models import Contact, ContactOrigin
from contacts.names import search_key
from hsm_templates.models import Template
from messaging.models import Conversation, Direction, Message, MessageKind, MessageStatus

_numbers = count(1)


def people(size: int) -> list[Contact]:
    """Grey, each with a mobile number that nobody else has."""
    found = [next(_numbers) for _ in range(size)]
    return Contact.objects.bulk_create(
        Contact(
            name=f"Pessoa {number}",
            name_key=search_key(f"Pessoa {number}"),
            whatsapp=f"55219{80000000 + number}",
            origin=ContactOrigin.MANUAL,
        )
        for number in found
    )


def queue(
    channel: Channel, template: Template, contacts: Sequence[Contact], *, each: int = 1
) -> list[Message]:
    """`each` messages to everybody, due now, person after person."""
    talks = Conversation.objects.bulk_create(
        Conversation(channel=channel, contact=contact) for contact in contacts
    )
    now = timezone.now()
    return Message.objects.bulk_create(
        Message(
            conversation=talk,
            channel=channel,
            contact=talk.contact,
            direction=Direction.OUTBOUND,
            kind=MessageKind.TEMPLATE,
            template=template,
            values={"body.1": "Ana"},
            text="Olá, Ana! Seu pedido saiu.",
            status=MessageStatus.QUEUED,
            due_at=now,
        )
        for _ in range(each)
        for talk in talks
    )
