"""A contact's whole story: one list of three tables, page after page, whoever was merged."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from audit import trail
from audit.actions import Action
from audit.actors import SYSTEM
from conecta.exports import files, making
from conecta.exports.models import Export
from contacts import merging
from contacts.models import Contact
from messaging import stories
from messaging.models import Message
from messaging.stories import Key, Question
from tests import factories

pytestmark = pytest.mark.django_db

NOON = timezone.now()


@pytest.fixture
def ana() -> Contact:
    """Two contacts made one: 3 + 1 entries of the trail, a line of the ledger, two messages."""
    channel = factories.channel()
    one, other = factories.contact("Ana"), factories.contact("Ana B.")
    factories.message(channel, one, text="Olá, Ana!", due_at=None, status=60)
    factories.inbound(channel, other, "#OPTOUT")
    merged = merging.merge(one, factories.red(other), by=SYSTEM)
    factories.contact("Outra pessoa")
    return merged


def address(contact: Contact) -> str:
    return f"/relatorios/auditoria/contato/{contact.pk}/"


def shown(answer: Any) -> list[tuple[str, str]]:
    return [(piece.part, piece.title) for piece in answer.context["page"].rows]


def test_all_of_both_contacts_in_the_order_of_time(supervisor_client: Client, ana: Contact) -> None:
    answer = supervisor_client.get(address(ana))

    pieces = answer.context["page"].rows
    assert [piece.at for piece in pieces] == sorted((it.at for it in pieces), reverse=True)
    assert {("trail", "Uniu contatos"), ("optin", "Recusado (opt-out)")} <= set(shown(answer))
    assert shown(answer).count(("trail", "Cadastrou contato")) == 2
    assert ("message", "Mensagem ativa") in shown(answer)
    assert ("message", "Mensagem recebida") in shown(answer)
    page = answer.content.decode()
    assert "Decisão:</span> Permitida" in page
    assert "Outra pessoa" not in page


def test_the_former_address_leads_to_who_stands_today(
    supervisor_client: Client, ana: Contact
) -> None:
    former = Contact.objects.get(merged_into=ana)

    answer = supervisor_client.get(address(former))

    assert answer.headers["Location"] == address(ana)


@pytest.mark.parametrize(
    ("filters", "parts"),
    [
        ({"part": "optin"}, {"optin"}),
        ({"part": ["trail", "message"]}, {"trail", "message"}),
        ({"since": "2999-01-01"}, set()),
        ({"until": "2001-01-01"}, set()),
        ({"part": "no such"}, {"trail", "optin", "message"}),
    ],
)
def test_filters_narrow_it(
    supervisor_client: Client, ana: Contact, filters: dict[str, Any], parts: set[str]
) -> None:
    answer = supervisor_client.get(address(ana), filters)

    assert {part for part, _ in shown(answer)} == parts


def test_pages_go_there_and_back_without_losing_anything(
    supervisor_client: Client, ana: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [piece.key for piece in stories.walk(question(ana))]
    monkeypatch.setattr(stories, "PAGE", 3)
    monkeypatch.setattr("messaging.views.story.PAGE", 3)
    url = address(ana)
    there: list[Key] = []
    back: list[Key] = []

    query = "?"
    while query:
        page = supervisor_client.get(url + query).context["page"]
        there += [piece.key for piece in page.rows]
        last, query = page, page.next
    query = last.previous
    while query:
        page = supervisor_client.get(url + query).context["page"]
        back = [piece.key for piece in page.rows] + back
        query = page.previous

    assert there == whole
    assert len(whole) == stories.count(question(ana)) == last.total
    assert back == whole[: len(whole) - len(last.rows)]


def question(contact: Contact) -> Question:
    return Question(people=[contact.pk, *contact.tombstones.values_list("pk", flat=True)])


def test_what_happens_at_the_same_time_is_neither_lost_nor_told_twice(
    ana: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All at one moment, so that only part and id tell the rows apart."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # triggers date the rows
        cursor.execute("UPDATE audit_entry SET at = %s", [NOON])
        cursor.execute("UPDATE optin_optinevent SET at = %s", [NOON])
        cursor.execute("RESET session_replication_role")
    Message.objects.update(created_at=NOON)
    monkeypatch.setattr(stories, "PAGE", 2)

    keys = [piece.key for piece in stories.walk(question(ana))]

    assert len(keys) == len(set(keys)) == stories.count(question(ana))
    assert {key[0] for key in keys} == {NOON}


@pytest.mark.parametrize("key", ["x", "W10=", "WyJ4IiwwLDFd", "bnVsbA=="])
def test_a_mangled_place_shows_the_first_page(
    supervisor_client: Client, ana: Contact, key: str
) -> None:
    assert shown(supervisor_client.get(address(ana), {"after": key})) == shown(
        supervisor_client.get(address(ana))
    )


def test_the_story_is_exported_as_it_is_filtered(
    supervisor_client: Client, ana: Contact, tmp_path: Path, settings: Settings
) -> None:
    settings.EXPORTS_ROOT = tmp_path
    url, filters = f"{address(ana)}exportar/", {"part": "optin"}
    assert "Exportar 2 registros" in supervisor_client.get(url, filters).content.decode()

    supervisor_client.post(url, {"format": "csv"}, query_params=filters)
    making.make_due()

    export = Export.objects.get()
    content = files.path_of(export.stored_name).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(StringIO(content, newline=""), delimiter=";"))
    assert {row["Parte"] for row in rows} == {"Livro de opt-in"}
    assert len(rows) == export.total_count == 2
    assert export.contact_id == ana.pk


def test_a_long_story_is_counted_and_told_whole(ana: Contact) -> None:
    for number in range(stories.PAGE + 5):
        trail.record(Action.CONTACT_CHANGED, by=SYSTEM, contact_id=ana.pk, note=str(number))

    keys = [piece.key for piece in stories.walk(question(ana))]

    assert len(keys) == len(set(keys)) == stories.count(question(ana)) > stories.PAGE
    assert keys == sorted(keys, reverse=True)
