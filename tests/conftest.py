"""Fixtures of the whole suite; the servers come from `tests.ground`."""

import gc
import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.servers.basehttp import WSGIRequestHandler
from playwright.sync_api import expect
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key
from redis import Redis
from xdist.scheduler import LoadFileScheduling

from tests import databases, flushing, ground
from tests.simulator import _running_simulator, simulator

__all__ = ["_running_simulator", "simulator"]

flushing.install()

# What a test shows does not hang on how fast the machine is at the moment.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")

# Headers and body leave in two parts, and Nagle lets the second wait 40 ms for the first.
WSGIRequestHandler.disable_nagle_algorithm = True

TESTS = Path(__file__).parent
TOP, JOURNEYS = "tests", "tests/journeys/"
# How pytest-playwright marks what it runs.
BROWSER = "[chromium"

# The shell draws nothing for a screen that is not there: half the processor time of the browser.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
# How long a page may take to show something, on cores that have the rest of the suite to do.
PATIENCE_MS = 20_000
# No page lives until what its optimising compilers made of its scripts would pay.
SHORT_LIVES = "--js-flags=--no-opt --no-maglev --single-threaded-gc"
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)


class ByModule(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """A module stays on one worker. So do all journeys, which share their processes; all else that
    needs a browser; and the modules at the top, which read the whole source."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.split("::", 1)[0]
        if path.startswith(JOURNEYS):
            return JOURNEYS
        if BROWSER in nodeid:
            return BROWSER
        return TOP if path.rpartition("/")[0] == TOP else path


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByModule:
    # xdist_group would say it in a word, but xdist 3.8 writes it where pytest 9.2 does not look.
    return ByModule(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)
    if CHROMIUM is None:
        absent = pytest.mark.skip(reason="Chromium is not installed on this machine")
        for item in items:
            if item.get_closest_marker("e2e"):
                item.add_marker(absent)


def _turn(item: pytest.Item) -> int:
    """The table asks for what refuses a thread in which a browser has left its event loop; begun
    late, the longest groups, in a browser, would be waited for at the end."""
    if item.path.name == "test_permissions_table.py":
        return 0
    return 1 if item.nodeid.startswith(JOURNEYS) else 2 if BROWSER in item.nodeid else 3


def _import_modules() -> None:
    """pytest compiles a test module anew, to tell more of a failed assertion, and keeps the result.
    In a fresh clone each worker would compile them all; beginning at different ones, each finds
    most of them compiled by the others. A module that cannot be imported is collected as such.
    """
    modules = sorted(TESTS.rglob("test_*.py"))
    begin = len(modules) * (ground.WORKER - 1) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    for path in modules[begin:] + modules[:begin]:
        with suppress(Exception):
            import_module(".".join(path.relative_to(TESTS.parent).with_suffix("").parts))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of tests live to the end: no search for garbage needs to look at them."""
    gc.disable()
    if ground.WORKER:
        _import_modules()
    found = yield
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()
    return found


def pytest_configure(config: pytest.Config) -> None:
    """A worker that has told everything leaves at once. Python would free what its thousands of
    tests hold piece by piece, and the controller waits two seconds for that."""
    if ground.WORKER:
        # The first to be given comes last, when all plugins have cleaned up.
        config.add_cleanup(partial(os._exit, 0))


def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    config.pluginmanager.register(databases.Original(config.stash[blocking_manager_key]))


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """The test database; at the end no thread that kept its connection may keep it from going."""
    if ground.WORKER:
        with django_db_blocker.unblock():
            databases.take_copy(ground.WORKER)
    else:
        request.getfixturevalue("django_db_setup")
    yield
    with django_db_blocker.unblock():
        flushing.end_other_sessions()
        if ground.WORKER:
            databases.give_back()


@pytest.fixture(scope="session")
def redis() -> Iterator[Redis]:
    """This worker's own database in Redis: what limits, caches and queues see."""
    with Redis.from_url(settings.REDIS_URL) as client:
        yield client


@pytest.fixture(autouse=True)
def _empty_redis(redis: Redis) -> None:
    redis.flushdb()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    # From here to the end of the session Playwright keeps an event loop in the tests' thread,
    # where Django would refuse to query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE_MS)
    options = [SHORT_LIVES]
    # Chromium refuses its sandbox to root, which is who runs in a container.
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": options}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {
        "locale": "pt-BR",
        "timezone_id": "America/Sao_Paulo",
        "viewport": {"width": 1440, "height": 900},
    }
