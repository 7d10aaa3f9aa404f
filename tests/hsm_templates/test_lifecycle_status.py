"""Meta's events set a template's status, its reason in Portuguese, and an entry by Meta."""

import pytest

from audit.actions import Action
from audit.actors import ActorKind
from conecta.whatsapp.types import TemplateCategoryEvent
from conecta.whatsapp.words import Category as CategoryWord
from conecta.whatsapp.words import TemplateEvent
from hsm_templates import lifecycle
from hsm_templates.models import TemplateStatus
from tests import factories
from tests.hsm_templates import world
from tests.hsm_templates.wakeups import Wakeups

pytestmark = pytest.mark.django_db
Word = TemplateEvent


@pytest.mark.parametrize(
    ("word", "status"),
    [
        (Word.APPROVED, TemplateStatus.APPROVED),
        (Word.REJECTED, TemplateStatus.REJECTED),
        (Word.PAUSED, TemplateStatus.PAUSED),
        (Word.DISABLED, TemplateStatus.DISABLED),
        (Word.ARCHIVED, TemplateStatus.ARCHIVED),
        (Word.LIMIT_EXCEEDED, TemplateStatus.REJECTED),
        (Word.PENDING_DELETION, TemplateStatus.DELETED),
        (Word.DELETED, TemplateStatus.DELETED),
    ],
)
def test_each_word_of_meta_is_one_of_our_states(word: TemplateEvent, status: str) -> None:
    template = factories.template(status=TemplateStatus.PENDING, meta_id="777")

    lifecycle.apply_status_event(world.status_event(template, word))

    template.refresh_from_db()
    assert (template.status, template.status_at) == (status, world.NOON)


def test_an_appeal_is_a_review_again() -> None:
    template = factories.template(status=TemplateStatus.REJECTED, meta_id="777")

    lifecycle.apply_status_event(world.status_event(template, Word.IN_APPEAL))

    template.refresh_from_db()
    assert template.status == TemplateStatus.PENDING


def test_the_change_is_audited_as_metas() -> None:
    template = factories.template(status=TemplateStatus.PENDING, meta_id="777")

    lifecycle.apply_status_event(world.status_event(template, Word.APPROVED))

    (entry,) = world.entries(Action.TEMPLATE_STATUS)
    assert (entry.actor_kind, entry.object_id) == (ActorKind.META, str(template.pk))
    assert entry.detail.values["before"] == {"status": "pending"}
    assert entry.detail.values["after"] == {"status": "approved"}


def test_a_rejection_says_why_in_portuguese_and_quotes_meta() -> None:
    template = factories.template(status=TemplateStatus.PENDING, meta_id="777")
    event = world.status_event(
        template, Word.REJECTED, reason="INVALID_FORMAT", details="Put words between."
    )

    lifecycle.apply_status_event(event)

    template.refresh_from_db()
    assert template.rejection_reason == (
        "Formato inválido: confira variáveis, exemplos e sinais. A Meta diz: Put words between."
    )


def test_a_reason_that_we_do_not_know_is_shown_as_meta_named_it() -> None:
    template = factories.template(status=TemplateStatus.PENDING, meta_id="777")

    lifecycle.apply_status_event(world.status_event(template, Word.REJECTED, reason="NEW_RULE"))

    template.refresh_from_db()
    assert template.rejection_reason == "Motivo dado pela Meta: NEW_RULE."


def test_a_pause_says_when_it_ends() -> None:
    template = factories.template(meta_id="777")

    lifecycle.apply_status_event(world.status_event(template, Word.PAUSED, pause="FIRST_PAUSE"))

    template.refresh_from_db()
    assert template.rejection_reason == (
        "Pausa de 3 h por baixa qualidade. Volta prevista: 24/11/2026 12:00."
    )


def test_an_approval_clears_the_reason() -> None:
    template = factories.template(
        status=TemplateStatus.PAUSED, meta_id="777", rejection_reason="Pausa de 3 h."
    )

    lifecycle.apply_status_event(world.status_event(template, Word.APPROVED))

    template.refresh_from_db()
    assert template.rejection_reason == ""


def test_the_category_that_meta_assigned_is_kept_beside_the_one_asked_for() -> None:
    template = factories.template(
        status=TemplateStatus.PENDING, meta_id="777", requested_category="UTILITY"
    )
    event = world.status_event(template, Word.APPROVED, category=CategoryWord.MARKETING)

    lifecycle.apply_status_event(event)

    template.refresh_from_db()
    assert (template.category, template.requested_category) == ("MARKETING", "UTILITY")


@pytest.mark.parametrize("word", ["FLAGGED", "LOCKED", "REINSTATED", "UNARCHIVED", "INVENTED"])
def test_what_tells_no_status_has_the_template_read_again(word: str, wakeups: Wakeups) -> None:
    template = factories.template(meta_id="777", synced_at=world.NOON)

    lifecycle.apply_status_event(world.status_event(template, TemplateEvent(word), event_name=word))

    template.refresh_from_db()
    assert (template.status, template.synced_at) == (TemplateStatus.APPROVED, None)
    assert world.entries(Action.TEMPLATE_STATUS) == []


def test_a_webhook_faster_than_the_answer_is_found_by_name() -> None:
    template = factories.template(
        status=TemplateStatus.SUBMITTING, language="en_US", due_at=world.NOON
    )
    event = world.status_event(template, Word.APPROVED, language="en-US", template_id="777")

    lifecycle.apply_status_event(event)

    template.refresh_from_db()
    assert (template.status, template.meta_id) == (TemplateStatus.APPROVED, "777")
    assert template.due_at is None


def test_a_template_of_another_account_is_not_found_by_name() -> None:
    template = factories.template(status=TemplateStatus.SUBMITTING)

    followed = lifecycle.apply_status_event(
        world.status_event(template, Word.APPROVED, waba_id="someone-else")
    )

    template.refresh_from_db()
    assert (followed, template.status) == (None, TemplateStatus.SUBMITTING)


def test_an_unknown_template_is_ignored_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    event = world.status_event(factories.template(meta_id="1"), Word.APPROVED, template_id="777")

    followed = lifecycle.apply_status_event(event)

    assert followed is None
    assert "is not registered here" in caplog.text


@pytest.mark.parametrize(
    ("previous", "is_read"), [(CategoryWord.UTILITY, True), (CategoryWord.UNKNOWN, False)]
)
def test_a_category_that_meta_moved_is_read_and_an_announced_one_is_not(
    previous: CategoryWord, is_read: bool
) -> None:
    template = factories.template(meta_id="777", synced_at=world.NOON)
    event = TemplateCategoryEvent(
        waba_id=template.account.waba_id,
        at=world.NOON,
        template_id="777",
        name=template.name,
        language=template.language,
        current=CategoryWord.MARKETING,
        previous=previous,
        correct=CategoryWord.UNKNOWN,
        takes_effect_at=None,
    )

    lifecycle.apply_category_event(event)

    template.refresh_from_db()
    assert (template.synced_at is None) is is_read
