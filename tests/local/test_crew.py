import re
from collections import Counter

import pytest

from conecta.local import crew
from conecta.local.environment import Addresses
from conecta.local.folder import DataFolder
from conecta.queues import Queue
from tests.source import ROOT

ADDRESSES = Addresses(port=8000, sandbox_port=8090)
EVERY_QUEUE_ONCE = Counter(queue.value for queue in Queue)


def _queues(commands: str) -> Counter[str]:
    named = re.findall(r"--queues[ ,]+\"?([a-z,]+[a-z])", commands)
    return Counter(",".join(named).split(","))


def test_one_worker_serves_each_queue(folder: DataFolder) -> None:
    commands = " ".join(member.command for member in crew.members(folder, ADDRESSES))

    assert _queues(commands) == EVERY_QUEUE_ONCE


def test_a_deployment_by_containers_serves_each_queue_too() -> None:
    assert _queues((ROOT / "docker-compose.yml").read_text()) == EVERY_QUEUE_ONCE


def test_what_a_person_clicked_waits_behind_no_bulk(folder: DataFolder) -> None:
    workers = [member for member in crew.members(folder, ADDRESSES) if member.is_worker]

    alone = [member.name for member in workers if "interactive" in member.argv]

    assert alone == ["interativo"]
    assert len(workers) == 3


def test_the_simulator_stays_at_home_when_meta_is_named(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_simulator = {member.name for member in crew.members(folder, ADDRESSES)}
    monkeypatch.setenv("WHATSAPP_API_URL", "https://graph.facebook.com")

    without = {member.name for member in crew.members(folder, ADDRESSES)}

    assert with_simulator - without == {"simulador"}
