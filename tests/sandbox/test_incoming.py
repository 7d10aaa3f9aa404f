import time
from typing import Any

import pytest

from tests.sandbox.caller import NUMBER, OTHER_NUMBER, PERSON, Caller
from tests.sandbox.receiver import Receiver


def heard(sandbox: Caller, receiver: Receiver, **order: Any) -> dict[str, Any]:
    sandbox.hear(**order)
    message: dict[str, Any] = receiver.wait_for_messages(1)[0]
    return message


def test_a_text_comes_as_meta_sends_it(sandbox: Caller, receiver: Receiver) -> None:
    answer = sandbox.hear("#OPTOUT", profile_name="Luciana Teixeira")

    message = receiver.wait_for_messages(1)[0]
    value = receiver.values("messages")[0]
    assert message["id"] == answer["id"]
    assert (message["from"], message["type"]) == ("5511987654321", "text")
    assert message["text"] == {"body": "#OPTOUT"}
    assert abs(int(message["timestamp"]) - time.time()) < 5
    assert value["contacts"] == [
        {
            "profile": {"name": "Luciana Teixeira"},
            "wa_id": "5511987654321",
            "user_id": message["from_user_id"],
        }
    ]
    assert message["from_user_id"].startswith("BR.")


def test_the_answer_says_who_wrote_to_whom(sandbox: Caller) -> None:
    answer = sandbox.hear(**{"from": "+55 51 98026-6658", "phone_number_id": OTHER_NUMBER})

    assert answer["wa_id"] == "555180266658"
    assert answer["phone_number_id"] == OTHER_NUMBER


def test_an_answer_goes_to_the_number_that_wrote(sandbox: Caller) -> None:
    sandbox.hear(phone_number_id=OTHER_NUMBER)

    assert sandbox.hear()["phone_number_id"] == OTHER_NUMBER


def test_the_first_word_goes_to_the_first_number(sandbox: Caller) -> None:
    assert sandbox.hear()["phone_number_id"] == NUMBER


def test_a_quick_reply_brings_its_payload(sandbox: Caller, receiver: Receiver) -> None:
    message = heard(
        sandbox, receiver, text="Parar", type="button", payload="STOP", context="wamid.X"
    )

    assert message["button"] == {"payload": "STOP", "text": "Parar"}
    assert message["context"] == {"from": "551140031020", "id": "wamid.X"}


def test_a_reply_button_brings_its_id(sandbox: Caller, receiver: Receiver) -> None:
    message = heard(sandbox, receiver, text="Sim", type="interactive", payload="sim")

    assert message["interactive"] == {
        "type": "button_reply",
        "button_reply": {"id": "sim", "title": "Sim"},
    }


def test_an_unsupported_message_has_its_error(sandbox: Caller, receiver: Receiver) -> None:
    message = heard(sandbox, receiver, type="unsupported")

    assert message["errors"][0]["code"] == 131051


def test_any_other_kind_carries_its_payload(sandbox: Caller, receiver: Receiver) -> None:
    place = {"latitude": -23.5, "longitude": -46.6}

    assert heard(sandbox, receiver, type="location", payload=place)["location"] == place


def test_an_old_event_keeps_its_time(sandbox: Caller, receiver: Receiver) -> None:
    assert heard(sandbox, receiver, timestamp=1_700_000_000)["timestamp"] == "1700000000"


@pytest.mark.parametrize("number", ["", "Ana", "123"])
def test_a_writer_has_a_number(sandbox: Caller, number: str) -> None:
    response = sandbox.control_response("inbound", {"from": number, "text": "Oi"})

    assert response.status_code == 400


def test_unknown_keys_are_named(sandbox: Caller) -> None:
    response = sandbox.control_response("inbound", {"from": PERSON, "texto": "Oi"})

    assert response.status_code == 400
    assert response.json() == {"error": {"message": "unknown keys: texto"}}


def test_incoming_messages_are_doubled(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.configure(duplicate_rate=1)
    sandbox.hear()

    first, second = receiver.wait_for_messages(2)
    assert first == second


def test_the_business_marks_a_message_as_read(sandbox: Caller) -> None:
    wamid = sandbox.hear()["id"]

    assert sandbox.send({"status": "read", "message_id": wamid}).json() == {"success": True}
    assert sandbox.send({"status": "read", "message_id": "wamid.X"}).status_code == 400


def test_a_person_may_stop_marketing(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved(category="MARKETING")
    sandbox.hear("", type="user_preferences", payload="stop")

    receiver.wait_for(lambda: bool(receiver.values("user_preferences")))
    preference = receiver.values("user_preferences")[0]["user_preferences"][0]
    assert (preference["wa_id"], preference["value"]) == ("5511987654321", "stop")
    assert preference["category"] == "marketing_messages"
    assert isinstance(preference["timestamp"], int)

    sandbox.send_template()
    assert receiver.wait_for_statuses(2)[1]["errors"][0]["code"] == 131050
