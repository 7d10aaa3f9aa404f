"""Everything that was accepted, and how often each of the callers' own ids was."""

import itertools
import secrets
from collections import Counter, deque
from collections.abc import Iterable

from conecta.whatsapp.sandbox.people import People, Received, Sent

# Memory is bounded: older messages are forgotten first, the counts of ids much later.
MESSAGES_KEPT = 200_000
CALLBACKS_KEPT = 1_000_000

RANK = {"accepted": 0, "sent": 1, "failed": 2, "delivered": 3, "read": 4}


class Ledger:
    __slots__ = (
        "_entries",
        "_ids",
        "_prefix",
        "accepted",
        "by_id",
        "callbacks",
        "people",
        "states",
    )

    def __init__(self, people: People) -> None:
        self.people = people
        self.accepted = 0
        self.by_id: dict[str, Sent | Received] = {}
        self.callbacks: dict[str, int] = {}
        self.states: Counter[str] = Counter(dict.fromkeys(RANK, 0))
        self._entries: deque[Sent | Received] = deque()
        # Ids never repeat, not even after a reset.
        self._prefix = f"wamid.HBgMNTU{secrets.token_hex(6).upper()}"
        self._ids = itertools.count(1)

    def new_wamid(self) -> str:
        return f"{self._prefix}{next(self._ids):010X}"

    def add(self, entry: Sent | Received) -> None:
        self.by_id[entry.id] = entry
        entry.person.entries.append(entry)
        self._entries.append(entry)
        if isinstance(entry, Sent):
            self.accepted += 1
            self.states[entry.status] += 1
            self._count_callback(entry.callback)
        if len(self._entries) > MESSAGES_KEPT:
            self._forget_oldest()

    def advance(self, message: Sent, status: str) -> None:
        """States only climb: a late ``sent`` changes nothing that was delivered."""
        if RANK[status] > RANK[message.status]:
            self.states[message.status] -= 1
            self.states[status] += 1
            message.status = status

    def sent(self) -> Iterable[Sent]:
        return (entry for entry in self._entries if isinstance(entry, Sent))

    def _count_callback(self, callback: str) -> None:
        if not callback:
            return
        self.callbacks[callback] = self.callbacks.get(callback, 0) + 1
        if len(self.callbacks) > CALLBACKS_KEPT:
            del self.callbacks[next(iter(self.callbacks))]

    def _forget_oldest(self) -> None:
        oldest = self._entries.popleft()
        del self.by_id[oldest.id]
        oldest.person.entries.remove(oldest)
        self.people.forget_if_idle(oldest.person)
