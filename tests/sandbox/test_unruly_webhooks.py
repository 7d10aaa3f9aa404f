from tests.sandbox.caller import Caller
from tests.sandbox.receiver import Receiver

PEOPLE = [f"+55119{turn:08d}" for turn in range(30)]


def send_to_all(sandbox: Caller) -> None:
    for person in PEOPLE:
        assert sandbox.send_template(to=person).status_code == 200


def test_statuses_are_doubled(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()
    sandbox.configure(duplicate_rate=1)
    sandbox.send_template()

    receiver.wait_for_statuses(4)

    told = sorted(status["status"] for status in receiver.statuses())
    assert told == ["delivered", "delivered", "sent", "sent"]


def test_statuses_come_in_disorder_but_keep_their_times(
    sandbox: Caller, receiver: Receiver
) -> None:
    sandbox.approved()
    sandbox.configure(reorder=True, read_rate=1, deliver_ms=600)
    send_to_all(sandbox)

    receiver.wait_for_statuses(90)

    lives: dict[str, list[tuple[str, str]]] = {}
    for status in receiver.statuses():
        lives.setdefault(status["id"], []).append((status["status"], status["timestamp"]))
    disordered = [life for life in lives.values() if [step[0] for step in life] != sorted_life()]
    assert len(disordered) > 5
    for life in lives.values():
        times = dict(life)
        assert int(times["sent"]) <= int(times["delivered"]) <= int(times["read"])


def sorted_life() -> list[str]:
    return ["sent", "delivered", "read"]


def test_sent_is_told_before_the_answer_comes(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()
    receiver.wait_for_deliveries(1)
    sandbox.configure(webhook_before_response=True, deliver_ms=5000)

    sandbox.send_template(biz_opaque_callback_data="uuid-1")

    assert [status["status"] for status in receiver.statuses()] == ["sent"]
    assert receiver.statuses()[0]["biz_opaque_callback_data"] == "uuid-1"
