"""Composition of the workers: the application with every app's tasks and the beat schedule."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conecta.settings.local")
# In each worker Celery would run Django's checks, for which every page is loaded, and tell nobody
# what they found.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

from celery.schedules import crontab

from conecta.queues import Queue, app

app.autodiscover_tasks()

SECOND = 1.0
MINUTE = 60.0


def every(seconds: float, task: str, queue: Queue) -> dict[str, object]:
    """A beat entry that expires before its next turn, so that a stopped worker finds no backlog."""
    return {"task": task, "schedule": seconds, "options": {"queue": queue, "expires": seconds}}


def daily(hour: int, task: str, queue: Queue) -> dict[str, object]:
    """Once a day at that hour of the installation; a worker that comes up within it takes it."""
    options = {"queue": queue, "expires": 60 * MINUTE}
    return {"task": task, "schedule": crontab(hour=str(hour), minute="0"), "options": options}


app.conf.beat_schedule = {
    "dispatch forgotten messages": every(5 * SECOND, "messaging.sweep", Queue.INTERACTIVE),
    "drain forgotten deliveries": every(5 * SECOND, "messaging.drain_inbox", Queue.INBOX),
    "delete forgotten media": every(5 * MINUTE, "messaging.discard_media", Queue.MAINTENANCE),
    "fetch forgotten media": every(MINUTE, "messaging.fetch_media", Queue.MAINTENANCE),
    "submit and sync templates": every(30 * SECOND, "hsm_templates.sweep", Queue.MAINTENANCE),
    "seal the trail": every(MINUTE, "audit.seal", Queue.MAINTENANCE),
    "verify what was asked for": every(MINUTE, "audit.verify", Queue.MAINTENANCE),
    "verify the trail": daily(5, "audit.verify_daily", Queue.MAINTENANCE),
    "mail the newest seal": daily(9, "audit.mail_anchor", Queue.MAINTENANCE),
    "go on with the adhesion term": every(MINUTE, "optin.advance_term", Queue.BULK),
    "make forgotten exports": every(MINUTE, "exports.sweep", Queue.MAINTENANCE),
    "delete what has passed its time": daily(3, "audit.apply_retention", Queue.MAINTENANCE),
    "read the numbers' state": every(15 * MINUTE, "whatsapp.refresh_channels", Queue.MAINTENANCE),
}
