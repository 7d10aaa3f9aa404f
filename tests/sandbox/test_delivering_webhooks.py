import hashlib
import hmac

from tests.sandbox.caller import ACCOUNT, Caller, code_of
from tests.sandbox.receiver import PATH, Receiver, serve
from tests.sandbox.server import SECRET


def test_the_signature_covers_the_raw_bytes(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.hear("Olá / até já")

    taken = receiver.wait_for_deliveries(1)[0]

    digest = hmac.new(SECRET.encode(), taken.body, hashlib.sha256).hexdigest()
    assert taken.signature == f"sha256={digest}"
    assert taken.path == PATH
    assert rb"Ol\u00e1 \/ at\u00e9 j\u00e1" in taken.body


def test_a_refused_webhook_comes_again(sandbox: Caller, receiver: Receiver) -> None:
    receiver.answers.extend([500, 404])
    sandbox.hear()

    first, second, third = receiver.wait_for_deliveries(3)

    assert first.body == second.body == third.body
    assert receiver.stays_at(3)
    assert sandbox.control("stats")["webhooks"] == {
        "delivered": 1,
        "refused": 2,
        "abandoned": 0,
        "waiting": 0,
    }


def test_others_pass_while_one_is_refused(sandbox: Caller, receiver: Receiver) -> None:
    receiver.answers.append(500)
    sandbox.hear("primeira")
    sandbox.hear("segunda")

    texts = [message["text"]["body"] for message in receiver.wait_for_messages(3)]

    assert texts == ["primeira", "segunda", "primeira"]


def test_messages_do_not_wait_behind_statuses(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()
    sandbox.configure(webhook_batch=1, read_rate=1)
    receiver.gate.clear()
    for turn in range(10):
        sandbox.send_template(to=f"+55119{turn:08d}")
    receiver.wait_for(lambda: receiver.arrived > 0)
    sandbox.hear("#OPTOUT")

    receiver.wait_for_messages(1)
    assert receiver.statuses() == []
    receiver.gate.set()
    receiver.wait_for_statuses(30)


def test_nothing_comes_after_a_reset(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()
    receiver.wait_for_deliveries(1)
    sandbox.configure(deliver_ms=300)
    sandbox.send_template()
    sandbox.control("reset", {})

    assert receiver.stays_at(1, seconds=0.5)
    assert sandbox.control("messages")["messages"] == []


def test_an_account_may_have_an_address_of_its_own(sandbox: Caller, receiver: Receiver) -> None:
    other = Receiver()
    server = serve(other)
    address = f"http://127.0.0.1:{server.server_port}/outro/"
    sandbox.graph("POST", f"{ACCOUNT}/subscribed_apps", json={"override_callback_uri": address})

    sandbox.hear()

    assert other.wait_for_deliveries(1)[0].path == "/outro/"
    assert receiver.stays_at(0)
    server.shutdown()
    server.server_close()


def test_an_address_elsewhere_is_refused(sandbox: Caller) -> None:
    response = sandbox.graph(
        "POST",
        f"{ACCOUNT}/subscribed_apps",
        json={"override_callback_uri": "http://192.0.2.1/webhooks/"},
    )

    assert code_of(response) == (400, 100)
