"""What was said between one channel and one contact."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from conecta.whatsapp.models import Channel
from contacts.models import Contact
from messaging.querysets import ConversationQuerySet

# Meta: free text only within 24 h of the person's last message (whatsapp-platform 4.1).
WINDOW = timedelta(hours=24)


class Conversation(models.Model):
    """Times of inbound messages are Meta's. The 24 h window derives from `last_inbound_at`."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="conversations")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="conversations")
    last_inbound_at = models.DateTimeField(null=True, blank=True)
    last_hsm_at = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField(db_default=Now())
    unanswered_since = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[ConversationQuerySet] = ConversationQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = "conversa"
        verbose_name_plural = "conversas"
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "contact"], name="conversation_unique_per_channel"
            ),
        ]
        indexes = [
            models.Index(
                fields=["unanswered_since", "id"],
                name="conversation_unanswered",
                condition=models.Q(unanswered_since__isnull=False),
            ),
            models.Index(fields=["contact"], name="conversation_by_contact"),
        ]

    def __str__(self) -> str:
        return f"conversa {self.pk}"

    @property
    def window_closes_at(self) -> datetime | None:
        return self.last_inbound_at + WINDOW if self.last_inbound_at else None

    @property
    def is_window_open(self) -> bool:
        return self.window_closes_at is not None and timezone.now() < self.window_closes_at

    @property
    def is_awaiting_reply(self) -> bool:
        """Our HSM is the last word and the window is closed."""
        if self.is_window_open or self.last_hsm_at is None:
            return False
        return self.last_inbound_at is None or self.last_hsm_at > self.last_inbound_at
