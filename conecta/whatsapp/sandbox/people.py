"""The customers on the other side: who they are and what they exchanged with each number."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from conecta.whatsapp.sandbox.components import Shape
from conecta.whatsapp.sandbox.directory import PhoneNumber
from conecta.whatsapp.sandbox.wire import JsonObject

WINDOW_SECONDS = 24 * 3600
ACCEPTED = "accepted"
SENT = "sent"
DELIVERED = "delivered"
READ = "read"
FAILED = "failed"


@dataclass(slots=True, kw_only=True)
class Person:
    """``number`` is as it was dialled first; ``windows`` holds the last word to each number."""

    wa_id: str
    number: str
    name: str = ""
    is_kept: bool = False
    entries: list["Sent | Received"] = field(default_factory=list)
    windows: dict[str, float] = field(default_factory=dict)
    stopped_marketing: set[str] = field(default_factory=set)

    @property
    def user_id(self) -> str:
        """The business-scoped id: the same person is always the same to this company."""
        digest = hashlib.sha256(f"aurora:{self.wa_id}".encode()).digest()
        return "BR." + base64.b32encode(digest[:15]).decode()

    def has_open_window(self, number_id: str, now: float) -> bool:
        return now - self.windows.get(number_id, 0.0) < WINDOW_SECONDS

    def open_window(self, number_id: str, at: float) -> None:
        self.windows[number_id] = max(at, self.windows.get(number_id, 0.0))


@dataclass(slots=True, kw_only=True, eq=False)
class Sent:
    """A message that the simulator accepted. ``failure`` is the code that awaits it, or 0.

    The payload stays as it came, in bytes: two hundred thousand parsed ones would be too many.
    """

    id: str
    person: Person
    number: PhoneNumber
    to: str
    kind: str
    category: str
    callback: str
    payload: bytes
    accepted_at: float
    failure: int = 0
    shape: Shape | None = None
    status: str = ACCEPTED


@dataclass(slots=True, kw_only=True, eq=False)
class Received:
    """A message that the customer wrote. ``status`` is what the customer's ticks show."""

    id: str
    person: Person
    number: PhoneNumber
    kind: str
    content: JsonObject
    at: float
    status: str = SENT


class People:
    """By ``wa_id``, the latest to be heard of last."""

    __slots__ = ("_by_wa_id",)

    def __init__(self) -> None:
        self._by_wa_id: dict[str, Person] = {}

    def find(self, wa_id: str) -> Person | None:
        return self._by_wa_id.get(wa_id)

    def meet(self, wa_id: str, number: str) -> Person:
        """The person, known or new, moved to the front."""
        person = self._by_wa_id.pop(wa_id, None) or Person(wa_id=wa_id, number=number)
        self._by_wa_id[wa_id] = person
        return person

    def latest(self) -> Iterator[Person]:
        return reversed(self._by_wa_id.values())

    def forget_if_idle(self, person: Person) -> None:
        if not person.entries and not person.is_kept and not person.windows:
            self._by_wa_id.pop(person.wa_id, None)
