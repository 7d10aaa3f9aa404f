"""Statuses that come together travel together. A customer who opens a conversation reads all of it
at one moment, however slow the machine is."""

from tests.sandbox.caller import PERSON, Caller
from tests.sandbox.receiver import Receiver

MESSAGES = 10


def read_at_once(sandbox: Caller, receiver: Receiver) -> list[int]:
    """The sizes of the bodies that tell of the reading."""
    for _ in range(MESSAGES):
        assert sandbox.send_template().status_code == 200
    receiver.wait_for_statuses(2 * MESSAGES)
    receiver.clear()

    reading = {"person": PERSON.lstrip("+")}
    address = f"{sandbox.address}/_phone/read"
    number = sandbox.session.get(f"{sandbox.address}/_phone/state", params=reading).json()["number"]
    read = sandbox.session.post(address, json={**reading, "number": number})
    assert read.json() == {"read": MESSAGES}

    receiver.wait_for_statuses(MESSAGES)
    return [len(value["statuses"]) for value in receiver.values("messages")]


def test_statuses_travel_together(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()

    assert read_at_once(sandbox, receiver) == [10]


def test_a_batch_has_its_limit(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()
    sandbox.configure(webhook_batch=7)

    assert read_at_once(sandbox, receiver) == [7, 3]
