"""Deleting: a draft at once, what Meta knows only when Meta lets it go."""

import pytest

from audit.actions import Action
from conecta.errors import DomainError
from hsm_templates import removal
from hsm_templates.models import DELETABLE, Template, TemplateStatus
from tests import factories
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db


def test_a_draft_that_meta_does_not_know_is_gone() -> None:
    template, by = world.draft(), world.supervisor()

    left = removal.delete(template, by=by)

    assert left is None
    assert not Template.objects.exists()
    (entry,) = world.entries(Action.TEMPLATE_DELETED)
    assert (entry.actor, entry.object_id) == (by, str(template.pk))
    assert entry.detail.values["components"] == template.components


def test_what_meta_knows_waits_for_meta() -> None:
    template = factories.template(meta_id="9")

    left = removal.delete(template, by=world.supervisor())

    assert left is not None
    template.refresh_from_db()
    assert template.status == TemplateStatus.DELETING
    assert template.due_at is not None


@pytest.mark.parametrize("status", sorted(set(TemplateStatus) - DELETABLE))
def test_some_states_forbid_it(status: TemplateStatus) -> None:
    template = factories.template(status=status, meta_id="9")

    with pytest.raises(DomainError) as refused:
        removal.delete(template, by=world.supervisor())

    assert refused.value.code == "not_deletable"
    template.refresh_from_db()
    assert (template.status, template.due_at) == (status, None)
    assert world.entries(Action.TEMPLATE_DELETED) == []


def test_a_disabled_one_says_why() -> None:
    template = factories.template(status=TemplateStatus.DISABLED, meta_id="9")

    with pytest.raises(DomainError, match="A Meta não deixa excluir um HSM que ela desativou"):
        removal.delete(template, by=world.supervisor())


def test_a_deleted_template_stays_for_the_messages_that_were_sent_with_it() -> None:
    template = factories.template(meta_id="9")
    removal.delete(template, by=world.supervisor())

    removal.record_deleted(template)

    template.refresh_from_db()
    assert (template.status, template.due_at) == (TemplateStatus.DELETED, None)
    assert list(Template.objects.visible()) == []
