"""Deletions that wait for Meta."""

import pytest

from hsm_templates import publishing, removal, submission
from hsm_templates.models import Template, TemplateStatus
from tests import factories
from tests.hsm_templates import world
from tests.simulator import Simulator

pytestmark = pytest.mark.django_db


def published(simulator: Simulator) -> Template:
    simulator.config(review_seconds=3600)
    template = submission.submit(world.draft(), by=world.supervisor())
    publishing.publish_due()
    template.refresh_from_db()
    return template


def test_a_deleted_template_is_gone_at_meta_and_kept_here(simulator: Simulator) -> None:
    template = published(simulator)
    removal.delete(template, by=world.supervisor())

    publishing.publish_due()

    template.refresh_from_db()
    assert (template.status, template.due_at) == (TemplateStatus.DELETED, None)
    again = submission.submit(world.draft(account=template.account), by=world.supervisor())
    publishing.publish_due()
    again.refresh_from_db()
    assert again.status == TemplateStatus.PENDING


def test_what_meta_does_not_find_is_gone(simulator: Simulator) -> None:
    template = factories.template(meta_id="123", name="some_name")
    removal.delete(template, by=world.supervisor())

    publishing.publish_due()

    template.refresh_from_db()
    assert template.status == TemplateStatus.DELETED


def test_what_meta_keeps_comes_back_with_the_reason(simulator: Simulator) -> None:
    template = factories.template(meta_id="123", account=factories.account(waba_id="404"))
    removal.delete(template, by=world.supervisor())

    publishing.publish_due()

    template.refresh_from_db()
    assert (template.status, template.synced_at) == (TemplateStatus.UNKNOWN, None)
    assert template.rejection_reason.startswith("A Meta não excluiu este HSM. ")
