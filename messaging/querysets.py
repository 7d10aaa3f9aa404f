"""How conversations and messages are read and claimed."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from messaging.models import Conversation, Message  # noqa: F401 - row types


# accepted, sent, delivered, read: what the contract calls sent.
SENT = (50, 60, 80, 90)


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def unanswered(self) -> "ConversationQuerySet":
        """People who wrote and wait for us, the longest waiting first."""
        return self.filter(unanswered_since__isnull=False).order_by("unanswered_since", "id")


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, channel_id: int, now: datetime) -> "MessageQuerySet":
        """Waiting to be claimed on a channel, oldest first (index message_queue)."""
        return self.filter(channel_id=channel_id, due_at__lte=now).order_by("due_at", "id")

    def overdue_leases(self, now: datetime) -> "MessageQuerySet":
        """Held by a worker that no longer answers (index message_leases)."""
        return self.filter(lease_expires_at__lt=now).order_by("lease_expires_at", "id")

    def unconfirmed(self) -> "MessageQuerySet":
        """May or may not have left; a webhook or a supervisor settles them."""
        return self.filter(unknown_at__isnull=False).order_by("unknown_at", "id")

    def sent_per_template(self, ids: Sequence[int], *, since: datetime) -> dict[int, int]:
        """How many of each left, by template; those without any are absent."""
        left = self.filter(template_id__in=ids, created_at__gte=since, status__in=SENT)
        counted = left.values("template_id").order_by().annotate(count=models.Count("id"))
        return dict(counted.values_list("template_id", "count"))

    def asked(self, contact_id: int) -> "MessageQuerySet":
        """Our questions to the person about consent (index message_by_contact)."""
        return self.filter(contact_id=contact_id, direction="out").exclude(purpose="")

    def locked(self) -> "MessageQuerySet":
        return self.order_by("id").select_for_update(no_key=True, of=("self",))
