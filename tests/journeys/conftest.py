"""A running Conecta for this package, its people at their desks, and a customer's telephone."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page
from pytest_django import DjangoDbBlocker
from redis import Redis

from conecta.accounts.roles import Role
from conecta.whatsapp.models import Channel
from tests import factories, flushing
from tests.desk import Desk
from tests.journeys import processes
from tests.journeys.processes import Conecta
from tests.journeys.telephone import Telephone

BROKER = b"conecta:celery:"
# A refusal is a 422 to the page's script, a conflict a 409; htmx reports a request that a newer one
# replaces.
EXPECTED = ("status of 422", "status of 409", "htmx:afterRequest", "htmx:sendAbort")


@pytest.fixture(scope="package")
def _processes(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Conecta]:
    """Only while tests of this package run: the worker would take up the rows of any other."""
    with processes.running(tmp_path_factory.mktemp("conecta")) as running:
        yield running
    with django_db_blocker.unblock():
        flushing.empty_tables()


@pytest.fixture(autouse=True)
def _empty_redis(redis: Redis) -> None:
    """All but the broker's keys: the worker listens to those."""
    for key in redis.scan_iter(count=1000):
        if not key.startswith(BROKER):
            redis.delete(key)


@pytest.fixture
def conecta(transactional_db: None, _processes: Conecta) -> Iterator[Conecta]:
    """Nobody registered, nothing sent; a review takes two seconds, a delivery a tenth."""
    _processes.simulator.reset()
    _processes.simulator.config(review_seconds=2, deliver_ms=100)
    yield _processes
    _processes.simulator.reset()
    _processes.finish()


@pytest.fixture
def channel(conecta: Conecta) -> Channel:
    return factories.channel()


@pytest.fixture
def open_page(
    conecta: Conecta, new_context: Callable[..., BrowserContext]
) -> Iterator[Callable[[], Page]]:
    """Opens a page in a browser of its own. What any of them complains of fails the test."""
    complaints: list[str] = []

    def opened() -> Page:
        page = new_context().new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.extend(_complaint(line)))
        return page

    yield opened
    assert complaints == []


@pytest.fixture
def agent(open_page: Callable[[], Page], conecta: Conecta) -> Desk:
    return Desk(open_page(), conecta.url, factories.user(Role.AGENT, name="Rafael Monteiro"))


@pytest.fixture
def supervisor(open_page: Callable[[], Page], conecta: Conecta) -> Desk:
    return Desk(open_page(), conecta.url, factories.user(Role.SUPERVISOR, name="Camila Portela"))


@pytest.fixture
def telephone(open_page: Callable[[], Page], conecta: Conecta) -> Telephone:
    return Telephone(open_page(), conecta.simulator.url)


def _complaint(line: ConsoleMessage) -> list[str]:
    if line.type != "error" or any(words in line.text for words in EXPECTED):
        return []
    return [f"{line.page and line.page.url}: {line.text} ({line.location['url']})"]
