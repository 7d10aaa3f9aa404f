"""Every address and API action, for every role, from one table; what is not in it fails."""

import inspect
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from audit.exporting import TRAIL, parameters
from conecta.accounts import tokens
from conecta.accounts.roles import Role
from conecta.exports import making, requests
from contacts.models import Group
from messaging.models import MessageStatus
from tests import factories
from tests.permissions_table import ANYBODY, LINES, Line

pytestmark = pytest.mark.django_db

ADMIN = "admin:"
ENTRANCE = "/entrar/"


def addresses(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", pattern
        else:
            yield from addresses(
                pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )


def known_addresses() -> set[str]:
    return {name for name, _ in addresses(get_resolver()) if not name.startswith(ADMIN)}


def acts() -> set[tuple[str, str]]:
    """(name, method) of the API's actions, and of our pages as `require_http_methods` has them."""
    return {
        (name, method)
        for name, pattern in addresses(get_resolver())
        for method in methods_of(pattern.callback)
    }


def methods_of(view: Any) -> set[str]:
    """Empty for the class-based views of others."""
    found = getattr(view, "actions", None) or ()
    while view is not None and not found:
        if view.__closure__:
            found = inspect.getclosurevars(view).nonlocals.get("request_method_list", ())
        view = getattr(view, "__wrapped__", None)
    return {method.upper() for method in found} - {"HEAD"}


@pytest.fixture(scope="module")
def scene(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[dict[str, str], dict[str, Client]]]:
    """The world, and somebody of each role logged in: made once, for every request is undone."""
    files = override_settings(EXPORTS_ROOT=tmp_path_factory.mktemp("exports"))
    with files, django_db_blocker.unblock(), transaction.atomic():
        yield world(), {actor: at_the_door(actor) for actor in ANYBODY}
        transaction.set_rollback(True)


def at_the_door(actor: str) -> Client:
    client = Client()
    if actor != "anonymous":
        client.force_login(factories.user(Role(actor)))
    return client


def world() -> dict[str, str]:
    """The things that addresses name, by the words of the table."""
    person = factories.user()
    tokens.create(person, days=30, by=None)
    channel = factories.channel()
    contact = factories.contact()
    message = factories.message(channel, contact)
    unknown = factories.message(
        channel, factories.contact(), status=MessageStatus.UNKNOWN, due_at=None
    )
    export = requests.request(
        TRAIL, parameters(""), format="csv", by=factories.user(Role.SUPERVISOR)
    )
    making.make_due()
    return {
        "export": str(export.pk),
        "person": str(person.pk),
        "digest": tokens.of(person)[0].digest,
        "account": str(channel.account_id),
        "channel": str(channel.pk),
        "contact": str(contact.pk),
        "conversation": str(message.conversation_id),
        "field": str(factories.custom_field("vencimento").pk),
        "group": str(Group.objects.create(name="Clientes").pk),
        "draft": str(factories.template(account=channel.account, status="draft").pk),
        "message": str(message.uuid),
        "rate": str(factories.rate(valid_from=date(2099, 1, 1)).pk),
        "unknown": str(unknown.uuid),
    }


def ask(line: Line, client: Client, world: dict[str, str]) -> HttpResponse:
    cookies = deepcopy(client.cookies)
    url = reverse(line.name, args=[world.get(name, name) for name in line.args])
    data = {key: world.get(str(value), value) for key, value in line.data.items()}
    kind: dict[str, Any] = {"content_type": "application/json"} if url.startswith("/api/") else {}
    if line.method == "GET":
        kind = {}
    with transaction.atomic():
        response: HttpResponse = getattr(client, line.method.lower())(url, data, **kind)
        transaction.set_rollback(True)
    client.cookies = cookies
    b"".join(response)  # read to its end, which closes a file
    return response


def expected(line: Line, actor: str, response: HttpResponse) -> int:
    if actor == "anonymous" and line.anonymous is not None:
        return line.anonymous
    if actor in line.may:
        return line.status
    if actor != "anonymous":
        return 403
    return 401 if response.headers.get("WWW-Authenticate") else 302


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.method} {line.name}")
def test_each_role_gets_what_the_table_says(
    line: Line, scene: tuple[dict[str, str], dict[str, Client]]
) -> None:
    things, clients = scene
    answers = {actor: ask(line, clients[actor], things) for actor in sorted(ANYBODY)}

    assert {actor: answer.status_code for actor, answer in answers.items()} == {
        actor: expected(line, actor, answer) for actor, answer in answers.items()
    }
    if "anonymous" not in line.may and answers["anonymous"].status_code == 302:
        assert answers["anonymous"].headers["Location"].startswith(ENTRANCE)


def test_every_address_is_in_the_table() -> None:
    assert known_addresses() == {line.name for line in LINES}


def test_every_act_is_in_the_table() -> None:
    assert acts() - {(line.name, line.method) for line in LINES} == set()


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR, Role.AUDITOR])
def test_the_technical_administration_is_for_administrators(client: Client, role: Role) -> None:
    client.force_login(factories.user(role))

    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        assert client.get(reverse(name)).status_code == 302


def test_nothing_in_the_administration_can_be_deleted(client: Client) -> None:
    client.force_login(factories.user(Role.ADMINISTRATOR))

    for model, options in admin.site._registry.items():
        request = client.get(reverse("admin:index")).wsgi_request
        assert not options.has_delete_permission(request), model
