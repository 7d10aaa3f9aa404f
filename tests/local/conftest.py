"""A machine of its own for each test: an empty data folder and no servers named."""

from pathlib import Path

import pytest

from conecta.local.folder import DataFolder

NAMED_BY_THE_ENVIRONMENT = (
    "DATABASE_URL",
    "REDIS_URL",
    "PORT",
    "SANDBOX_PORT",
    "WHATSAPP_API_URL",
    "SECRET_KEY",
    "CONECTA_DATA_DIR",
)


@pytest.fixture(autouse=True)
def _nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMED_BY_THE_ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(path=tmp_path / ".data")
