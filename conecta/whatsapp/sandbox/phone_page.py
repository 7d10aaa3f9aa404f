"""The telephone: its page, its files and the little JSON it asks for every second."""

import time
from itertools import islice
from pathlib import Path
from typing import TypedDict

from conecta.whatsapp.sandbox import bubbles, customers, receipts, wa_id
from conecta.whatsapp.sandbox.bubbles import Bubble
from conecta.whatsapp.sandbox.control import refused
from conecta.whatsapp.sandbox.directory import PhoneNumber
from conecta.whatsapp.sandbox.people import DELIVERED, WINDOW_SECONDS, Person, Received, Sent
from conecta.whatsapp.sandbox.state import World
from conecta.whatsapp.sandbox.wire import Request, Response, answer, text_in

FOLDER = Path(__file__).parent / "page"
PEOPLE_SHOWN = 50
PEOPLE_SEARCHED = 5_000
MESSAGES_SHOWN = 100
TYPES = {
    ".html": b"text/html; charset=utf-8",
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".svg": b"image/svg+xml",
}
POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
NOT_FOUND = refused("not found", 404)


class Line(TypedDict):
    """``at`` is None while nothing was said."""

    text: str
    at: float | None
    is_mine: bool


class Company(TypedDict):
    id: str
    name: str
    display: str
    unread: int


class Customer(TypedDict):
    wa_id: str
    number: str
    name: str
    last: Line
    unread: int


def load(path: Path) -> Response:
    return Response(
        body=path.read_bytes(),
        headers=(
            (b"content-type", TYPES[path.suffix]),
            (b"content-security-policy", POLICY),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
            (b"cache-control", b"no-cache"),
        ),
    )


FILES = {path.name: load(path) for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES}


async def page(_world: World, _request: Request) -> Response:
    return FILES["index.html"]


async def static(_world: World, request: Request) -> Response:
    return FILES.get(request.parts[-1], NOT_FOUND)


async def state(world: World, request: Request) -> Response:
    """All that the page draws; only the version when nothing has changed since ``version``."""
    query = request.query()
    if query.get("version") == str(world.version):
        return answer({"version": world.version})
    person = world.people.find(wa_id.from_digits(query.get("person", "")))
    number = chosen_number(world, person, query.get("number", ""))
    return answer(
        {
            "version": world.version,
            "number": number.id,
            "numbers": [company(item, person) for item in world.numbers.values()],
            "people": listed(world, query.get("search", "").casefold()),
            "person": customer(person) if person else None,
            "conversation": conversation(person, number),
            "window_closes_at": window_closes_at(person, number),
            "webhooks": world.config.webhooks,
            "failing": failing(world, person),
        }
    )


def chosen_number(world: World, person: Person | None, number_id: str) -> PhoneNumber:
    """The number that was asked for, else that of the person's last message, else the first."""
    if number_id in world.numbers:
        return world.numbers[number_id]
    if person is not None and person.entries:
        return person.entries[-1].number
    return next(iter(world.numbers.values()))


def company(number: PhoneNumber, person: Person | None) -> Company:
    return {
        "id": number.id,
        "name": number.verified_name,
        "display": number.display,
        "unread": unread(person, number.id) if person else 0,
    }


def conversation(person: Person | None, number: PhoneNumber) -> list[Bubble]:
    return bubbles.conversation(person, number.id, MESSAGES_SHOWN) if person else []


def window_closes_at(person: Person | None, number: PhoneNumber) -> float | None:
    """When the customer's last word to this number is 24 hours old; nothing if it is by now."""
    if person is None or not person.has_open_window(number.id, time.time()):
        return None
    return person.windows[number.id] + WINDOW_SECONDS


def failing(world: World, person: Person | None) -> int:
    """The code that the person's messages fail with, or 0."""
    failure = world.config.failures.get(person.wa_id) if person else None
    return failure.code if failure else 0


def listed(world: World, search: str) -> list[Customer]:
    recent = islice(world.people.latest(), PEOPLE_SEARCHED)
    found = (item for item in recent if search in f"{item.name} {item.number}".casefold())
    return [customer(item) for item in islice(found, PEOPLE_SHOWN)]


def customer(person: Person) -> Customer:
    return {
        "wa_id": person.wa_id,
        "number": person.number,
        "name": person.name or "Cliente sem nome",
        "last": last_line(person),
        "unread": unread(person),
    }


def last_line(person: Person) -> Line:
    for entry in reversed(person.entries):
        if bubbles.is_shown(entry):
            is_mine = isinstance(entry, Received)
            at = entry.at if isinstance(entry, Received) else entry.accepted_at
            return {"text": bubbles.summary(entry), "at": at, "is_mine": is_mine}
    return {"text": "", "at": None, "is_mine": False}


def unread(person: Person, number_id: str = "") -> int:
    """Delivered and not read, from one number or from all."""
    return sum(
        isinstance(entry, Sent) and entry.status == DELIVERED and number_id in ("", entry.number.id)
        for entry in person.entries[-MESSAGES_SHOWN:]
    )


async def add_person(world: World, request: Request) -> Response:
    source = request.json()
    typed = text_in(source, "number")
    digits = wa_id.parse(typed)
    if digits is None:
        return refused("Escreva o número com DDI e DDD, por exemplo +55 11 98765-4321.")
    person = customers.keep(world, digits, text_in(source, "name").strip())
    return answer({"wa_id": person.wa_id})


async def read(world: World, request: Request) -> Response:
    source = request.json()
    person = world.people.find(text_in(source, "person"))
    if person is None:
        return NOT_FOUND
    return answer({"read": receipts.mark_read(world, person, text_in(source, "number"))})
