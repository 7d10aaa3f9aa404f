"""Conversations, messages, received webhooks and the keys of repeated API calls."""

from messaging.models.conversation import Conversation
from messaging.models.delivery import WebhookDelivery
from messaging.models.idempotency import IdempotencyKey
from messaging.models.media import MediaFile
from messaging.models.message import Direction, Message, MessageKind, MessageStatus, Purpose

__all__ = [
    "Conversation",
    "Direction",
    "IdempotencyKey",
    "MediaFile",
    "Message",
    "MessageKind",
    "MessageStatus",
    "Purpose",
    "WebhookDelivery",
]
