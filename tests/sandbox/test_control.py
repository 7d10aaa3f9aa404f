from typing import Any

import pytest
import requests

from tests.sandbox.caller import NUMBER, PERSON, Caller


def test_what_was_accepted_is_told_with_its_payload(sandbox: Caller) -> None:
    sandbox.approved()
    wamid = sandbox.send_template(biz_opaque_callback_data="uuid-1").json()["messages"][0]["id"]

    answer = sandbox.control("messages")

    message = answer["messages"][0]
    assert answer["count"] == 1
    assert (message["id"], message["phone_number_id"]) == (wamid, NUMBER)
    assert (message["to"], message["wa_id"]) == (PERSON, "5511987654321")
    assert message["payload"]["template"]["name"] == "lembrete"
    assert message["biz_opaque_callback_data"] == "uuid-1"
    assert isinstance(message["time"], float)


def test_the_counts_of_callback_data_are_exact(sandbox: Caller) -> None:
    sandbox.approved()
    for name in ("uuid-1", "uuid-2", "uuid-1"):
        sandbox.send_template(biz_opaque_callback_data=name)

    counts = sandbox.control("messages")["biz_opaque_callback_data"]

    assert counts == {"uuid-1": 2, "uuid-2": 1}


@pytest.mark.parametrize("to", ["+5551980266658", "5551980266658", "555180266658"])
def test_messages_are_found_by_any_spelling_of_the_number(sandbox: Caller, to: str) -> None:
    sandbox.approved()
    sandbox.send_template(to="+5551980266658", biz_opaque_callback_data="uuid-1")
    sandbox.send_template(biz_opaque_callback_data="uuid-2")

    answer = sandbox.control(f"messages?to={to}")

    assert [message["to"] for message in answer["messages"]] == ["+5551980266658"]
    assert answer["biz_opaque_callback_data"] == {"uuid-1": 1}


def test_calls_and_refusals_are_counted(sandbox: Caller) -> None:
    sandbox.send_text()
    sandbox.send_text()
    sandbox.graph("GET", NUMBER)

    stats = sandbox.control("stats")

    assert stats["calls"] == {"GET node": 1, "POST messages": 2}
    assert stats["refused"] == {"total": 2, "by_code": {"131047": 2}}


def test_a_change_keeps_the_other_settings(sandbox: Caller) -> None:
    sandbox.configure(latency_ms=5)

    settings = sandbox.configure(read_rate=0.5)

    assert (settings["latency_ms"], settings["read_rate"]) == (5, 0.5)
    assert sandbox.control("config") == settings


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({"latencia": 5, "latency_ms": 5}, ["latencia"]),
        ({"read_rate": 1.5}, ["read_rate"]),
        ({"throughput": 0}, ["throughput"]),
        ({"webhooks": 1}, ["webhooks"]),
        ({"failures": {"Ana": 131026}}, ["failures"]),
        ({"failures": {"5511987654321": "131026"}}, ["failures"]),
    ],
)
def test_a_change_that_makes_no_sense_changes_nothing(
    sandbox: Caller, changes: dict[str, Any], keys: list[str]
) -> None:
    before = sandbox.control("config")

    response = sandbox.control_response("config", changes)

    assert response.status_code == 400
    assert response.json()["error"]["keys"] == keys
    assert sandbox.control("config") == before


def test_a_reset_forgets_everything(sandbox: Caller) -> None:
    sandbox.approved()
    sandbox.send_template(biz_opaque_callback_data="uuid-1")
    sandbox.configure(latency_ms=5)

    sandbox.control("reset", {})

    assert sandbox.control("messages") == {
        "count": 0,
        "messages": [],
        "biz_opaque_callback_data": {},
    }
    assert sandbox.control("stats")["messages"]["total"] == 0
    assert sandbox.control("config")["latency_ms"] == 0
    assert sandbox.create().status_code == 200


@pytest.mark.parametrize(
    "headers", [{"Host": "conecta.exemplo.com.br"}, {"Origin": "https://exemplo.com.br"}]
)
@pytest.mark.parametrize("path", ["_sandbox/stats", "_sandbox/reset", "_phone/state", ""])
def test_pages_of_others_do_not_control_it(
    sandbox: Caller, path: str, headers: dict[str, str]
) -> None:
    method = "POST" if path.endswith("reset") else "GET"

    response = requests.request(method, f"{sandbox.address}/{path}", headers=headers, timeout=5)

    assert response.status_code == 403


def test_an_unknown_path_is_not_found(sandbox: Caller) -> None:
    assert sandbox.control_response("nada").status_code == 404
