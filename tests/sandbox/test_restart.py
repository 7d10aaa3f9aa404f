from pathlib import Path

from tests.sandbox.caller import Caller
from tests.sandbox.server import running_sandbox

NOWHERE = "http://127.0.0.1:9/"


def test_templates_and_windows_outlive_a_restart(tmp_path: Path) -> None:
    file = str(tmp_path / "simulador" / "estado.json")
    with running_sandbox(NOWHERE, SANDBOX_STATE_FILE=file) as address:
        caller = Caller(address)
        caller.configure(review_seconds=0)
        template_id = caller.approved()
        caller.hear(profile_name="Ana Prado")

    with running_sandbox(NOWHERE, SANDBOX_STATE_FILE=file) as address:
        caller = Caller(address)

        assert caller.send_template().status_code == 200
        assert caller.send_text().status_code == 200
        assert caller.graph("GET", template_id).json()["name"] == "lembrete"
        assert caller.create("outro").json()["id"] == str(int(template_id) + 1)


def test_a_review_goes_on_after_a_restart(tmp_path: Path) -> None:
    file = str(tmp_path / "estado.json")
    with running_sandbox(NOWHERE, SANDBOX_STATE_FILE=file) as address:
        caller = Caller(address)
        caller.configure(review_seconds=60)
        template_id = caller.create().json()["id"]

    with running_sandbox(NOWHERE, SANDBOX_STATE_FILE=file) as address:
        caller = Caller(address)

        assert caller.graph("GET", template_id).json()["status"] == "PENDING"
        caller.wait_for_status(template_id, "APPROVED", seconds=5)


def test_a_state_that_was_cut_short_is_no_obstacle(tmp_path: Path) -> None:
    file = tmp_path / "estado.json"
    file.write_text('{"templates": [{"id"', encoding="utf-8")

    with running_sandbox(NOWHERE, SANDBOX_STATE_FILE=str(file)) as address:
        assert Caller(address).create().status_code == 200
