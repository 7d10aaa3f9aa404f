import pytest

from conecta.whatsapp.sandbox import directory, ledger
from conecta.whatsapp.sandbox.ledger import Ledger
from conecta.whatsapp.sandbox.people import People, Sent


def accept(book: Ledger, wa_id: str, callback: str) -> Sent:
    message = Sent(
        id=book.new_wamid(),
        person=book.people.meet(wa_id, wa_id),
        number=directory.seeded_numbers()["200000000000001"],
        to=wa_id,
        kind="text",
        category="service",
        callback=callback,
        payload=b"{}",
        accepted_at=0.0,
    )
    book.add(message)
    return message


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> Ledger:
    monkeypatch.setattr(ledger, "MESSAGES_KEPT", 3)
    return Ledger(People())


def test_the_oldest_message_is_forgotten_with_its_person(book: Ledger) -> None:
    messages = [accept(book, f"551198765432{turn}", f"uuid-{turn}") for turn in range(4)]

    assert list(book.sent()) == messages[1:]
    assert messages[0].id not in book.by_id
    assert book.people.find("5511987654320") is None
    assert book.people.find("5511987654321") is not None


def test_a_forgotten_message_still_counts(book: Ledger) -> None:
    for turn in range(4):
        accept(book, f"551198765432{turn}", f"uuid-{turn}")
    accept(book, "5511987654320", "uuid-0")

    assert book.callbacks["uuid-0"] == 2
    assert book.accepted == 5


def test_states_only_climb(book: Ledger) -> None:
    message = accept(book, "5511987654320", "uuid-0")

    book.advance(message, "delivered")
    book.advance(message, "sent")

    assert message.status == "delivered"
    assert (book.states["delivered"], book.states["sent"]) == (1, 0)
