"""Our questions to a person about consent: how often, and the request that an agent sends."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from audit import trail
from audit.actions import Action
from audit.actors import Author
from conecta.errors import ConflictError, NotAllowedError
from contacts import identities
from contacts.models import Contact, OptinStatus
from messaging import outbox
from messaging.models import Conversation, Message, MessageStatus, Purpose
from messaging.outbox import Draft, Outcome
from optin import wording

# A misspelt refusal is asked back, and the opt-in asked for, at most once a person in this time.
ASK_AGAIN_AFTER = timedelta(hours=24)
LOST = (MessageStatus.FAILED, MessageStatus.SKIPPED)


def last_asked(contact: Contact, purpose: Purpose) -> Message | None:
    """The question of that purpose, not older than ASK_AGAIN_AFTER, that may have reached them."""
    since = timezone.now() - ASK_AGAIN_AFTER
    asked = Message.objects.asked(contact.pk).filter(purpose=purpose, created_at__gt=since)
    return asked.exclude(status__in=LOST).order_by("-id").first()


@transaction.atomic
def request_optin(conversation: Conversation, *, by: Author) -> Outcome:
    """Ask the person for the opt-in, with two buttons, inside the open window.

    Raises NotAllowedError `optin_known` for who accepted or refused already, ConflictError
    `asked_recently` within ASK_AGAIN_AFTER; what the gate refuses is in the outcome, audited.
    """
    contact = identities.lock(conversation.contact)
    if contact.optin_status != OptinStatus.UNDEFINED:
        raise NotAllowedError(
            "optin_known",
            "O pedido de opt-in é só para quem está Indefinido. Quem recusou só volta com #OPTIN.",
        )
    if last_asked(contact, Purpose.OPTIN_REQUEST) is not None:
        raise ConflictError(
            "asked_recently", "O opt-in já foi pedido a esta pessoa nas últimas 24 horas."
        )
    draft = Draft(
        channel=conversation.channel,
        contact=contact,
        text=wording.current().request_text,
        purpose=Purpose.OPTIN_REQUEST,
    )
    outcome = outbox.request(draft, by=by)
    if outcome.message is not None:
        trail.record(
            Action.OPTIN_REQUESTED,
            by=by,
            obj=outcome.message,
            contact_id=contact.pk,
            channel=conversation.channel.name,
            text=outcome.message.text,
        )
    return outcome
