"""Choosing a contact or an object, saving filters, and exporting what is shown."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from audit import trail
from audit.actions import Action
from audit.actors import META, SYSTEM
from audit.models import Entry, SavedFilter
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.exports import files, making
from conecta.exports.models import Export
from conecta.whatsapp import channels
from tests import factories

pytestmark = pytest.mark.django_db

REPORT = "/relatorios/auditoria/"
SAVED = f"{REPORT}filtros/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Settings) -> None:
    settings.EXPORTS_ROOT = tmp_path


@pytest.fixture
def camila(client: Client) -> User:
    user = factories.user(Role.SUPERVISOR, name="Camila Portela")
    client.force_login(user)
    return user


def subjects(client: Client, **params: str) -> set[str]:
    lines = client.get(REPORT, params).context["lines"]
    return {shown["line"].subject for shown in lines}


def test_a_contact_is_found_by_a_former_name_and_chosen(client: Client, camila: User) -> None:
    ana = factories.contact("Ana Souza")
    factories.contact("Bia Reis")

    choices = client.get(f"{REPORT}contatos/", {"who": "ana s"}).content.decode()

    assert f'name="contact" value="{ana.pk}"' in choices
    assert "Ana Souza" in choices
    assert "Bia" not in choices
    assert subjects(client, contact=str(ana.pk)) == {"Ana Souza"}
    page = client.get(REPORT, {"contact": str(ana.pk)}).content.decode()
    assert f'value="{ana.pk}" checked>Ana Souza' in page


@pytest.mark.parametrize(("who", "words"), [("an", "ao menos 3"), ("ninguém", "Nenhum contato")])
def test_who_is_not_found_is_said(client: Client, camila: User, who: str, words: str) -> None:
    assert words in client.get(f"{REPORT}contatos/", {"who": who}).content.decode()


def test_an_object_is_chosen_by_type_and_number(client: Client, camila: User) -> None:
    one = factories.channel(name="Aurora SAC")
    other = factories.channel(name="Vendas", phone_number_id="2", account=one.account)
    for channel in (one, other):
        channels.set_receptive(channel, value=True, by=camila)

    assert subjects(client, object_type="whatsapp.channel") == {"Aurora SAC", "Vendas"}
    chosen = {"object_type": "whatsapp.channel", "object_id": str(one.pk)}
    assert subjects(client, **chosen) == {"Aurora SAC"}
    assert "Escolha o tipo" in client.get(REPORT, {"object_id": "1"}).content.decode()


def test_filters_are_saved_applied_renamed_and_deleted(client: Client, camila: User) -> None:
    asked = {"action": ["opted_in", "opted_out"], "after": "x", "search": ""}

    answer = client.post(f"{SAVED}novo/", {"name": "Consentimento"}, query_params=asked)
    assert answer.status_code == 204
    saved = SavedFilter.objects.get()
    assert (saved.owner, saved.query) == (camila, "action=opted_in&action=opted_out")
    page = client.get(REPORT).content.decode()
    assert f'href="{REPORT}?action=opted_in&amp;action=opted_out">Consentimento</a>' in page

    assert client.post(f"{SAVED}{saved.pk}/nome/", {"name": "Opt-in"}).status_code == 204
    saved.refresh_from_db()
    assert saved.name == "Opt-in"
    assert client.post(f"{SAVED}{saved.pk}/excluir/").status_code == 204
    assert SavedFilter.objects.count() == 0
    actions = Entry.objects.filter(object_type="audit.savedfilter").order_by("id")
    assert list(actions.values_list("action", flat=True)) == [
        "filter_saved",
        "filter_renamed",
        "filter_deleted",
    ]


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [
        ("Opt-in", {"action": "opted_in"}, "Você já tem um filtro chamado Opt-in."),
        ("Outro", {}, "Escolha antes os filtros"),
        ("", {"action": "opted_in"}, "obrigatório"),
    ],
)
def test_a_filter_that_cannot_be_saved_is_said(
    client: Client, camila: User, name: str, query: dict[str, str], words: str
) -> None:
    SavedFilter.objects.create(owner=camila, name="Opt-in", query="origin=api")

    answer = client.post(f"{SAVED}novo/", {"name": name}, query_params=query)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert SavedFilter.objects.count() == 1


def test_other_peoples_filters_are_out_of_reach(client: Client, camila: User) -> None:
    saved = SavedFilter.objects.create(owner=factories.user(), name="Meu", query="origin=api")

    assert ">Meu</a>" not in client.get(REPORT).content.decode()
    assert client.post(f"{SAVED}{saved.pk}/excluir/").status_code == 404
    assert client.get(f"{SAVED}{saved.pk}/nome/").status_code == 404


def test_what_is_shown_is_what_is_exported(client: Client, camila: User) -> None:
    trail.record(Action.CHANNEL_CHANGED, by=META, obj=factories.contact("=Dois"))
    trail.record(Action.CHANNEL_CHANGED, by=SYSTEM, obj=factories.contact("Um"))
    query = {"action": "channel_changed", "actor": "meta"}
    shown = client.get(REPORT, query, headers=HTMX).content.decode()
    assert "Exportar 1 registro<" in shown
    assert "Exportar 1 registro<" in client.get(f"{REPORT}exportar/", query).content.decode()

    answer = client.post(f"{REPORT}exportar/", {"format": "csv"}, query_params=query)
    trail.record(Action.CHANNEL_CHANGED, by=META, obj=factories.contact("Depois"))
    making.make_due()

    assert answer.headers["HX-Redirect"] == "/relatorios/exportacoes/"
    export = Export.objects.get()
    content = files.path_of(export.stored_name).read_text(encoding="utf-8-sig")
    head, *rows = csv.reader(StringIO(content, newline=""), delimiter=";")
    [row] = [dict(zip(head, cells, strict=True)) for cells in rows]
    assert (row["Quem"], row["Ação"], row["Objeto"]) == ("Meta", "Alterou canal", "'=Dois")
    asked = Entry.objects.get(action="export_requested")
    assert asked.detail.values["filters"] == "action=channel_changed&actor=meta"
    assert (asked.origin, asked.detail.values["ip"]) == ("page", "127.0.0.1")


def test_an_export_goes_on_after_the_first_piece(client: Client, camila: User) -> None:
    for number in range(2_105):
        trail.record(Action.TEMPLATE_STATUS, by=META, note=str(number))

    query = {"action": "template_status"}
    client.post(f"{REPORT}exportar/", {"format": "csv"}, query_params=query)
    making.make_due()

    export = Export.objects.get()
    content = files.path_of(export.stored_name).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(StringIO(content, newline=""), delimiter=";"))
    assert (export.done_count, export.total_count) == (2_105, 2_105)
    assert [row["Detalhes"] for row in rows] == [f"Observação: {n}" for n in range(2_105)]
