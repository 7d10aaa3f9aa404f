"""A supervisor asks whether the trail is whole; then somebody bends it, and is found."""

import time

import pytest
from playwright.sync_api import expect

from audit.models import Entry, Seal
from conecta.queues import Queue, wake
from tests import factories
from tests.audit import sealed
from tests.desk import Desk
from tests.journeys.inspection import Inspection
from tests.journeys.processes import Conecta

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

REPORT = "/relatorios/auditoria/"


@pytest.fixture
def sealed_entry(conecta: Conecta) -> Entry:
    """Sealed by the worker, and anchored where it keeps its files."""
    conecta.anchors.unlink(missing_ok=True)
    factories.contact()
    entry = Entry.objects.order_by("pk").last()
    assert entry is not None
    deadline = time.monotonic() + sealed.PATIENCE
    while not Seal.objects.exists() and time.monotonic() < deadline:
        wake("audit.seal", queue=Queue.MAINTENANCE)
        time.sleep(0.5)
    return entry


def test_the_trail_is_verified_from_the_report(
    conecta: Conecta, sealed_entry: Entry, supervisor: Desk
) -> None:
    supervisor.arrive(REPORT)
    banner = supervisor.page.locator("#selos")
    expect(banner).to_contain_text("A trilha ainda não foi conferida")
    inspection = Inspection(supervisor.page)
    inspection.look()
    supervisor.stay()

    banner.get_by_role("button", name="Verificar agora").click()
    expect(banner).to_contain_text("Trilha íntegra")
    expect(supervisor.page.locator("#selos-aviso")).to_have_text("Trilha íntegra")
    inspection.look()

    sealed.forge("UPDATE audit_entry SET object_id = '8' WHERE id = %s", [sealed_entry.pk])
    banner.get_by_role("button", name="Verificar agora").click()
    alert = banner.get_by_role("alert")
    expect(alert).to_contain_text(f"Registro {sealed_entry.pk} alterado no selo 1")
    assert supervisor.has_stayed()
    inspection.look()
    assert inspection.found == []
