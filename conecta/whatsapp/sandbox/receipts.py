"""The life of a message after it was accepted: sent, delivered, read or failed, told by webhook."""

import random
import time
from functools import partial

from conecta.whatsapp.sandbox import webhooks
from conecta.whatsapp.sandbox.deliveries import Delivery
from conecta.whatsapp.sandbox.people import DELIVERED, FAILED, READ, SENT, Person, Sent
from conecta.whatsapp.sandbox.state import World

# Statuses of this span travel together, up to the size of a batch.
FLUSH_SECONDS = 0.02
DUPLICATE_SECONDS = 0.05
# With so many bodies waiting, further statuses stay small until there is room.
CROWDED = 200
CROWDED_SECONDS = 0.2
SENT_SHARE = 0.2


def begin(world: World, message: Sent, *, is_sent_told: bool = False) -> None:
    """Plan the life. Without webhooks there is none: the message stays accepted."""
    if not world.config.webhooks:
        return
    steps = planned(world, message)
    if is_sent_told:
        steps = steps[1:]
    delays = [delay for delay, _ in steps]
    if world.config.reorder:
        random.shuffle(delays)
    for (offset, status), delay in zip(steps, delays, strict=True):
        happening = partial(happen, world, message, status, message.accepted_at + offset)
        world.agenda.after(delay, happening)


def planned(world: World, message: Sent) -> list[tuple[float, str]]:
    """(seconds after the acceptance, status)."""
    span = world.config.deliver_ms / 1000
    steps = [(span * SENT_SHARE, SENT), (span, FAILED if message.failure else DELIVERED)]
    if not message.failure and random.random() < world.config.read_rate:
        steps.append((span * 2, READ))
    return steps


def happen(world: World, message: Sent, status: str, at: float) -> None:
    world.ledger.advance(message, status)
    world.touch()
    tell(world, message, status, at)
    if random.random() < world.config.duplicate_rate:
        world.agenda.after(DUPLICATE_SECONDS, partial(tell, world, message, status, at))


def tell(world: World, message: Sent, status: str, at: float) -> None:
    waiting = world.waiting_statuses[message.number.id]
    waiting.append((message, status, at))
    if len(waiting) == 1:
        world.agenda.after(FLUSH_SECONDS, partial(flush, world, message.number.id))


async def tell_sent_now(world: World, message: Sent) -> None:
    """The ``sent`` status reaches the receiver before the caller has its answer."""
    world.ledger.advance(message, SENT)
    target = world.target_of(message.number.account_id)
    if target is not None:
        batch = [(message, SENT, message.accepted_at)]
        await world.deliveries.post_now(target, webhooks.statuses(message.number, batch))


def flush(world: World, number_id: str) -> None:
    lane = world.deliveries.statuses
    if lane.waiting > CROWDED:
        world.agenda.after(CROWDED_SECONDS, partial(flush, world, number_id))
        return
    number = world.numbers[number_id]
    waiting = world.waiting_statuses.pop(number_id, [])
    target = world.target_of(number.account_id)
    if target is None:
        return
    if world.config.reorder:
        random.shuffle(waiting)
    size = world.config.webhook_batch
    for start in range(0, len(waiting), size):
        body = webhooks.statuses(number, waiting[start : start + size])
        lane.put(Delivery(target=target, body=body))


def mark_read(world: World, person: Person, number_id: str) -> int:
    """The person has opened the conversation; returns how many messages became read."""
    unread = [
        entry
        for entry in person.entries
        if isinstance(entry, Sent) and entry.number.id == number_id and entry.status == DELIVERED
    ]
    for message in unread:
        happen(world, message, READ, time.time())
    return len(unread)
