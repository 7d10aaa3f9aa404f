"""The dispatcher is woken for a new message, unless a run is at the channel's queue already."""

from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from audit.actors import SYSTEM
from conecta.whatsapp.models import Channel
from hsm_templates.models import Template
from messaging import outbox, slots
from messaging.outbox import DISPATCH, Draft
from tests import factories


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []

    def note(task_name: str, channel_id: int, **_: Any) -> None:
        found.append((task_name, channel_id))

    monkeypatch.setattr(outbox, "wake", note)
    return found


@pytest.fixture
def draft(channel: Channel, template: Template) -> Draft:
    return Draft(
        channel=channel,
        contact=factories.contact(),
        template=template,
        values={"body.1": "Ana"},
    )


def test_a_new_message_wakes_the_dispatcher(
    draft: Draft,
    woken: list[tuple[str, int]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        outbox.request(draft, by=SYSTEM)

    assert woken == [(DISPATCH, draft.channel.pk)]


def test_a_run_that_holds_the_slot_needs_no_waking(
    draft: Draft,
    woken: list[tuple[str, int]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with slots.held(draft.channel.pk, seconds=5), django_capture_on_commit_callbacks(execute=True):
        outbox.request(draft, by=SYSTEM)

    assert woken == []
