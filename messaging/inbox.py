"""Applying received webhooks: each message in its own transaction, statuses in one batch."""

import logging
import time
from collections.abc import Callable

from django.db import DatabaseError

from audit.context import Origin, coming_from
from conecta.errors import DomainError
from conecta.whatsapp.events import parse
from conecta.whatsapp.types import (
    Event,
    InboundMessage,
    StatusUpdate,
    TemplateCategoryEvent,
    TemplateQualityEvent,
    TemplateStatusEvent,
    UserPreference,
)
from hsm_templates import lifecycle
from messaging import deliveries, inbound, pace, receipts, wakeups
from messaging.models import WebhookDelivery

logger = logging.getLogger(__name__)

RUN_SECONDS = 120.0


def drain(*, linger_seconds: float = 0.0) -> int:
    """Apply deliveries until none has come for `linger_seconds`; how many were applied."""
    wakeups.begin("inbox")
    ends, applied = time.monotonic() + RUN_SECONDS, 0
    lingers_until = time.monotonic() + linger_seconds
    while time.monotonic() < ends:
        delivery = deliveries.claim()
        if delivery is not None:
            apply(delivery)
            applied += 1
            lingers_until = time.monotonic() + linger_seconds
        elif time.monotonic() < lingers_until:
            time.sleep(linger_seconds / 5)
        else:
            break
    return applied


def apply(delivery: WebhookDelivery) -> None:
    """Apply every event; one that fails is told in the delivery and costs no other."""
    with coming_from(Origin.WEBHOOK):
        events = parse(bytes(delivery.body))
        statuses = [event for event in events if isinstance(event, StatusUpdate)]
        failures = [
            failure
            for event in events
            if not isinstance(event, StatusUpdate)
            for failure in _attempt(_apply_event, event)
        ]
        failures += _apply_statuses(statuses)
    deliveries.finish(delivery, failures=failures)


def _apply_statuses(statuses: list[StatusUpdate]) -> list[str]:
    """All at once; should that fail, one by one, so that a bad one costs no other."""
    if not statuses or not _attempt(receipts.apply, statuses):
        return []
    return [failure for status in statuses for failure in _attempt(receipts.apply, [status])]


def _attempt(function: Callable[..., object], argument: object) -> list[str]:
    try:
        function(argument)
    except (DatabaseError, DomainError, ArithmeticError, LookupError, ValueError) as error:
        # The words of the error may quote a person: they stay in the delivery.
        logger.error("a webhook event was not applied: %s", type(error).__name__)
        return [f"{type(error).__name__}: {error}"]
    return []


def _apply_event(event: Event) -> None:
    handler = HANDLERS.get(type(event))
    if handler is not None:
        handler(event)


def _receive(event: InboundMessage) -> None:
    message = inbound.receive(event)
    if message is not None:
        pace.count_incoming(message.channel)


HANDLERS: dict[type, Callable[..., object]] = {
    InboundMessage: _receive,
    UserPreference: inbound.apply_preference,
    TemplateStatusEvent: lifecycle.apply_status_event,
    TemplateQualityEvent: lifecycle.apply_quality_event,
    TemplateCategoryEvent: lifecycle.apply_category_event,
}
