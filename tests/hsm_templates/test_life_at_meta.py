"""Edits and pauses of approved templates, at the simulator: it refuses what we tell beforehand."""

from datetime import timedelta

import pytest
import requests
from django.utils import timezone

from hsm_templates import authoring, publishing, resuming, revising, sync
from hsm_templates.models import Revision, Template, TemplateStatus
from tests.hsm_templates import world
from tests.simulator import Simulator

pytestmark = pytest.mark.django_db
BODIES = ("Olá, {{1}}! A visita mudou para {{2}}. Até lá.", "Oi, {{1}}! Visita em {{2}}. Até lá.")


@pytest.fixture
def approved(simulator: Simulator) -> Template:
    template = world.draft()
    simulator.approve(template)
    template.status, template.meta_id = TemplateStatus.APPROVED, _meta_id(simulator, template)
    template.save()
    return template


def _meta_id(simulator: Simulator, template: Template) -> str:
    account = template.account
    answer = requests.get(
        f"{simulator.url}/v26.0/{account.waba_id}/message_templates",
        headers={"Authorization": f"Bearer {account.access_token}"},
        timeout=5,
    )
    (record,) = answer.json()["data"]
    return str(record["id"])


def revise(template: Template, body: str) -> None:
    data = world.with_body(authoring.data_of(template), body)
    revising.revise(template, data, version=template.version, by=world.supervisor())


def body_of(template: Template) -> str:
    return Template.objects.get(pk=template.pk).content.body.text


def read_as_approved(template: Template) -> None:
    Template.objects.update(synced_at=None, updated_at=timezone.now() - timedelta(minutes=1))
    sync.read_again()
    template.refresh_from_db()
    assert template.status == TemplateStatus.APPROVED


def test_an_edit_is_taken_and_reviewed_again(approved: Template) -> None:
    revise(approved, BODIES[0])

    publishing.publish_due()

    approved.refresh_from_db()
    assert (approved.status, approved.due_at) == (TemplateStatus.PENDING, None)
    read_as_approved(approved)
    assert body_of(approved) == BODIES[0]
    assert Revision.objects.filter(approved_at__isnull=False).count() == 2


def test_a_second_edit_that_slips_through_is_refused_there_and_the_approved_text_stays(
    approved: Template,
) -> None:
    revise(approved, BODIES[0])
    publishing.publish_due()
    read_as_approved(approved)
    Revision.objects.update(edits_approved=False)

    revise(approved, BODIES[1])
    publishing.publish_due()

    approved.refresh_from_db()
    assert body_of(approved) == BODIES[0]
    assert approved.rejection_reason.startswith("A Meta não aceitou a alteração")
    read_as_approved(approved)


def test_a_paced_pause_is_ended_there(simulator: Simulator, approved: Template) -> None:
    _pause(simulator, approved, seconds_ago=400)

    resuming.resume(approved, by=world.supervisor())
    publishing.publish_due()

    approved.refresh_from_db()
    assert (approved.status, approved.pause) == (TemplateStatus.APPROVED, "")


def test_a_pause_that_does_not_end_says_why(simulator: Simulator, approved: Template) -> None:
    _pause(simulator, approved, seconds_ago=10)

    resuming.resume(approved, by=world.supervisor())
    publishing.publish_due()

    approved.refresh_from_db()
    assert approved.status == TemplateStatus.PAUSED
    assert approved.rejection_reason.startswith("A Meta não retomou este HSM.")


def _pause(simulator: Simulator, template: Template, *, seconds_ago: int) -> None:
    """There since `seconds_ago`; here since long enough."""
    requests.post(
        f"{simulator.url}/_sandbox/template_status",
        json={
            "name": template.name,
            "status": "PAUSED",
            "title": "RATE_LIMITING_PAUSE",
            "seconds_ago": seconds_ago,
        },
        timeout=5,
    ).raise_for_status()
    template.status, template.pause = TemplateStatus.PAUSED, "pacing"
    template.status_at = timezone.now() - timedelta(minutes=6)
    template.save()
