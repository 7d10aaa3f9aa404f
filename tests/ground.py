"""Servers for the tests, running before Django reads its settings.

An early plugin (see `addopts`), because pytest-django reads them before any conftest is imported.
Each concurrent run of the suite holds a folder of its own; under xdist only the controller starts
servers, and its workers inherit the addresses, each with a Redis database for itself.
"""

import os
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from conecta.local import servers
from conecta.local.folder import DataFolder, FolderBusyError

FOLDER = Path(__file__).resolve().parents[1] / ".data-test"
MOST_RUNS = 16
# Which of the workers of xdist this process is, from 1; 0 is none of them.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")) + 1


class Ground:
    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def pytest_unconfigure(self) -> None:
        self._stack.close()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    if WORKER:
        os.environ["REDIS_URL"] = _numbered(os.environ["REDIS_URL"], WORKER)
    else:
        stack = ExitStack()
        early_config.pluginmanager.register(Ground(stack))
        os.environ |= stack.enter_context(servers.running(_free_folder(stack), durable=False))
    return (yield)


def _free_folder(stack: ExitStack) -> DataFolder:
    for number in range(MOST_RUNS):
        folder = DataFolder(path=FOLDER / str(number))
        try:
            stack.enter_context(folder.hold())
        except FolderBusyError:
            continue
        return folder
    raise pytest.UsageError(f"{MOST_RUNS} runs of the suite are under way in {FOLDER}.")


def _numbered(redis_url: str, number: int) -> str:
    return urlunsplit(urlsplit(redis_url)._replace(path=f"/{number}"))
