"""The banner says what a verification found; the button starts one in the background."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audit import verifications, verifying
from audit.models import Entry, Verification, VerificationState
from conecta.accounts.roles import Role
from tests import factories
from tests.audit import sealed
from tests.rivals import together

pytestmark = pytest.mark.django_db(transaction=True)

BANNER = "/relatorios/auditoria/selos/"
BUTTON = "/relatorios/auditoria/verificar/"


@pytest.fixture
def supervisor(client: Client) -> Client:
    client.force_login(factories.user(Role.SUPERVISOR, name="Camila Portela"))
    return client


def text(client: Client, url: str = BANNER) -> str:
    return " ".join(client.get(url).content.decode().split())


def test_nothing_is_called_whole_before_a_verification_said_so(supervisor: Client) -> None:
    sealed.block(3)

    page = text(supervisor)

    assert "A trilha ainda não foi conferida" in page
    assert "Trilha íntegra" not in page
    assert "Nada espera por selo." in page


def test_the_button_verifies_in_the_background_and_the_banner_tells(supervisor: Client) -> None:
    sealed.block(3)
    total = Entry.objects.count()

    supervisor.post(BUTTON)
    assert "Conferindo a trilha…" in text(supervisor)
    assert 'hx-trigger="every 2s"' in text(supervisor)
    assert verifying.run_waiting()

    page = text(supervisor, f"{BANNER}?seen=0")
    assert f'Trilha íntegra: <span class="num">{total}</span> registros' in page
    assert "por Camila Portela" in page
    assert 'hx-swap-oob="innerHTML">Trilha íntegra</p>' in page


def test_the_result_is_audited(supervisor: Client) -> None:
    sealed.block(3)
    supervisor.post(BUTTON)

    verifying.run_waiting()

    entry = Entry.objects.select_related("detail").get(action="trail_verified")
    assert entry.actor is not None
    assert entry.actor.name == "Camila Portela"
    assert entry.detail.values["is_whole"] is True


def test_problems_are_named_as_an_alert(supervisor: Client) -> None:
    bent = sealed.block(3)[1]
    sealed.forge("UPDATE audit_entry SET contact_id = 8 WHERE id = %s", [bent.pk])
    supervisor.post(BUTTON)
    verifying.run_waiting()

    page = text(supervisor)

    assert 'role="alert"' in page
    assert f"Registro {bent.pk} alterado no selo 1" in page
    assert "Trilha íntegra" not in page


def test_who_asks_twice_gets_one(supervisor: Client) -> None:
    person = factories.user(Role.SUPERVISOR)

    rivals = together(*[lambda: verifications.request(by=person)] * 4)
    supervisor.post(BUTTON)

    assert [rival.error for rival in rivals] == [None] * 4
    assert Verification.objects.count() == 1


def test_two_workers_run_it_once() -> None:
    verifications.request(by=factories.user(Role.SUPERVISOR))

    rivals = together(*[verifying.run_waiting] * 3)

    assert sorted(rival.result for rival in rivals) == [False, False, True]
    assert Entry.objects.filter(action="trail_verified").count() == 1


def test_a_worker_that_died_does_not_stand_in_the_way(supervisor: Client) -> None:
    verifications.request(by=factories.user(Role.SUPERVISOR))
    verifications.claim()
    silent_since = timezone.now() - verifications.SILENCE - timedelta(seconds=1)
    Verification.objects.update(seen_at=silent_since)

    supervisor.post(BUTTON)

    assert list(Verification.objects.order_by("pk").values_list("state", flat=True)) == [
        VerificationState.FAILED,
        VerificationState.WAITING,
    ]


def test_a_verification_that_cannot_read_says_why(
    supervisor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise OSError("disco cheio")

    monkeypatch.setattr("audit.verification.run", broken)
    supervisor.post(BUTTON)

    verifying.run_waiting()

    assert "A última conferência não terminou: disco cheio" in text(supervisor)


def test_the_progress_is_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    verifications.request(by=factories.user(Role.SUPERVISOR))
    claimed = verifications.claim()
    assert claimed is not None

    verifying.Signs(claimed)(40, 100)

    claimed.refresh_from_db()
    assert (claimed.done_count, claimed.total_count) == (40, 100)
