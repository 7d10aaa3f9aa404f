"""Pauses: one for quality says when it ends, one by pacing ends when somebody asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.actions import Action
from conecta.accounts.roles import Role
from conecta.errors import DomainError
from conecta.whatsapp.words import TemplateEvent
from hsm_templates import lifecycle, resuming
from hsm_templates.models import Pause, Template, TemplateStatus
from tests import factories
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db


def paused(**fields: Any) -> Template:
    defaults: dict[str, Any] = {
        "status": TemplateStatus.PAUSED,
        "pause": Pause.PACING,
        "meta_id": "9",
        "status_at": timezone.now() - timedelta(minutes=6),
    }
    return factories.template(**defaults | fields)


@pytest.mark.parametrize(
    ("title", "pause", "hours"),
    [("FIRST_PAUSE", "quality", 3), ("SECOND_PAUSE", "quality", 6), ("NEW_WORD", "", None)],
)
def test_a_pause_for_quality_says_when_it_ends(title: str, pause: str, hours: int | None) -> None:
    template = factories.template(meta_id="777")

    event = world.status_event(template, TemplateEvent.PAUSED, pause=title)
    followed = lifecycle.apply_status_event(event)

    assert followed is not None
    until = world.NOON + timedelta(hours=hours) if hours else None
    assert (followed.pause, followed.paused_until) == (pause, until)


def test_what_comes_back_is_paused_no_more() -> None:
    template = paused(meta_id="777", paused_until=timezone.now(), status_at=None)

    followed = lifecycle.apply_status_event(world.status_event(template, TemplateEvent.APPROVED))

    assert followed is not None
    assert (followed.pause, followed.paused_until) == ("", None)


def test_resuming_waits_for_meta_and_is_audited() -> None:
    template, by = paused(), world.supervisor()

    asked = resuming.resume(template, by=by)

    assert asked.status == TemplateStatus.RESUMING
    assert asked.due_at is not None
    (entry,) = world.entries(Action.TEMPLATE_RESUMED)
    assert entry.actor == by


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"pause": Pause.QUALITY}, "not_resumable"),
        ({"pause": ""}, "not_resumable"),
        ({"status": TemplateStatus.APPROVED}, "not_resumable"),
        ({"status_at": timezone.now() + timedelta(days=1)}, "too_early"),
    ],
)
def test_other_pauses_are_not_ended_by_hand(fields: dict[str, Any], code: str) -> None:
    template = paused(**fields)

    with pytest.raises(DomainError) as refused:
        resuming.resume(template, by=world.supervisor())

    assert refused.value.code == code
    assert world.entries(Action.TEMPLATE_RESUMED) == []


def test_its_page_offers_to_resume(client: Client) -> None:
    template = paused()
    client.force_login(factories.user(Role.SUPERVISOR))

    page = client.get(reverse("hsm_templates:detail", args=[template.pk])).content.decode()
    after = client.post(reverse("hsm_templates:resume", args=[template.pk])).content.decode()

    assert 'id="hsm-retomar"' in page
    assert "Retomando na Meta" in after
