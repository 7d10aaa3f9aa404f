"""The button that reads Meta's list, and how the page follows the reading."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from conecta.accounts.roles import Role
from conecta.queues import Queue
from hsm_templates import syncing
from hsm_templates.models import AccountSync
from tests import factories
from tests.hsm_templates.wakeups import Wakeups

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _supervisor(client: Client) -> None:
    client.force_login(factories.user(Role.SUPERVISOR))


def test_every_account_is_asked_for(
    client: Client,
    wakeups: Wakeups,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    accounts = [factories.account(waba_id=waba_id).pk for waba_id in "12"]

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("hsm_templates:sync"))

    waiting = AccountSync.objects.filter(due_at__isnull=False).order_by("account_id")
    assert [sync.account_id for sync in waiting] == accounts
    task, queue = "hsm_templates.sync", Queue.MAINTENANCE
    assert sorted(wakeups) == [(task, (account,), queue) for account in accounts]
    content = answer.content.decode()
    assert "Lendo os HSM na Meta" in content
    assert 'hx-trigger="every 2s"' in content


def test_while_it_is_read_there_is_no_news(client: Client) -> None:
    AccountSync.objects.create(account=factories.account(), due_at=timezone.now())

    assert client.get(reverse("hsm_templates:sync_state"), {"read": "0"}).status_code == 204


def test_progress_is_shown_as_it_comes(client: Client) -> None:
    sync = AccountSync.objects.create(account=factories.account(), due_at=timezone.now())
    syncing.advance(sync, read=150)

    answer = client.get(reverse("hsm_templates:sync_state"), {"read": "100"})

    assert "Lendo os HSM na Meta: 150 lidos…" in answer.content.decode()
    assert "HX-Trigger" not in answer.headers


def test_the_result_is_told_for_each_template(client: Client) -> None:
    AccountSync.objects.create(
        account=factories.account(),
        finished_at=timezone.now(),
        results=[{"id": "7", "name": "aviso", "language": "pt_BR", "outcome": "deleted"}],
    )

    content = client.get(reverse("hsm_templates:list")).content.decode()

    assert "O que mudou na última sincronização: 1 HSM" in content
    assert "Não está mais na Meta" in content


def test_when_it_is_read_the_table_shows_itself_again(client: Client) -> None:
    AccountSync.objects.create(account=factories.account(), finished_at=timezone.now())

    answer = client.get(reverse("hsm_templates:sync_state"))

    assert "templates-synced" in answer.headers["HX-Trigger"]
    assert "HSM sincronizados com a Meta" in answer.headers["HX-Trigger"]
    assert "every" not in answer.content.decode()


def test_a_reading_that_stopped_says_why(client: Client) -> None:
    AccountSync.objects.create(
        account=factories.account(),
        finished_at=timezone.now(),
        failure="Token de acesso vencido.",
        problems=["aviso (pt_BR): não pôde ser guardado."],
    )

    content = client.get(reverse("hsm_templates:list")).content.decode()

    assert "Token de acesso vencido." in content
    assert "aviso (pt_BR): não pôde ser guardado." in content
