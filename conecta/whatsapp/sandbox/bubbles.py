"""Messages as the telephone shows them."""

import json
from typing import TypedDict

from conecta.whatsapp.sandbox import inbound, template_parameters
from conecta.whatsapp.sandbox.people import FAILED, Person, Received, Sent
from conecta.whatsapp.sandbox.template_parameters import Filled
from conecta.whatsapp.sandbox.wire import JsonObject, object_in, objects_in, text_in

KIND_NAMES = {
    "image": "Foto",
    "video": "Vídeo",
    "audio": "Áudio",
    "document": "Documento",
    "sticker": "Figurinha",
    "location": "Localização",
    "contacts": "Contato",
    "reaction": "Reação",
}


class Card(TypedDict):
    media: str
    body: str
    buttons: list[JsonObject]


class Bubble(TypedDict):
    """``is_mine`` from the customer's side; ``media`` names a file, ``buttons`` can be pressed.

    ``place`` is what a location tells of itself, ``offer`` the title of a limited-time offer.
    """

    id: str
    is_mine: bool
    at: float
    status: str
    header: str
    media: str
    place: str
    offer: str
    body: str
    footer: str
    buttons: list[JsonObject]
    cards: list[Card]


def is_shown(entry: Sent | Received) -> bool:
    """A message that fails, now or soon, never reaches the telephone."""
    return isinstance(entry, Received) or not (entry.failure or entry.status == FAILED)


def conversation(person: Person, number_id: str, limit: int) -> list[Bubble]:
    """The last messages with that number, oldest first, by the time they carry."""
    mine = [item for item in person.entries if item.number.id == number_id and is_shown(item)]
    bubbles = [bubble_of(item) for item in mine[-limit:]]
    return sorted(bubbles, key=lambda item: item["at"])


def bubble_of(entry: Sent | Received) -> Bubble:
    if isinstance(entry, Received):
        return bubble(entry, entry.at, media_name(entry.kind), as_body(inbound.caption_of(entry)))
    filled = filled_of(entry)
    return bubble(entry, entry.accepted_at, media_of(filled), filled)


def as_body(text: str) -> Filled:
    return Filled(header="", media={}, body=text, footer="", buttons=())


def bubble(entry: Sent | Received, at: float, media: str, filled: Filled) -> Bubble:
    return {
        "id": entry.id,
        "is_mine": isinstance(entry, Received),
        "at": at,
        "status": entry.status,
        "header": filled.header,
        "media": media,
        "place": place_of(filled),
        "offer": filled.offer,
        "body": filled.body,
        "footer": filled.footer,
        "buttons": list(filled.buttons),
        "cards": [card_of(card) for card in filled.cards],
    }


def card_of(card: Filled) -> Card:
    return {"media": media_of(card), "body": card.body, "buttons": list(card.buttons)}


def media_of(filled: Filled) -> str:
    return media_name(text_in(filled.media, "type").lower())


def place_of(filled: Filled) -> str:
    """The name and address of a location, or the name of a document's file."""
    location = object_in(filled.media, "location")
    told = [text_in(location, "name"), text_in(location, "address")]
    told.append(text_in(object_in(filled.media, "document"), "filename"))
    return ", ".join(filter(None, told))


def media_name(kind: str) -> str:
    return KIND_NAMES.get(kind, "")


def filled_of(message: Sent) -> Filled:
    payload: JsonObject = json.loads(message.payload)
    content = object_in(payload, message.kind)
    if message.shape is not None:
        return template_parameters.fill(message.shape, objects_in(content, "components"))
    if message.kind == "text":
        return as_body(text_in(content, "body"))
    if message.kind == "interactive":
        return interactive(content)
    media: JsonObject = {"type": message.kind}
    return Filled(header="", media=media, body=text_in(content, "caption"), footer="", buttons=())


def interactive(content: JsonObject) -> Filled:
    action = object_in(content, "action")
    replies = [object_in(item, "reply") for item in objects_in(action, "buttons")]
    rows = [
        row for section in objects_in(action, "sections") for row in objects_in(section, "rows")
    ]
    return Filled(
        header=text_in(object_in(content, "header"), "text"),
        media={},
        body=text_in(object_in(content, "body"), "text"),
        footer=text_in(object_in(content, "footer"), "text"),
        buttons=(
            *(choice("REPLY", item) for item in replies),
            *(choice("LIST_REPLY", item) for item in rows),
        ),
    )


def choice(kind: str, source: JsonObject) -> JsonObject:
    return {"kind": kind, "text": text_in(source, "title"), "payload": text_in(source, "id")}


def summary(entry: Sent | Received) -> str:
    """One line for the list of customers."""
    shown = bubble_of(entry)
    text = shown["header"] or shown["body"] or shown["media"]
    return " ".join(text.split())[:80]
