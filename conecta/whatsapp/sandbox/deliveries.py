"""Webhooks on their way: one lane for each kind, kept in order, repeated until they are taken."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from conecta.whatsapp.sandbox.agenda import Agenda
from conecta.whatsapp.sandbox.environment import Target
from conecta.whatsapp.sandbox.posting import OK, Connection, PostError

FIRST_RETRY_SECONDS = 0.5
LONGEST_RETRY_SECONDS = 30.0
# 0.5, 1, 2, 4, 8, 16 and then every 30 s: some five minutes in all.
MAX_ATTEMPTS = 15
# Bodies of up to 3 MB wait here; beyond this the oldest news are lost, and counted.
MAX_WAITING = 2_000
# A post that has begun is not torn apart when the world ends: nobody hears of it afterwards.
CLOSE_SECONDS = 2.0


@dataclass(slots=True, kw_only=True)
class Delivery:
    """``on_taken`` is called when somebody answered 200."""

    target: Target
    body: bytes
    on_taken: Callable[[], None] | None = None
    attempts: int = 0


class Lane:
    """A queue with one connection. A delivery that is refused lets the others pass meanwhile."""

    __slots__ = (
        "_agenda",
        "_connection",
        "_counts",
        "_is_busy",
        "_is_closed",
        "_queue",
        "_retrying",
        "_worker",
    )

    def __init__(self, secret: bytes, agenda: Agenda, counts: Counter[str]) -> None:
        self._agenda = agenda
        self._counts = counts
        self._connection = Connection(secret)
        self._queue: asyncio.Queue[Delivery] = asyncio.Queue()
        self._retrying = 0
        self._is_busy = False
        self._is_closed = False
        self._worker: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        return self._queue.qsize() + self._retrying + self._is_busy

    def put(self, delivery: Delivery) -> None:
        if self._is_closed:
            return
        if self.waiting >= MAX_WAITING:
            self._counts["abandoned"] += 1
            return
        self._queue.put_nowait(delivery)
        if self._worker is None:
            self._worker = asyncio.get_running_loop().create_task(self._work())

    async def close(self) -> None:
        """What is on its way arrives, within a grace; nothing else leaves."""
        self._is_closed = True
        if self._worker is None:
            return
        if not self._is_busy:
            self._worker.cancel()
        await asyncio.wait({self._worker}, timeout=CLOSE_SECONDS)
        self._worker.cancel()
        self._connection.close()

    async def post(self, delivery: Delivery, connection: Connection) -> None:
        """One attempt; what fails comes back to this lane later."""
        delivery.attempts += 1
        try:
            status = await connection.post(delivery.target, delivery.body)
        except PostError:
            status = 0
        if status == OK:
            self._counts["delivered"] += 1
            if delivery.on_taken is not None:
                delivery.on_taken()
        else:
            self._counts["refused"] += 1
            self._retry(delivery)

    async def _work(self) -> None:
        while not self._is_closed:
            delivery = await self._queue.get()
            self._is_busy = True
            await self.post(delivery, self._connection)
            self._is_busy = False

    def _retry(self, delivery: Delivery) -> None:
        if self._is_closed or delivery.attempts >= MAX_ATTEMPTS:
            self._counts["abandoned"] += 1
            return
        self._retrying += 1
        delay = FIRST_RETRY_SECONDS * 2 ** (delivery.attempts - 1)
        self._agenda.after(min(delay, LONGEST_RETRY_SECONDS), partial(self._again, delivery))

    def _again(self, delivery: Delivery) -> None:
        self._retrying -= 1
        self.put(delivery)


class Deliveries:
    """Messages never wait behind receipts, nor behind news of templates."""

    __slots__ = ("_secret", "changes", "counts", "messages", "statuses")

    def __init__(self, secret: bytes, agenda: Agenda) -> None:
        self._secret = secret
        self.counts: Counter[str] = Counter(delivered=0, refused=0, abandoned=0)
        self.statuses = Lane(secret, agenda, self.counts)
        self.messages = Lane(secret, agenda, self.counts)
        self.changes = Lane(secret, agenda, self.counts)

    @property
    def waiting(self) -> int:
        return sum(lane.waiting for lane in (self.statuses, self.messages, self.changes))

    async def post_now(self, target: Target, body: bytes) -> None:
        """Past the queue, on a connection of its own: the caller waits for the answer."""
        connection = Connection(self._secret)
        await self.statuses.post(Delivery(target=target, body=body), connection)
        connection.close()

    async def close(self) -> None:
        lanes = (self.statuses, self.messages, self.changes)
        await asyncio.gather(*(lane.close() for lane in lanes))
