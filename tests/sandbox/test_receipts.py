from tests.sandbox.caller import NUMBER, Caller
from tests.sandbox.receiver import Receiver


def life_of(receiver: Receiver) -> list[str]:
    return [status["status"] for status in receiver.statuses()]


def test_a_message_is_sent_and_then_delivered(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()
    wamid = sandbox.send_template(biz_opaque_callback_data="uuid-1").json()["messages"][0]["id"]

    sent, delivered = receiver.wait_for_statuses(2)

    assert (sent["status"], delivered["status"]) == ("sent", "delivered")
    assert sent["id"] == delivered["id"] == wamid
    assert sent["recipient_id"] == "5511987654321"
    assert sent["timestamp"].isdecimal()
    assert sent["biz_opaque_callback_data"] == delivered["biz_opaque_callback_data"] == "uuid-1"
    assert sent["pricing"] == {
        "billable": True,
        "pricing_model": "PMP",
        "type": "regular",
        "category": "utility",
    }


def test_the_number_is_named_as_webhooks_name_it(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()
    sandbox.send_template()
    receiver.wait_for_statuses(2)

    value = receiver.values("messages")[0]

    assert value["metadata"] == {
        "display_phone_number": "551140031020",
        "phone_number_id": NUMBER,
    }


def test_everybody_reads_when_the_rate_is_one(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()
    sandbox.configure(read_rate=1)
    sandbox.send_template()

    receiver.wait_for_statuses(3)

    assert life_of(receiver) == ["sent", "delivered", "read"]
    assert "pricing" not in receiver.statuses()[2]
    assert sandbox.control("stats")["messages"] == {
        "total": 1,
        "accepted": 0,
        "sent": 0,
        "failed": 0,
        "delivered": 0,
        "read": 1,
    }


def test_a_number_can_be_made_to_fail(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()
    sandbox.configure(failures={"+55 11 98765-4321": 131049})

    assert sandbox.send_template().status_code == 200

    receiver.wait_for_statuses(2)
    assert life_of(receiver) == ["sent", "failed"]
    error = receiver.statuses()[1]["errors"][0]
    assert error["code"] == 131049
    assert error["title"] == error["message"]
    assert "recipient_user_id" not in receiver.statuses()[1]


def test_a_number_can_be_made_to_fail_in_the_answer(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()
    sandbox.configure(failures={"5511987654321": {"code": 131048, "sync": True}})

    response = sandbox.send_template()

    assert (response.status_code, response.json()["error"]["code"]) == (400, 131048)
    assert receiver.statuses() == []


def test_all_fail_when_the_rate_is_one(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()
    sandbox.configure(failure_rate=1)
    sandbox.send_template()

    assert receiver.wait_for_statuses(2)[1]["errors"][0]["code"] == 131026


def test_without_webhooks_a_message_stays_accepted(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()
    receiver.wait_for_deliveries(1)
    sandbox.configure(webhooks=False)
    sandbox.send_template()

    assert receiver.stays_at(1)
    assert sandbox.control("messages")["messages"][0]["status"] == "accepted"


def test_an_account_without_subscription_hears_nothing(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.graph("DELETE", "100000000000001/subscribed_apps")
    sandbox.approved()
    sandbox.send_template()

    assert receiver.stays_at(0)
