"""A kind that only these tests have, and a folder of their own."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.exports import registry, requests
from conecta.exports.models import Export
from conecta.exports.registry import Kind, Member, Parameters, Row
from tests import factories

KIND = "tests.numbers"
NOON = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def rows(asked: Parameters) -> Iterator[Row]:
    for number in range(asked["count"]):
        yield (number, f"linha {number}", NOON, None, True)


def members(asked: Parameters) -> Iterator[Member]:
    for number in range(asked["count"]):
        yield f"parte-{number}.txt", iter([b"um ", b"dois"])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.EXPORTS_ROOT = tmp_path / "exports"
    return tmp_path / "exports"


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Kind(
        name=KIND,
        label="Números de teste",
        permission="audit.export_entry",
        columns=("Nº", "Texto", "Quando", "Nada", "Sim ou não"),
        rows=rows,
        lines=lambda asked: (f"{number}\n" for number in range(asked["count"])),
        members=members,
        count=lambda asked: asked["count"],
    )
    monkeypatch.setitem(registry._kinds, KIND, kind)


@pytest.fixture
def camila() -> User:
    return factories.user(Role.SUPERVISOR, name="Camila Portela")


def ask(by: User, *, count: int = 3, format: str = "csv", **more: Any) -> Export:
    return requests.request(KIND, {"count": count}, format=format, by=by, **more)
