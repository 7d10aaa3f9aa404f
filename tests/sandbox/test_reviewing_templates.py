import json

import pytest

from tests.sandbox.caller import ACCOUNT, Caller, code_of, template_body
from tests.sandbox.receiver import Receiver

FIELD = "message_template_status_update"


def test_an_approval_is_told_by_webhook(sandbox: Caller, receiver: Receiver) -> None:
    template_id = sandbox.create().json()["id"]

    receiver.wait_for_deliveries(1)

    assert receiver.values(FIELD) == [
        {
            "event": "APPROVED",
            "message_template_id": int(template_id),
            "message_template_name": "lembrete",
            "message_template_language": "pt_BR",
            "reason": "NONE",
            "message_template_category": "UTILITY",
        }
    ]
    entry = json.loads(receiver.taken[0].body)["entry"][0]
    assert entry["id"] == ACCOUNT
    assert isinstance(entry["time"], int)


def test_the_review_takes_the_seconds_that_were_set(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.configure(review_seconds=0.6)
    template_id = sandbox.create().json()["id"]

    assert sandbox.graph("GET", template_id).json()["status"] == "PENDING"
    assert receiver.stays_at(0, seconds=0.3)
    sandbox.wait_for_status(template_id, "APPROVED")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Confirme a senha da sua conta, por favor.", "ABUSIVE_CONTENT"),
        ("Envie o número do cartão para nós, por favor.", "ABUSIVE_CONTENT"),
        ("Parabéns, você ganhou um carro novo!", "SCAM"),
        ("Ganhe dinheiro sem sair de casa hoje.", "PROMOTIONAL"),
        ("Olá, cliente {{1}}{{2}}, tudo certo por aqui?", "INVALID_FORMAT"),
    ],
)
def test_the_same_text_meets_the_same_verdict(sandbox: Caller, text: str, reason: str) -> None:
    template_id = sandbox.create(components=[template_body(text, "a", "b")]).json()["id"]

    assert sandbox.wait_for_status(template_id, "REJECTED")["rejected_reason"] == reason


def test_a_badly_formed_template_is_rejected_with_advice(
    sandbox: Caller, receiver: Receiver
) -> None:
    sandbox.create(name="rejeitar_aviso")

    receiver.wait_for_deliveries(1)

    value = receiver.values(FIELD)[0]
    assert (value["event"], value["reason"]) == ("REJECTED", "INVALID_FORMAT")
    assert set(value["rejection_info"]) == {"reason", "recommendation"}


def test_a_pause_by_hand_is_told_with_its_title(sandbox: Caller, receiver: Receiver) -> None:
    sandbox.approved()

    sandbox.control("template_status", {"name": "lembrete", "status": "PAUSED"})

    receiver.wait_for_deliveries(2)
    assert receiver.values(FIELD)[1]["event"] == "PAUSED"
    assert receiver.values(FIELD)[1]["other_info"] == {"title": "FIRST_PAUSE"}


def test_a_pause_by_pacing_ends_when_somebody_asks_after_five_minutes(sandbox: Caller) -> None:
    template_id = sandbox.approved()
    pause = {"name": "lembrete", "status": "PAUSED", "title": "RATE_LIMITING_PAUSE"}

    sandbox.control("template_status", pause)
    assert code_of(sandbox.graph("POST", f"{template_id}/unpause")) == (400, 100)
    sandbox.control("template_status", pause | {"seconds_ago": 300})
    assert sandbox.graph("POST", f"{template_id}/unpause").json() == {"success": True}

    assert sandbox.graph("GET", template_id).json()["status"] == "APPROVED"


def test_a_pause_for_quality_is_not_ended_by_hand(sandbox: Caller) -> None:
    template_id = sandbox.approved()
    sandbox.control(
        "template_status", {"name": "lembrete", "status": "PAUSED", "seconds_ago": 9000}
    )

    assert code_of(sandbox.graph("POST", f"{template_id}/unpause")) == (400, 100)


def test_a_template_deleted_in_review_is_never_approved(
    sandbox: Caller, receiver: Receiver
) -> None:
    sandbox.configure(review_seconds=0.3)
    sandbox.create()
    sandbox.graph("DELETE", f"{ACCOUNT}/message_templates", params={"name": "lembrete"})

    receiver.wait_for_deliveries(1)

    assert receiver.stays_at(1, seconds=0.5)
    assert receiver.values(FIELD)[0]["event"] == "PENDING_DELETION"
    assert receiver.values(FIELD)[0]["reason"] is None
