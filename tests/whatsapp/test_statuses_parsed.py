"""Receipts, from Meta's JSON to events whose order can be compared."""

from datetime import UTC, datetime

from conecta.whatsapp.events import parse
from conecta.whatsapp.types import Person, StatusError, StatusUpdate
from conecta.whatsapp.words import DeliveryStatus
from tests.whatsapp.deliveries import PHONE_NUMBER_ID, WABA_ID, delivery, only_event

UUID = "0193f2c4-7a51-7c0e-9d1b-5a4c1e6f8a10"


def status(name: str) -> StatusUpdate:
    event = only_event(name)
    assert isinstance(event, StatusUpdate)
    return event


def test_a_receipt_keeps_all_that_identifies_it() -> None:
    assert only_event("statuses__sent") == StatusUpdate(
        waba_id=WABA_ID,
        phone_number_id=PHONE_NUMBER_ID,
        at=datetime(2027, 1, 1, 0, 0, tzinfo=UTC),
        wamid="wamid.HBgNNTUxMTk4NzY1NDMyMRUCABEYEjQ1",
        status=DeliveryStatus.SENT,
        status_name="sent",
        recipient=Person(wa_id="5511987654321", user_id="BR.1A2B3C4D5E"),
        callback_data=UUID,
        error=None,
        pricing_category="utility",
        pricing_type="regular",
    )


def test_a_failure_says_why() -> None:
    failed = status("statuses__failed")

    assert failed.status is DeliveryStatus.FAILED
    assert failed.error == StatusError(
        code=131026, title="Message undeliverable", details="Message Undeliverable."
    )
    assert failed.recipient == Person(wa_id="5511987654321")


def test_receipts_of_one_body_come_in_its_order() -> None:
    events = parse(delivery("statuses__sent_delivered_read"))

    assert [event.status for event in events if isinstance(event, StatusUpdate)] == [
        DeliveryStatus.SENT,
        DeliveryStatus.DELIVERED,
        DeliveryStatus.READ,
    ]


def test_ranks_only_climb_from_sent_to_read() -> None:
    ladder = [
        DeliveryStatus.UNKNOWN,
        DeliveryStatus.SENT,
        DeliveryStatus.FAILED,
        DeliveryStatus.DELIVERED,
        DeliveryStatus.READ,
    ]

    assert [step.rank for step in ladder] == [0, 1, 2, 3, 4]
    assert DeliveryStatus.PLAYED.rank == DeliveryStatus.READ.rank
    assert DeliveryStatus.WARNING.rank == DeliveryStatus.DELETED.rank == 0


def test_a_played_voice_message_is_known() -> None:
    assert status("statuses__played").status is DeliveryStatus.PLAYED


def test_a_status_that_we_do_not_know_keeps_its_name() -> None:
    strange = status("statuses__unknown")

    assert (strange.status, strange.status_name) == (DeliveryStatus.UNKNOWN, "teleported")
    assert strange.callback_data == UUID


def test_a_receipt_without_a_phone_names_its_person_by_ids() -> None:
    assert status("statuses__user_id_only").recipient == Person(
        user_id="BR.1A2B3C4D5E",
        parent_user_id="BR.ENT.9Z8Y7X",
        username="anasouza",
        profile_name="Ana Souza",
    )
