"""Every act that the table of permissions knows, and that does something, leaves its entry."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from audit.actors import SYSTEM
from audit.models import Entry
from conecta.accounts.roles import Role
from contacts import custom_fields, directory, groups
from contacts.models import Contact, CustomField, Group
from tests import factories
from tests.permissions_table import LINES, Line
from tests.test_permissions_table import world as make_world

pytestmark = pytest.mark.django_db

World = dict[str, str]

# They change nothing of ours, by what they are.
ASKS_ONLY = frozenset(
    {
        "whatsapp:refresh",  # Meta is read in the background; what it tells is recorded then
        "hsm_templates:sync",  # likewise
        "template-sync",  # likewise
        "audit:verify",  # the verification records itself when it ends
        "optin_wording:try_text",
        "hsm_templates:keep",  # what is being typed, for the one who types it
        "hsm_templates:keep_edit",
        "hsm_templates:drop",
        "hsm_templates:drop_edit",
        "hsm_templates:preview",
        "hsm_templates:preview_edit",
        "messaging:preview",
        "messaging:start",  # who has this number?
        "message-check",
    }
)
# The table sends these with nothing filled in, which changes nothing; with something in them, tests
# of their own decisions hold the entries (tests/hsm_templates, tests/optin).
EMPTY_HANDED = frozenset(
    {
        "hsm_templates:bulk_delete",
        "hsm_templates:new",
        "hsm_templates:edit",
        "hsm_templates:resume",
        "hsm_templates:limit",
        "hsm_templates:mapping",
        "hsm_templates:translate",
        "template-limit",
        "optin_settings:term_accept",  # asks for the password first
    }
)
# What to send so that something changes, where the table sends less.
DATA: dict[str, dict[str, str]] = {
    "whatsapp:set_receptive": {"value": "on"},
    "contacts:group_add": {"group": "group", "contact": "contact"},
    "contact-detail": {"name": "Outro nome", "reason": "Pediu"},
}
QUERY: dict[str, dict[str, str]] = {
    "contacts:group_remove": {"group": "group", "contact": "contact"},
}


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> World:
    settings.EXPORTS_ROOT = tmp_path
    return make_world()


def join(known: World) -> None:
    group, contact = Group.objects.get(pk=known["group"]), int(known["contact"])
    groups.add(group, [contact], by=SYSTEM)


def mark(known: World) -> None:
    directory.mark_wrong_person(Contact.objects.get(pk=known["contact"]), by=SYSTEM)


def declare_another(known: World) -> None:
    factories.custom_field("plano")


def retire(known: World) -> None:
    custom_fields.retire(CustomField.objects.get(pk=known["field"]), by=SYSTEM)


BEFORE: dict[str, Callable[[World], None]] = {
    "contacts:group_remove": join,
    "contacts:undo_wrong_person": mark,
    "custom_fields:move": declare_another,
    "custom_fields:restore": retire,
}
ACTS = [
    line
    for line in LINES
    if line.method != "GET" and line.may and line.status < 400
    if line.name not in ASKS_ONLY | EMPTY_HANDED
]


@pytest.mark.parametrize("line", ACTS, ids=lambda line: f"{line.method} {line.name}")
def test_an_act_leaves_an_entry_of_who_did_it(line: Line, world: World) -> None:
    if line.name in BEFORE:
        BEFORE[line.name](world)
    role = Role.ADMINISTRATOR if "administrator" in line.may else Role.AGENT
    person, client = factories.user(role), Client()
    client.force_login(person)
    newest = Entry.objects.latest("id").pk

    answer = send(client, line, world)

    assert answer.status_code < 400
    assert Entry.objects.filter(pk__gt=newest, actor=person).exists()


@pytest.mark.parametrize(
    "line",
    [line for line in LINES if line.name in ASKS_ONLY and line.method != "GET"],
    ids=lambda line: f"{line.method} {line.name}",
)
def test_who_only_asks_leaves_none(line: Line, world: World) -> None:
    client = Client()
    client.force_login(factories.user(Role.ADMINISTRATOR))
    newest = Entry.objects.latest("id").pk

    send(client, line, world)

    assert Entry.objects.filter(pk__gt=newest).count() == 0


def send(client: Client, line: Line, known: World) -> Any:
    url = reverse(line.name, args=[known.get(name, name) for name in line.args])
    said = line.data | DATA.get(line.name, {})
    data = {key: known.get(str(value), value) for key, value in said.items()}
    query = {key: known.get(value, value) for key, value in QUERY.get(line.name, {}).items()}
    kind: dict[str, Any] = {"content_type": "application/json"} if url.startswith("/api/") else {}
    return getattr(client, line.method.lower())(url, data, query_params=query, **kind)
