"""Sending a draft to be reviewed: a row that is due, a revision, an entry, a hint to the worker."""

import pytest
import time_machine
from pytest_django import DjangoCaptureOnCommitCallbacks

from audit.actions import Action
from conecta.errors import DomainError
from conecta.queues import Queue
from hsm_templates import submission
from hsm_templates.models import Revision, TemplateStatus
from tests import factories
from tests.hsm_templates import world
from tests.hsm_templates.wakeups import Wakeups

pytestmark = pytest.mark.django_db


def test_a_submitted_draft_is_due_at_once() -> None:
    template = world.draft()

    with time_machine.travel(world.NOON, tick=False):
        submission.submit(template, by=world.supervisor())

    template.refresh_from_db()
    assert (template.status, template.due_at) == (TemplateStatus.SUBMITTING, world.NOON)
    assert (template.attempt, template.rejection_reason) == (0, "")


def test_the_worker_is_woken_when_the_submission_is_committed(
    wakeups: Wakeups, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    template = world.draft()

    with django_capture_on_commit_callbacks(execute=True):
        submission.submit(template, by=world.supervisor())
        assert wakeups == []

    assert wakeups == [("hsm_templates.submit", (), Queue.INTERACTIVE)]


def test_each_submission_keeps_its_text_and_author() -> None:
    template, by = world.draft(), world.supervisor()

    submission.submit(template, by=by)

    revision = Revision.objects.get()
    assert (revision.template, revision.number, revision.sent_by) == (template, 1, by)
    assert revision.components == template.components
    (entry,) = world.entries(Action.TEMPLATE_SUBMITTED)
    assert (entry.actor, entry.object_id) == (by, str(template.pk))
    assert entry.detail.values["revision"] == 1


def test_a_second_submission_is_the_second_revision() -> None:
    template = world.draft()
    submission.submit(template, by=world.supervisor())
    type(template).objects.update(status=TemplateStatus.REJECTED, due_at=None)

    submission.submit(template, by=world.supervisor())

    assert list(template.revisions.values_list("number", flat=True)) == [2, 1]


def test_a_text_with_errors_is_refused_with_them_and_nothing_happens() -> None:
    template = world.draft(body="Olá, {{1}}", samples={})

    with pytest.raises(DomainError) as refused:
        submission.submit(template, by=world.supervisor())

    assert refused.value.code == "lint"
    assert refused.value.message == "Corrija 2 erros antes de enviar para análise."
    codes = [finding["code"] for finding in refused.value.extra["findings"]]
    assert codes == ["variable_at_end", "sample_missing"]
    template.refresh_from_db()
    assert (template.status, template.due_at) == (TemplateStatus.DRAFT, None)
    assert not Revision.objects.exists()
    assert world.entries(Action.TEMPLATE_SUBMITTED) == []


@pytest.mark.parametrize(
    "status", sorted(set(TemplateStatus) - {TemplateStatus.DRAFT, TemplateStatus.REJECTED})
)
def test_only_drafts_and_rejected_ones_are_submitted(status: TemplateStatus) -> None:
    template = factories.template(status=status)

    with pytest.raises(DomainError) as refused:
        submission.submit(template, by=world.supervisor())

    assert refused.value.code == "not_submittable"
    template.refresh_from_db()
    assert (template.status, template.due_at) == (status, None)


def test_a_claimed_template_is_leased_and_counted() -> None:
    template = world.draft()
    submission.submit(template, by=world.supervisor())

    claimed = submission.claim()

    assert claimed is not None
    assert (claimed.pk, claimed.attempt) == (template.pk, 1)
    assert submission.claim() is None


def test_a_lease_that_ran_out_is_claimed_again() -> None:
    with time_machine.travel(world.NOON, tick=False) as clock:
        submission.submit(world.draft(), by=world.supervisor())
        submission.claim()
        clock.shift(submission.LEASE)

        again = submission.claim()

    assert again is not None
    assert again.attempt == 2
