"""Templates under review are asked for again, ever more rarely, should a webhook be lost."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from hsm_templates import publishing, submission, sync
from hsm_templates.models import Template, TemplateStatus
from tests import factories
from tests.hsm_templates import world
from tests.hsm_templates.world import seconds
from tests.simulator import Simulator

pytestmark = pytest.mark.django_db


def under_review(simulator: Simulator) -> Template:
    simulator.config(review_seconds=0)
    template = submission.submit(world.draft(), by=world.supervisor())
    publishing.publish_due()
    template.refresh_from_db()
    return template


def test_a_lost_verdict_is_found_after_a_minute(simulator: Simulator) -> None:
    template = under_review(simulator)
    assert sync.read_again() == 0

    with time_machine.travel(timezone.now() + seconds(61)):
        assert sync.read_again() == 1

    template.refresh_from_db()
    assert template.status == TemplateStatus.APPROVED


@pytest.mark.parametrize(("minutes_ago", "expected"), [(5, 0), (7, 1)])
def test_a_long_review_is_asked_for_more_rarely(
    settings: Any, minutes_ago: int, expected: int
) -> None:
    settings.WHATSAPP_API_URL = "http://127.0.0.1:9"
    now = timezone.now()
    template = factories.template(status=TemplateStatus.PENDING, meta_id="777")
    Template.objects.filter(pk=template.pk).update(
        updated_at=now - timedelta(hours=1), synced_at=now - timedelta(minutes=minutes_ago)
    )

    assert len(sync.due_again(now)) == expected


def test_without_contact_the_others_do_not_wait_for_it(settings: Any) -> None:
    settings.WHATSAPP_API_URL = "http://127.0.0.1:9"
    account = factories.account()
    for meta_id in "12":
        factories.template(account=account, status=TemplateStatus.PENDING, meta_id=meta_id)

    assert sync.read_again() == 0


def test_what_meta_does_not_know_is_not_asked_for_at_every_turn(simulator: Simulator) -> None:
    factories.template(status=TemplateStatus.PENDING, meta_id="404404")

    assert [sync.read_again(), sync.read_again()] == [1, 0]


def test_approved_templates_are_not_read_again() -> None:
    factories.template(meta_id="777", synced_at=world.NOON)

    assert sync.due_again(timezone.now()) == []
