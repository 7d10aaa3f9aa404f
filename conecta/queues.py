"""The Celery application, its queues, and the one way to wake a task."""

import logging
from enum import StrEnum
from typing import Any

from celery import Celery
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

app = Celery("conecta")
app.config_from_object("django.conf:settings", namespace="CELERY")


class Queue(StrEnum):
    INTERACTIVE = "interactive"
    BULK = "bulk"
    INBOX = "inbox"
    MAINTENANCE = "maintenance"


def wake(task_name: str, *args: Any, queue: Queue) -> None:
    """Send a task by name. A hint: all work has rows, and a sweep finds what was forgotten."""
    try:
        app.send_task(task_name, args=args, queue=queue, retry=False, ignore_result=True)
    except OperationalError as error:
        logger.warning("task %s not enqueued, the sweep will find its rows: %s", task_name, error)
