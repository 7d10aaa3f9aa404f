import time

import pytest
import requests

from tests.sandbox.caller import NUMBER, PERSON, Caller, body_values
from tests.sandbox.receiver import Receiver


def test_a_lost_answer_belongs_to_an_accepted_message(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()
    sandbox.configure(drop_response_rate=1)

    with pytest.raises(requests.ConnectionError, match="Remote end closed connection"):
        sandbox.send_template(biz_opaque_callback_data="uuid-1")

    assert receiver.wait_for_statuses(2)[0]["biz_opaque_callback_data"] == "uuid-1"
    assert sandbox.control("messages")["biz_opaque_callback_data"] == {"uuid-1": 1}
    assert sandbox.control("stats")["lost"] == {"requests": 0, "answers": 1}


def test_a_lost_request_leaves_no_message(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()
    receiver.wait_for_deliveries(1)
    sandbox.configure(lose_request_rate=1)

    with pytest.raises(requests.ConnectionError, match="Remote end closed connection"):
        sandbox.send_template(biz_opaque_callback_data="uuid-1")

    assert receiver.stays_at(1)
    assert sandbox.control("messages")["messages"] == []
    assert sandbox.control("stats")["lost"] == {"requests": 1, "answers": 0}


def test_other_connections_are_not_cut(sandbox: Caller) -> None:
    sandbox.approved()
    other = Caller(sandbox.address)
    other.control("stats")
    sandbox.configure(drop_response_rate=1)

    for _ in range(3):
        with pytest.raises(requests.ConnectionError):
            sandbox.send_template()

    assert other.control("stats")["lost"]["answers"] == 3
    other.session.close()


def test_answers_wait_for_the_latency(sandbox: Caller) -> None:
    sandbox.approved()
    sandbox.configure(latency_ms=200)
    started = time.perf_counter()

    sandbox.send_template()

    assert 0.2 <= time.perf_counter() - started < 2


def test_a_message_is_accepted_before_the_latency(sandbox: Caller) -> None:
    sandbox.approved()
    sandbox.configure(latency_ms=1500)
    template = {
        "name": "lembrete",
        "language": {"code": "pt_BR"},
        "components": [body_values("Ana", "10/12")],
    }

    with pytest.raises(requests.ReadTimeout):
        requests.post(
            f"{sandbox.address}/v26.0/{NUMBER}/messages",
            json={
                "messaging_product": "whatsapp",
                "to": PERSON,
                "type": "template",
                "template": template,
            },
            headers={"Authorization": "Bearer x"},
            timeout=0.3,
        )

    assert sandbox.control("messages")["count"] == 1
