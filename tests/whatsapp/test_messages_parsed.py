"""What a person wrote, from Meta's JSON to one event."""

from datetime import UTC, datetime

import pytest

from conecta.whatsapp.events import parse, peek
from conecta.whatsapp.types import Event, InboundMessage, MediaReference, Person, RawField
from conecta.whatsapp.words import MessageKind
from tests.whatsapp.deliveries import PHONE_NUMBER_ID, WABA_ID, delivery, only_event

ANA = Person(wa_id="5511987654321", user_id="BR.1A2B3C4D5E", profile_name="Ana Souza")


def message(name: str) -> InboundMessage:
    event = only_event(name)
    assert isinstance(event, InboundMessage)
    return event


def texts(events: list[Event]) -> list[str]:
    return [event.text for event in events if isinstance(event, InboundMessage)]


def test_a_text_keeps_all_that_identifies_it() -> None:
    assert only_event("messages__text") == InboundMessage(
        waba_id=WABA_ID,
        phone_number_id=PHONE_NUMBER_ID,
        at=datetime(2027, 1, 1, 0, 0, tzinfo=UTC),
        wamid="wamid.HBgNNTUxMTk4NzY1NDMyMRUCABIYFDNB",
        sender=ANA,
        kind=MessageKind.TEXT,
        kind_name="text",
        text="Oi! Pode me ligar? 🙂",
    )


@pytest.mark.parametrize(
    ("name", "kind", "text", "payload", "context"),
    [
        (
            "messages__button",
            MessageKind.BUTTON,
            "Não quero mais receber",
            "stop-offers",
            "wamid.HBgNORIGINAL",
        ),
        (
            "messages__button_reply",
            MessageKind.INTERACTIVE,
            "Confirmar",
            "confirm-1",
            "wamid.HBgNORIGINAL",
        ),
        ("messages__list_reply", MessageKind.INTERACTIVE, "Amanhã, 9 h", "slot-9h", ""),
        ("messages__order", MessageKind.ORDER, "Quero dois", "", ""),
    ],
)
def test_a_tap_has_its_words_its_payload_and_what_it_answers(
    name: str, kind: MessageKind, text: str, payload: str, context: str
) -> None:
    tapped = message(name)

    assert (tapped.kind, tapped.text, tapped.payload, tapped.context_wamid) == (
        kind,
        text,
        payload,
        context,
    )


def test_words_that_were_only_passed_on_are_known_as_such() -> None:
    assert message("messages__forwarded").forwarded
    assert not message("messages__text").forwarded
    assert not message("messages__button_reply").forwarded


def test_a_caption_is_text_and_the_medium_is_referred_to() -> None:
    photo = message("messages__image")

    assert photo.text == "#optout por favor"
    assert photo.media == MediaReference(
        id="1003383421387256",
        mime_type="image/jpeg",
        sha256="3f9d94d399fa61c191bc1d4ca71375a035cbbd96dc51a2e8ea1a87bf9b5b9f73",
        filename="",
    )


@pytest.mark.parametrize(
    ("name", "kind", "mime_type", "filename"),
    [
        ("messages__audio", MessageKind.AUDIO, "audio/ogg; codecs=opus", ""),
        ("messages__document", MessageKind.DOCUMENT, "application/pdf", "boleto.pdf"),
    ],
)
def test_media_without_a_caption_have_no_text(
    name: str, kind: MessageKind, mime_type: str, filename: str
) -> None:
    received = message(name)

    assert (received.kind, received.text) == (kind, "")
    assert received.media is not None
    assert (received.media.mime_type, received.media.filename) == (mime_type, filename)


@pytest.mark.parametrize(
    ("name", "kind", "kind_name"),
    [
        ("messages__unsupported", MessageKind.UNSUPPORTED, "unsupported"),
        ("messages__unknown_kind", MessageKind.UNKNOWN, "hologram"),
    ],
)
def test_kinds_that_we_cannot_show_are_named(name: str, kind: MessageKind, kind_name: str) -> None:
    received = message(name)

    assert (received.kind, received.kind_name, received.text) == (kind, kind_name, "")
    assert received.media is None


def test_a_system_message_puts_no_words_into_the_persons_mouth() -> None:
    notice = message("messages__system")

    assert (notice.kind, notice.text) == (MessageKind.SYSTEM, "")


def test_who_has_a_user_name_may_come_without_a_phone() -> None:
    assert message("messages__username").sender == Person(
        user_id="BR.1A2B3C4D5E",
        parent_user_id="BR.ENT.9Z8Y7X",
        username="anasouza",
        profile_name="Ana Souza",
    )


def test_a_user_id_in_the_place_of_the_phone_is_no_phone() -> None:
    assert message("messages__user_id_as_phone").sender == Person(
        user_id="BR.1A2B3C4D5E", profile_name="Ana Souza"
    )


def test_a_time_in_milliseconds_is_the_same_moment() -> None:
    assert message("messages__milliseconds").at == datetime(2027, 1, 1, 0, 0, 0, 123000, tzinfo=UTC)


def test_one_malformed_message_costs_no_other() -> None:
    events = parse(delivery("messages__one_malformed"))

    assert texts(events) == ["primeira", "segunda"]
    assert [event.problem for event in events if isinstance(event, RawField)] == [
        "no id",
        "not an object",
    ]
    assert isinstance(events[1], RawField)
    assert events[1].value["text"] == {"body": "sem id"}


def test_what_comes_beside_a_message_is_kept_raw() -> None:
    written, beside = parse(delivery("messages__user_actions"))

    assert isinstance(written, InboundMessage)
    assert isinstance(beside, RawField)
    assert list(beside.value) == ["user_actions"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("messages__text", True), ("messages__one_malformed", True), ("statuses__sent", False)],
)
def test_a_delivery_with_messages_is_told_apart(name: str, expected: bool) -> None:
    assert peek(delivery(name)) is expected
