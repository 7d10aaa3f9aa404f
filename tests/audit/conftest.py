"""Anchors of a test go to a folder of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _data_folder(settings: Settings, tmp_path: Path) -> None:
    settings.CONECTA_DATA_DIR = tmp_path
