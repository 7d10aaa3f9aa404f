"""One record of Meta's list against what we have: newer states and our own drafts stay."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from conecta.errors import DomainError
from conecta.whatsapp.types import TemplateRecord
from conecta.whatsapp.words import Category, ParameterFormat, QualityRating, TemplateEvent
from conecta.whatsapp.words import TemplateStatus as Word
from hsm_templates import lifecycle, mirror
from hsm_templates.mirror import Outcome
from hsm_templates.models import Template, TemplateStatus
from tests import factories
from tests.hsm_templates import pieces, world
from tests.hsm_templates.world import seconds

pytestmark = pytest.mark.django_db


def record(
    template: Template | None = None, word: str = "APPROVED", **fields: Any
) -> TemplateRecord:
    defaults = {
        "id": (template and template.meta_id) or "777",
        "name": template.name if template else "pedido",
        "language": "pt_BR",
        "status": Word(word),
        "status_name": word,
        "category": Category.UTILITY,
        "previous_category": Category.UNKNOWN,
        "correct_category": Category.UNKNOWN,
        "parameter_format": ParameterFormat.POSITIONAL,
        "components": tuple(template.components) if template else (),
        "quality": QualityRating.UNKNOWN,
        "rejected_reason": "NONE",
        "ttl_seconds": None,
    }
    return TemplateRecord(**defaults | fields)


def status_after(template: Template, found: TemplateRecord, *, ago: float = -60) -> str:
    """`ago`: how many seconds before now the reading began."""
    mirror.apply_record(template.account, found, read_at=timezone.now() - timedelta(seconds=ago))
    template.refresh_from_db()
    return template.status


def test_a_reading_follows_meta() -> None:
    template = factories.template(meta_id="777")

    assert status_after(template, record(template, "PAUSED")) == TemplateStatus.PAUSED


def test_a_reading_that_began_before_the_row_changed_says_nothing() -> None:
    template = factories.template(status=TemplateStatus.PENDING, meta_id="777")
    event = world.status_event(template, TemplateEvent.APPROVED)

    lifecycle.apply_status_event(event)

    assert status_after(template, record(template, "PENDING"), ago=1) == TemplateStatus.APPROVED


def test_an_event_older_than_the_reading_does_not_undo_it() -> None:
    with time_machine.travel(world.NOON, tick=False):
        template = factories.template(meta_id="777")
        status_after(template, record(template, "PAUSED"))

    at = world.NOON - seconds(30)
    lifecycle.apply_status_event(world.status_event(template, TemplateEvent.APPROVED, at))

    template.refresh_from_db()
    assert template.status == TemplateStatus.PAUSED


@pytest.mark.parametrize(
    "status", [TemplateStatus.DRAFT, TemplateStatus.SUBMITTING, TemplateStatus.DELETING]
)
def test_what_is_ours_to_change_is_left(status: str) -> None:
    template = factories.template(status=status, meta_id="777")

    assert status_after(template, record(template, "APPROVED")) == status


def test_a_word_that_we_do_not_know_is_not_sendable() -> None:
    template = factories.template(meta_id="777")

    assert status_after(template, record(template, "FROZEN")) == TemplateStatus.UNKNOWN


def test_the_reason_of_a_rejection_is_told_in_portuguese() -> None:
    template = factories.template(status=TemplateStatus.PENDING, meta_id="777")

    status_after(template, record(template, "REJECTED", rejected_reason="SCAM"))

    assert template.rejection_reason == "A Meta viu sinais de golpe no texto."


def test_what_the_webhook_explained_better_stays() -> None:
    template = factories.template(
        status=TemplateStatus.REJECTED,
        meta_id="777",
        rejection_reason="Formato inválido, veja {{1}}.",
    )

    status_after(template, record(template, "REJECTED", rejected_reason="INVALID_FORMAT"))

    assert template.rejection_reason == "Formato inválido, veja {{1}}."


def test_a_template_that_was_created_again_at_meta_is_the_same_one_here() -> None:
    template = factories.template(meta_id="777")

    status_after(template, record(template, "APPROVED", id="888"))

    assert template.meta_id == "888"


def test_one_that_vanished_and_came_back_is_not_doubled() -> None:
    template = factories.template(meta_id="777", status=TemplateStatus.DELETED)

    assert status_after(template, record(template, "APPROVED")) == TemplateStatus.APPROVED
    assert Template.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": ""}, "template_unreadable"),
        ({"id": ""}, "template_unreadable"),
        ({"language": "x" * 11}, "template_unreadable"),
        ({"category": Category.UNKNOWN}, "category_unknown"),
        ({"parameter_format": ParameterFormat.UNKNOWN}, "format_unknown"),
    ],
)
def test_what_cannot_be_kept_is_refused(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError) as refused:
        mirror.apply_record(factories.account(), record(**fields), read_at=timezone.now())

    assert refused.value.code == code
    assert not Template.objects.exists()


def test_only_what_the_whole_list_misses_is_marked_as_deleted() -> None:
    account = factories.account()
    seen, missed = (factories.template(account=account, meta_id=meta_id) for meta_id in "12")
    draft = factories.template(account=account, status=TemplateStatus.DRAFT)
    other = factories.template(account=factories.account(waba_id="2"), meta_id="3")

    mirror.mark_vanished(account, {"1"}, read_at=timezone.now() + seconds(1))

    left = Template.objects.visible().order_by("id")
    assert list(left) == [seen, draft, other]
    missed.refresh_from_db()
    assert missed.rejection_reason == "Não está mais na Meta."


def test_one_that_was_registered_during_the_reading_is_not_missed() -> None:
    template = factories.template(meta_id="1")

    mirror.mark_vanished(template.account, set(), read_at=timezone.now() - seconds(1))

    template.refresh_from_db()
    assert template.status == TemplateStatus.APPROVED


def test_a_record_is_added_once() -> None:
    account = factories.account()

    outcomes = [
        mirror.apply_record(account, record(), read_at=timezone.now() + seconds(delay))
        for delay in (0, 1)
    ]

    assert outcomes == [Outcome.ADDED, Outcome.SAME]


def test_a_sample_that_can_be_sent_again_outlives_the_link_that_meta_lists() -> None:
    ours = [pieces.media(), pieces.body()]
    template = factories.template(meta_id="777", components=ours)
    listed = (pieces.media("IMAGE", "https://scontent.example/expires"), pieces.body())

    status_after(template, record(template, "PAUSED", components=listed))

    assert (template.components, template.status) == (ours, TemplateStatus.PAUSED)


def test_another_text_at_meta_comes_with_all_that_meta_lists() -> None:
    template = factories.template(meta_id="777", components=[pieces.media(), pieces.body()])
    listed = (pieces.media("IMAGE", "https://scontent.example/x"), pieces.body("Outro texto, viu?"))

    status_after(template, record(template, components=listed))

    assert template.components == list(listed)
