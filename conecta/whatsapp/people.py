"""Who a webhook speaks of: phone, business-scoped ids, user name and profile, matched together."""

import re
from collections.abc import Mapping, Sequence

from conecta.whatsapp.payloads import USER_ID
from conecta.whatsapp.types import Person
from conecta.whatsapp.wire import JsonObject, child, text

# The `contacts` of one delivery, by wa_id and by user id: the two never look alike.
Contacts = Mapping[str, JsonObject]

WA_ID = re.compile(r"\d{5,15}", re.ASCII)


def index_contacts(contacts: Sequence[JsonObject]) -> Contacts:
    keyed = {text(contact, key): contact for contact in contacts for key in ("wa_id", "user_id")}
    keyed.pop("", None)
    return keyed


def identify(contacts: Contacts, *, wa_id: str, user_id: str, parent_user_id: str) -> Person:
    """The person of one message or status, completed from the delivery's `contacts`.

    A phone is left out once its owner has a user name, and now and then a user id stands in its
    place: the shape decides what it is.
    """
    if USER_ID.fullmatch(wa_id):
        user_id, wa_id = user_id or wa_id, ""
    contact = contacts.get(wa_id) or contacts.get(user_id) or {}
    profile = child(contact, "profile")
    return Person(
        wa_id=_phone(wa_id) or _phone(text(contact, "wa_id")),
        user_id=user_id or text(contact, "user_id"),
        parent_user_id=parent_user_id or text(contact, "parent_user_id"),
        username=text(profile, "username"),
        profile_name=text(profile, "name"),
    )


def _phone(wa_id: str) -> str:
    digits = wa_id.removeprefix("+")
    return digits if WA_ID.fullmatch(digits) else ""
