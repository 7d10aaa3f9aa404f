"""The list of HSM with 6,000 of them against the same list with 60: it must not grow with them."""

import statistics
import time
from collections.abc import Iterator, Sequence

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conecta.accounts.roles import Role
from conecta.whatsapp.models import BusinessAccount
from contacts.names import search_key
from hsm_templates.models import Template, TemplateStatus
from tests import factories
from tests.bench import world

FEW, MANY = 60, 6000
ROUNDS = 15
WARM_UP = 3
# What the page that lists them may ask, whatever their number.
INDEX = "template_by_name"
BODY = "Olá, {{1}}! Seu pedido saiu e chega em {{2}}. Acompanhe pelo nosso site."


def run() -> None:
    """Both in one run, on one machine; the plan of the page's rows is checked besides."""
    account = factories.account()
    client = Client()
    client.force_login(factories.user(Role.SUPERVISOR))
    _fill(account, 0, FEW)
    few = _measure(client)
    _fill(account, FEW, MANY)
    many = _measure(client)
    _check_plan(client)
    world.figure("hsm_list_60", _ms(few), "ms", 1.0)
    world.figure("hsm_list_6000", _ms(many), "ms", world.median_ratio(many, few))


def _fill(account: BusinessAccount, first: int, end: int) -> None:
    Template.objects.bulk_create(_rows(account, first, end), batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE hsm_templates_template")


def _rows(account: BusinessAccount, first: int, end: int) -> Iterator[Template]:
    components = [{"type": "BODY", "text": BODY, "example": {"body_text": [["Ana", "2 dias"]]}}]
    for number in range(first, end):
        yield Template(
            account=account,
            name=f"pedido_{number * 7919 % MANY:05}",
            category="UTILITY",
            status=TemplateStatus.APPROVED,
            components=components,
            body_key=search_key(BODY),
            meta_id=str(number),
        )


def _measure(client: Client) -> list[float]:
    for _ in range(WARM_UP):
        _ask(client)
    return [_ask(client) for _ in range(ROUNDS)]


def _ask(client: Client) -> float:
    started = time.perf_counter()
    answer = client.get(reverse("hsm_templates:list"))
    taken = time.perf_counter() - started
    if answer.status_code != 200:
        raise RuntimeError(f"the list answered {answer.status_code}")
    return taken


def _check_plan(client: Client) -> None:
    """The rows of a page come from the index, in its order, and are not sorted."""
    with CaptureQueriesContext(connection) as asked:
        _ask(client)
    (sql,) = [it["sql"] for it in asked.captured_queries if "LIMIT 51" in it["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    if INDEX not in plan or "Sort" in plan:
        raise RuntimeError(f"the page does not come from {INDEX}:\n{plan}")


def _ms(seconds: Sequence[float]) -> float:
    return statistics.median(seconds) * 1000
