"""Decisions that let go of what was said: of one person at once, of everybody after the term.

The row of a message stays with its decision, times and outcome, which are proof; its words, values,
Meta's id (the number is written in it) and files go.
"""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from audit import retention
from audit.actors import Author
from audit.retention import BATCH, Keeper
from conecta.queues import Queue, wake
from messaging import skipping
from messaging.gates import Reason
from messaging.models import Conversation, IdempotencyKey, MediaFile, Message, WebhookDelivery

DISCARD_MEDIA = "messaging.discard_media"


def connect() -> None:
    retention.register(
        Keeper(
            label="Avisos da Meta como vieram",
            setting="RETENTION_WEBHOOK_DAYS",
            sweep=sweep_deliveries,
        )
    )
    retention.register(
        Keeper(
            label="Respostas guardadas de chamadas repetidas da API",
            setting="RETENTION_REPLAY_DAYS",
            sweep=sweep_replays,
        )
    )
    retention.register(
        Keeper(
            label="Conteúdo de mensagens",
            setting="RETENTION_CONVERSATION_DAYS",
            sweep=sweep_contents,
        )
    )


def forget_person(people: Collection[int], *, by: Author) -> None:
    """Nothing more leaves for the person, and nothing of what was said stays. The caller holds the
    contacts."""
    theirs = Message.objects.filter(contact_id__in=people)
    waiting = theirs.filter(status__in=skipping.WAITING).locked()
    skipping.skip(dict.fromkeys(waiting, (Reason.CONTACT_ERASED,)), by=by)
    _forget(list(theirs.order_by("id").values_list("pk", flat=True)))
    # A day's worth of rows: older ones go every night.
    IdempotencyKey.objects.filter(answer__contact__in=list(people)).delete()
    Conversation.objects.filter(contact_id__in=people).update(unanswered_since=None, held_by=None)


@transaction.atomic
def sweep_contents(before: datetime) -> int:
    """One batch of messages older than the term (index message_created)."""
    old = Message.objects.filter(created_at__lt=before, content_erased_at=None).order_by("id")
    held = old.select_for_update(no_key=True, skip_locked=True, of=("self",))
    ids = list(held.values_list("pk", flat=True)[:BATCH])
    _forget(ids)
    return len(ids)


@transaction.atomic
def sweep_deliveries(before: datetime) -> int:
    """One batch of what was applied or given up; the oldest come first by key."""
    oldest = WebhookDelivery.objects.filter(due_at=None).order_by("pk")
    ids = [pk for pk, at in oldest.values_list("pk", "received_at")[:BATCH] if at < before]
    count, _ = WebhookDelivery.objects.filter(pk__in=ids).delete()
    return count


@transaction.atomic
def sweep_replays(before: datetime) -> int:
    """One batch of keys that no longer replay anything."""
    old = IdempotencyKey.objects.filter(created_at__lt=before).order_by("created_at", "pk")
    count, _ = IdempotencyKey.objects.filter(
        pk__in=list(old.values_list("pk", flat=True)[:BATCH])
    ).delete()
    return count


def _forget(ids: Collection[int]) -> None:
    now = timezone.now()
    Message.objects.filter(pk__in=ids).update(
        text="",
        values={},
        payload="",
        wamid=None,
        error_detail="",
        content_erased_at=now,
    )
    marked = MediaFile.objects.filter(message_id__in=ids, discard_at=None).update(
        discard_at=now, due_at=None, media_id="", filename="", mime_type="", failure=""
    )
    if marked:
        transaction.on_commit(partial(wake, DISCARD_MEDIA, queue=Queue.MAINTENANCE))
