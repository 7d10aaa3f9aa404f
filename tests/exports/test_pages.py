"""Exportações: what one sees, how it follows along, and who gets the file."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.exports import files, leases, making
from conecta.exports.models import Export
from tests import factories
from tests.exports.conftest import ask

pytestmark = pytest.mark.django_db

PAGE = "/relatorios/exportacoes/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def ready(client: Client, camila: User) -> Export:
    client.force_login(camila)
    export = ask(camila)
    making.make_due()
    export.refresh_from_db()
    return export


def address(export: Export) -> str:
    return f"{PAGE}{export.pk}/arquivo/"


def test_an_empty_list_says_where_to_ask(client: Client, camila: User) -> None:
    client.force_login(camila)

    assert "Nenhuma exportação ainda" in client.get(PAGE).content.decode()


def test_a_ready_file_can_be_taken(client: Client, ready: Export) -> None:
    page = client.get(PAGE).content.decode()

    assert f'href="{address(ready)}"' in page
    assert 'hx-trigger="every 2s"' not in page
    answer = client.get(address(ready))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # it streams
    assert content == files.path_of(ready.stored_name).read_bytes()
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{ready.file_name}"'
    assert answer.headers["Cache-Control"] == "no-store"
    entry = Entry.objects.get(action="export_downloaded")
    assert (entry.object_id, entry.origin) == (str(ready.pk), "page")


def test_an_open_page_follows_until_all_is_done(client: Client, camila: User) -> None:
    client.force_login(camila)
    export = ask(camila, count=200)
    first = client.get(PAGE)
    assert 'hx-trigger="every 2s"' in first.content.decode()
    shown = {"seen": first.context["seen"], "news": first.context["news"]}

    assert client.get(PAGE, shown, headers=HTMX).status_code == 204
    held = leases.claim()
    assert held is not None
    leases.keep(held, done_count=41, total_count=200)
    later = client.get(PAGE, shown, headers=HTMX)

    page = later.content.decode()
    assert 'width="20%"' in page
    assert "Números de teste: 20%</p>" in page
    assert f'hx-get="{PAGE}?"' in page
    shown = {"seen": later.context["seen"], "news": later.context["news"]}
    leases.keep(held, done_count=45, total_count=200)
    assert "hx-swap-oob" not in client.get(PAGE, shown, headers=HTMX).content.decode()
    assert export.is_unfinished


def test_after_its_days_the_address_says_so(client: Client, ready: Export) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        client.force_login(ready.requested_by)
        answer = client.get(address(ready))

    assert answer.status_code == 410
    assert "Este arquivo não existe mais" in answer.content.decode()
    assert Entry.objects.filter(action="export_downloaded").count() == 0


def test_a_file_lost_from_the_disk_says_so(client: Client, ready: Export) -> None:
    files.remove(ready.stored_name)

    assert client.get(address(ready)).status_code == 410


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.SUPERVISOR, 403), (Role.AGENT, 403), (Role.ADMINISTRATOR, 200), (Role.AUDITOR, 200)],
)
def test_other_peoples_files_are_for_who_sees_all(
    client: Client, ready: Export, role: Role, status: int
) -> None:
    client.force_login(factories.user(role))

    answer = client.get(address(ready))
    b"".join(answer)  # read to its end, which closes the file
    assert answer.status_code == status
    assert ("Camila Portela" in client.get(PAGE).content.decode()) is (status == 200)


def test_who_lost_the_permission_lost_the_file(client: Client, ready: Export) -> None:
    ready.requested_by.groups.clear()

    assert client.get(address(ready)).status_code == 403
