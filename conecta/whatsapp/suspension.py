"""Meta's refusals that stop a whole number: nothing is tried again before the time is up."""

from datetime import datetime

from django.db import transaction

from audit import trail
from audit.actions import Action
from audit.actors import META
from conecta.whatsapp.models import Channel


@transaction.atomic
def suspend(channel: Channel, *, until: datetime, reason: str) -> None:
    """Hold the channel's sending; only the first notice of a row of them is audited."""
    locked = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    is_news = locked.pause_reason != reason or locked.paused_until is None
    locked.paused_until, locked.pause_reason = until, reason[:200]
    locked.save(update_fields=["paused_until", "pause_reason"])
    if is_news:
        trail.record(Action.CHANNEL_CHANGED, by=META, obj=locked, reason=reason)


@transaction.atomic
def resume(channel: Channel) -> None:
    """A send got through again: the suspension is over. Nothing is written when there was none."""
    locked = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    if locked.paused_until is None:
        return
    changes = trail.changed(locked, paused_until=None, pause_reason="")
    locked.paused_until, locked.pause_reason = None, ""
    locked.save(update_fields=["paused_until", "pause_reason"])
    trail.record(Action.CHANNEL_CHANGED, by=META, obj=locked, changes=changes)
