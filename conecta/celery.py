"""Composition of the workers: the application with every app's tasks and the beat schedule."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conecta.settings.local")

from conecta.queues import Queue, app

app.autodiscover_tasks()

SECOND = 1.0
MINUTE = 60.0


def every(seconds: float, task: str, queue: Queue) -> dict[str, object]:
    """A beat entry that expires before its next turn, so that a stopped worker finds no backlog."""
    return {"task": task, "schedule": seconds, "options": {"queue": queue, "expires": seconds}}


app.conf.beat_schedule = {
    "dispatch forgotten messages": every(5 * SECOND, "messaging.sweep", Queue.INTERACTIVE),
    "drain forgotten deliveries": every(5 * SECOND, "messaging.drain_inbox", Queue.INBOX),
    "fetch forgotten media": every(MINUTE, "messaging.fetch_media", Queue.MAINTENANCE),
    "submit and sync templates": every(30 * SECOND, "hsm_templates.sweep", Queue.MAINTENANCE),
    "go on with the adhesion term": every(MINUTE, "optin.advance_term", Queue.BULK),
    "read the numbers' state": every(15 * MINUTE, "whatsapp.refresh_channels", Queue.MAINTENANCE),
}
