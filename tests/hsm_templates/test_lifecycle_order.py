"""An older event never overwrites a newer state, however late or often it comes."""

import pytest

from audit.actions import Action
from conecta.whatsapp.types import TemplateQualityEvent
from conecta.whatsapp.words import QualityRating, TemplateEvent
from hsm_templates import lifecycle
from hsm_templates.models import Template, TemplateStatus
from tests import factories
from tests.hsm_templates import world
from tests.hsm_templates.world import NOON, seconds

pytestmark = pytest.mark.django_db
Word = TemplateEvent


def heard(template: Template, word: TemplateEvent, after_seconds: float = 0) -> str:
    """The status after the event of so many seconds after noon."""
    at = NOON + seconds(after_seconds)
    lifecycle.apply_status_event(world.status_event(template, word, at))
    template.refresh_from_db()
    return template.status


def pending(**fields: object) -> Template:
    return factories.template(status=TemplateStatus.PENDING, meta_id="777", **fields)


def test_an_older_event_that_comes_later_is_ignored() -> None:
    template = pending()

    heard(template, Word.PAUSED, 60)

    assert heard(template, Word.APPROVED, 0) == TemplateStatus.PAUSED
    assert template.status_at == NOON + seconds(60)
    assert len(world.entries(Action.TEMPLATE_STATUS)) == 1


def test_a_newer_event_counts() -> None:
    template = pending()

    heard(template, Word.APPROVED, 0)

    assert heard(template, Word.PAUSED, 1) == TemplateStatus.PAUSED


def test_the_same_event_twice_is_audited_once() -> None:
    template = pending()

    heard(template, Word.APPROVED)
    heard(template, Word.APPROVED)

    assert len(world.entries(Action.TEMPLATE_STATUS)) == 1


@pytest.mark.parametrize("order", [(Word.PENDING, Word.APPROVED), (Word.APPROVED, Word.PENDING)])
def test_within_one_second_the_verdict_wins(order: tuple[TemplateEvent, TemplateEvent]) -> None:
    template = pending()

    heard(template, order[0])

    assert heard(template, order[1]) == TemplateStatus.APPROVED


def test_an_event_older_than_the_last_reading_is_ignored() -> None:
    template = factories.template(meta_id="777", synced_at=NOON)

    assert heard(template, Word.REJECTED, -60) == TemplateStatus.APPROVED


def test_clocks_may_differ_by_some_seconds() -> None:
    template = pending(synced_at=NOON)

    assert heard(template, Word.APPROVED, -2) == TemplateStatus.APPROVED


@pytest.mark.parametrize("status", [TemplateStatus.DRAFT, TemplateStatus.SUBMITTING])
def test_a_verdict_on_the_text_before_says_nothing_of_the_new_one(status: str) -> None:
    template = factories.template(status=status, meta_id="777")

    assert heard(template, Word.APPROVED) == status


def test_a_draft_of_a_new_version_hears_that_meta_deleted_the_template() -> None:
    template = factories.template(status=TemplateStatus.DRAFT, meta_id="777")

    assert heard(template, Word.DELETED) == TemplateStatus.DELETED


def quality(template: Template, current: QualityRating, after_seconds: float = 0) -> str:
    event = TemplateQualityEvent(
        waba_id=template.account.waba_id,
        at=NOON + seconds(after_seconds),
        template_id="777",
        name=template.name,
        language=template.language,
        previous=QualityRating.UNKNOWN,
        current=current,
    )
    lifecycle.apply_quality_event(event)
    template.refresh_from_db()
    return template.quality


def test_quality_follows_meta_and_is_audited() -> None:
    template = factories.template(meta_id="777")

    assert quality(template, QualityRating.RED) == "red"

    (entry,) = world.entries(Action.TEMPLATE_STATUS)
    assert entry.detail.values["after"] == {"quality": "red"}


def test_an_older_quality_is_ignored() -> None:
    template = factories.template(meta_id="777")

    quality(template, QualityRating.RED, 60)

    assert quality(template, QualityRating.GREEN, 0) == "red"


def test_a_status_newer_than_a_quality_does_not_hide_it() -> None:
    template = pending()

    heard(template, Word.APPROVED, 60)

    assert quality(template, QualityRating.YELLOW, 0) == "yellow"
