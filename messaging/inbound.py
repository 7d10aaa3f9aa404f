"""A person wrote: found or registered, heard for opt-out words first, then put into the thread."""

from django.db import transaction
from django.utils import timezone

from audit.actors import CONTACT, META
from conecta.errors import DomainError
from conecta.queues import Queue, wake
from conecta.whatsapp.models import Channel
from conecta.whatsapp.types import InboundMessage, Person, UserPreference
from conecta.whatsapp.words import Preference
from contacts import identities, marketing
from contacts.identities import Identity
from messaging import conversations, hearing, outbox
from messaging.hearing import Heard
from messaging.models import Conversation, Direction, MediaFile, Message, MessageKind, MessageStatus

FETCH_MEDIA = "messaging.fetch_media"
# What the evidence, the gate and the pace ask of it.
CHANNEL_COLUMNS = (
    "name",
    "receptive",
    "enabled",
    "throughput",
    "account__restricted_at",
    "account__portfolio__messaging_limit",
)


def receive(event: InboundMessage) -> Message | None:
    """Apply one inbound message in one transaction; None, and nothing changed, for a known wamid.

    Asked under the contact's lock, because another worker may be applying its double.
    """
    with transaction.atomic():
        channel = _channel(event.phone_number_id)
        # One erased in this moment: Meta's delivery is tried again and finds somebody new.
        contact = identities.find_or_create(_identity(event.sender), by=CONTACT)
        if Message.objects.filter(wamid=event.wamid).exists():
            # Nor is a sender saved anew, whose contact has got another number since.
            transaction.set_rollback(True)
            return None
        heard = hearing.hear(contact, event, channel=channel)
        message = _keep(event, channel, heard)
        if heard.reply:
            outbox.reply(message.conversation, heard.reply, purpose=heard.asks)
        return message


def apply_preference(event: UserPreference) -> None:
    """Meta's own marketing stop or resume: kept apart, never the colour."""
    contact = identities.find_or_create(_identity(event.person), by=META)
    if event.value is Preference.STOP:
        marketing.stop(contact, said_at=event.at, by=CONTACT)
    elif event.value is Preference.RESUME:
        marketing.resume(contact, said_at=event.at, by=CONTACT)


def _channel(phone_number_id: str) -> Channel:
    rows = Channel.objects.select_related("account__portfolio").only(*CHANNEL_COLUMNS)
    channel = rows.filter(phone_number_id=phone_number_id).first()
    if channel is None:
        raise DomainError(
            "unknown_channel", f"Nenhum canal cadastrado tem o número {phone_number_id} da Meta."
        )
    return channel


def _identity(person: Person) -> Identity:
    return Identity(
        wa_id=person.wa_id,
        bsuid=person.user_id,
        parent_bsuid=person.parent_user_id,
        username=person.username,
        profile_name=person.profile_name,
    )


def _keep(event: InboundMessage, channel: Channel, heard: Heard) -> Message:
    contact = heard.contact
    kind = KINDS.get(event.kind.value, MessageKind.UNSUPPORTED)
    if kind is MessageKind.SYSTEM:
        conversation, _ = Conversation.objects.get_or_create(channel=channel, contact=contact)
    else:
        conversation = conversations.note_inbound(
            channel, contact, said_at=event.at, needs_answer=heard.needs_answer
        )
    message = Message.objects.create(
        conversation=conversation,
        channel=channel,
        contact=contact,
        direction=Direction.INBOUND,
        kind=kind,
        text=event.text,
        payload=event.payload[:512],
        purpose=heard.answers,
        status=MessageStatus.RECEIVED,
        wamid=event.wamid,
        said_at=event.at,
    )
    if event.media is not None:
        MediaFile.objects.create(
            message=message,
            media_id=event.media.id,
            mime_type=event.media.mime_type[:100],
            filename=event.media.filename[:255],
            due_at=timezone.now(),
        )
        transaction.on_commit(lambda: wake(FETCH_MEDIA, queue=Queue.MAINTENANCE))
    return message


KINDS = {kind.value: kind for kind in MessageKind if kind is not MessageKind.TEMPLATE} | {
    "interactive": MessageKind.BUTTON
}
