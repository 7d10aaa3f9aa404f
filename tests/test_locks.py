import re
import tomllib
from typing import Any

from packaging.requirements import Requirement

from tests.source import ROOT

PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def _pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / lock).read_text()))


def _unmet(wanted: list[str], pins: dict[str, str]) -> list[str]:
    asked = [Requirement(text) for text in wanted]
    return [
        str(it) for it in asked if it.name not in pins or not it.specifier.contains(pins[it.name])
    ]


def test_every_dependency_is_locked() -> None:
    wanted = _project()["project"]["dependencies"]

    assert _unmet(wanted, _pins("requirements.txt")) == []


def test_every_development_tool_is_locked() -> None:
    wanted = _project()["dependency-groups"]["dev"]

    assert _unmet(wanted, _pins("requirements-dev.txt")) == []


def test_developers_run_what_is_deployed() -> None:
    development = _pins("requirements-dev.txt")

    assert {
        name: pin for name, pin in _pins("requirements.txt").items() if development[name] != pin
    } == {}


def test_locks_name_no_place() -> None:
    text = "".join(
        (ROOT / lock).read_text() for lock in ("requirements.txt", "requirements-dev.txt")
    )

    assert re.findall(r"https?://|file:|--(?:extra-)?index-url|--find-links", text) == []
