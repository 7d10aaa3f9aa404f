"""The queue of Atendimento: who waits for an answer, with their last words and how many came."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from messaging import threads
from messaging.models import Conversation, Message
from messaging.threads import Line

MOST_COUNTED = 9
# The newest rows of each conversation (index message_thread): the last one, and how many of them
# came since nobody answers. One row more than is counted tells that there are more.
LATEST = """
SELECT recent.*
FROM messaging_conversation c
CROSS JOIN LATERAL (
    SELECT c.id, max(m.id),
        count(*) FILTER (WHERE m.direction = 'in' AND m.said_at >= c.unanswered_since)
    FROM (
        SELECT id, direction, said_at FROM messaging_message
        WHERE conversation_id = c.id ORDER BY id DESC LIMIT %s
    ) m
) recent
WHERE c.id = ANY(%s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """`fresh`: messages without an answer, "" for none counted, "9+" for more than nine."""

    conversation: Conversation
    last: Line | None
    fresh: str

    @property
    def mark(self) -> tuple[object, ...]:
        """All that may change about a row already shown."""
        last = self.last.message.pk if self.last else None
        return (self.conversation.pk, self.conversation.unanswered_since, last, self.fresh)


def rows(conversations: Sequence[Conversation]) -> list[Waiting]:
    """In the order given; two queries for any number."""
    latest = _latest([conversation.pk for conversation in conversations])
    ids = [last_id for last_id, _ in latest.values() if last_id]
    messages = Message.objects.select_related(*threads.RELATED).in_bulk(ids)
    return [
        Waiting(
            conversation=conversation,
            last=threads.line(messages[last_id]) if last_id else None,
            fresh=_counted(fresh),
        )
        for conversation in conversations
        for last_id, fresh in (latest.get(conversation.pk, (None, 0)),)
    ]


def _latest(ids: list[int]) -> dict[int, tuple[int | None, int]]:
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(LATEST, [MOST_COUNTED + 1, ids])
        return {pk: (last_id, fresh) for pk, last_id, fresh in cursor.fetchall()}


def _counted(fresh: int) -> str:
    if fresh > MOST_COUNTED:
        return f"{MOST_COUNTED}+"
    return str(fresh) if fresh else ""
