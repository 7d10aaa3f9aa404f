"""The webhook fields about people: messages, receipts, and preferences about marketing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from conecta.whatsapp.origins import Origin, UnreadableError, required
from conecta.whatsapp.people import Contacts, identify, index_contacts
from conecta.whatsapp.types import (
    Event,
    InboundMessage,
    MediaReference,
    Person,
    StatusError,
    StatusUpdate,
    UserPreference,
)
from conecta.whatsapp.wire import JsonObject, child, children, integer, objects, text
from conecta.whatsapp.words import DeliveryStatus, MessageKind, Preference

Reader = Callable[[JsonObject], Event]

# Everything else in the value is kept raw (errors of the number, user_actions, what is to come).
KNOWN_KEYS = frozenset({"messaging_product", "metadata", "contacts", "messages", "statuses"})
# Where the kinds of message keep what the person wrote, saw or tapped.
TEXT_KEYS = ("body", "caption", "text", "title")
FORWARDED_MARKS = ("forwarded", "frequently_forwarded")
MEDIA_KINDS = frozenset(
    {
        MessageKind.IMAGE,
        MessageKind.VIDEO,
        MessageKind.AUDIO,
        MessageKind.DOCUMENT,
        MessageKind.STICKER,
    }
)


def read_messages_field(origin: Origin, value: JsonObject) -> Iterator[Event]:
    origin = at_number(origin, value)
    contacts = index_contacts(objects(value, "contacts"))
    messages, statuses = children(value, "messages"), children(value, "statuses")
    yield from _read_each(origin, "messages", messages, partial(_read_message, origin, contacts))
    yield from _read_each(origin, "messages", statuses, partial(_read_status, origin, contacts))
    rest = {key: item for key, item in value.items() if key not in KNOWN_KEYS}
    if rest or not (messages or statuses):
        yield origin.raw("messages", rest or value)


def read_preferences_field(origin: Origin, value: JsonObject) -> Iterator[Event]:
    origin = at_number(origin, value)
    contacts = index_contacts(objects(value, "contacts"))
    preferences = children(value, "user_preferences")
    if not preferences:
        raise UnreadableError("no user_preferences")
    reader = partial(_read_preference, origin, contacts)
    yield from _read_each(origin, "user_preferences", preferences, reader)


def at_number(origin: Origin, value: JsonObject) -> Origin:
    phone_number_id = text(child(value, "metadata"), "phone_number_id")
    return replace(origin, phone_number_id=phone_number_id) if phone_number_id else origin


def _read_each(
    origin: Origin, field: str, items: Sequence[object], reader: Reader
) -> Iterator[Event]:
    """An unreadable item is kept raw under its field, and costs no other."""
    for item in items:
        if not isinstance(item, dict):
            yield origin.raw(field, item, "not an object")
            continue
        try:
            yield reader(item)
        except UnreadableError as problem:
            yield origin.raw(field, item, str(problem))


def _read_message(origin: Origin, contacts: Contacts, message: JsonObject) -> InboundMessage:
    kind_name = text(message, "type")
    kind = MessageKind(kind_name)
    content, context = child(message, kind_name), child(message, "context")
    if kind is MessageKind.INTERACTIVE:
        content = child(content, text(content, "type"))
    return InboundMessage(
        waba_id=origin.waba_id,
        phone_number_id=origin.phone_number_id,
        at=origin.time_of(message),
        wamid=required(message, "id"),
        sender=_known(
            identify(
                contacts,
                wa_id=text(message, "from"),
                user_id=text(message, "from_user_id"),
                parent_user_id=text(message, "from_parent_user_id"),
            )
        ),
        kind=kind,
        kind_name=kind_name,
        text="" if kind is MessageKind.SYSTEM else _words_in(content),
        payload=text(content, "payload") or _reply_id(kind, content),
        media=_media_in(content) if kind in MEDIA_KINDS else None,
        context_wamid=text(context, "id"),
        forwarded=any(context.get(mark) is True for mark in FORWARDED_MARKS),
    )


def _known(person: Person) -> Person:
    if not (person.wa_id or person.user_id):
        raise UnreadableError("no sender")
    return person


def _words_in(content: JsonObject) -> str:
    """What the person wrote or tapped; a system message's words are Meta's, not the person's."""
    return next(filter(None, (text(content, key) for key in TEXT_KEYS)), "")


def _reply_id(kind: MessageKind, content: JsonObject) -> str:
    return text(content, "id") if kind is MessageKind.INTERACTIVE else ""


def _media_in(content: JsonObject) -> MediaReference | None:
    if not text(content, "id"):
        return None
    return MediaReference(
        id=text(content, "id"),
        mime_type=text(content, "mime_type"),
        sha256=text(content, "sha256"),
        filename=text(content, "filename"),
    )


def _read_status(origin: Origin, contacts: Contacts, status: JsonObject) -> StatusUpdate:
    pricing = child(status, "pricing")
    return StatusUpdate(
        waba_id=origin.waba_id,
        phone_number_id=origin.phone_number_id,
        at=origin.time_of(status),
        wamid=required(status, "id"),
        status=DeliveryStatus(text(status, "status")),
        status_name=text(status, "status"),
        recipient=identify(
            contacts,
            wa_id=text(status, "recipient_id"),
            user_id=text(status, "recipient_user_id"),
            parent_user_id=text(status, "parent_recipient_user_id"),
        ),
        callback_data=text(status, "biz_opaque_callback_data"),
        error=_error_in(status),
        pricing_category=text(pricing, "category"),
        pricing_type=text(pricing, "type"),
    )


def _error_in(status: JsonObject) -> StatusError | None:
    error = next(iter(objects(status, "errors")), None)
    if error is None:
        return None
    return StatusError(
        code=integer(error, "code"),
        title=text(error, "title") or text(error, "message"),
        details=text(child(error, "error_data"), "details"),
    )


def _read_preference(origin: Origin, contacts: Contacts, item: JsonObject) -> UserPreference:
    return UserPreference(
        waba_id=origin.waba_id,
        phone_number_id=origin.phone_number_id,
        at=origin.time_of(item),
        person=_known(
            identify(
                contacts,
                wa_id=text(item, "wa_id"),
                user_id=text(item, "user_id"),
                parent_user_id=text(item, "parent_user_id"),
            )
        ),
        category=text(item, "category"),
        value=Preference(text(item, "value")),
        value_name=text(item, "value"),
        details=text(item, "detail"),
    )
