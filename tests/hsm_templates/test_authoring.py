"""Drafts: written with or without errors, changed by one person at a time."""

import pytest

from audit.actions import Action
from conecta.errors import ConflictError, DomainError
from hsm_templates import authoring
from hsm_templates.models import Template, TemplateStatus
from tests import factories
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db


def test_a_draft_keeps_what_was_written_in_metas_form() -> None:
    by = world.supervisor()

    template = authoring.create(world.data(factories.account()), by=by)

    template.refresh_from_db()
    assert template.status == TemplateStatus.DRAFT
    assert (template.category, template.requested_category) == ("UTILITY", "UTILITY")
    assert (template.created_by, template.version, template.due_at) == (by, 1, None)
    assert template.components == [
        {"type": "HEADER", "format": "TEXT", "text": "Visita técnica"},
        {
            "type": "BODY",
            "text": world.BODY,
            "example": {"body_text": [["Ana", "sexta às 10h"]]},
        },
        {"type": "FOOTER", "text": "Aurora Móveis"},
    ]


def test_creating_is_audited_with_its_author() -> None:
    by = world.supervisor()

    template = authoring.create(world.data(factories.account()), by=by)

    (entry,) = world.entries(Action.TEMPLATE_CREATED)
    assert (entry.actor, entry.object_id) == (by, str(template.pk))
    assert entry.detail.values["after"]["name"] == "aviso_de_visita"
    assert entry.detail.values["account"] == template.account.name


def test_a_draft_may_have_errors_in_it() -> None:
    template = world.draft(name="Aviso!", body="{{2}}", samples={})

    assert (template.name, template.content.body.text) == ("Aviso!", "{{2}}")


def test_a_draft_needs_a_name() -> None:
    with pytest.raises(DomainError) as refused:
        world.draft(name="  ")

    assert (refused.value.code, refused.value.extra) == ("name_missing", {"field": "name"})
    assert not Template.objects.exists()


def test_the_same_name_and_language_is_answered_with_the_existing_template() -> None:
    first = world.draft()

    with pytest.raises(ConflictError) as refused:
        world.draft(account=first.account, body="Outro texto.")

    assert refused.value.code == "duplicate"
    assert refused.value.extra == {"id": first.pk, "field": "name"}
    assert Template.objects.count() == 1


def test_the_same_name_may_stand_in_another_language_and_in_another_account() -> None:
    first = world.draft()

    world.draft(account=first.account, language="en_US")
    world.draft(account=factories.account(waba_id="2"))

    assert Template.objects.filter(name=first.name).count() == 3


def test_the_name_of_a_deleted_template_is_free_again() -> None:
    old = world.draft()
    Template.objects.filter(pk=old.pk).update(status=TemplateStatus.DELETED)

    new = world.draft(account=old.account)

    assert new.pk != old.pk


def test_changing_counts_the_version_and_tells_what_changed() -> None:
    template, by = world.draft(), world.supervisor()

    authoring.change(template, world.data(template.account, footer="Aurora"), version=1, by=by)

    template.refresh_from_db()
    assert (template.version, template.content.footer) == (2, "Aurora")
    (entry,) = world.entries(Action.TEMPLATE_CHANGED)
    assert (entry.actor, entry.field_names) == (by, ["components"])


def test_saving_without_a_change_changes_and_audits_nothing() -> None:
    template = world.draft()

    same = authoring.change(
        template, world.data(template.account), version=1, by=world.supervisor()
    )

    assert same.version == 1
    assert world.entries(Action.TEMPLATE_CHANGED) == []


def test_who_saves_second_overwrites_nothing() -> None:
    template, by = world.draft(), world.supervisor()
    authoring.change(template, world.data(template.account, footer="Primeiro"), version=1, by=by)

    with pytest.raises(ConflictError) as refused:
        authoring.change(template, world.data(template.account, footer="Segundo"), version=1, by=by)

    assert refused.value.code == "stale"
    template.refresh_from_db()
    assert (template.version, template.components[-1]["text"]) == (2, "Primeiro")


def test_a_changed_rejected_template_is_the_draft_of_its_next_version() -> None:
    template = factories.template(status=TemplateStatus.REJECTED, meta_id="9", name="aviso")

    data = world.data(template.account, name="aviso")
    authoring.change(template, data, version=1, by=world.supervisor())

    template.refresh_from_db()
    assert (template.status, template.meta_id) == (TemplateStatus.DRAFT, "9")


@pytest.mark.parametrize(
    "status", sorted(set(TemplateStatus) - {TemplateStatus.DRAFT, TemplateStatus.REJECTED})
)
def test_what_meta_holds_is_not_changed_here(status: TemplateStatus) -> None:
    template = factories.template(status=status)
    before = template.components

    with pytest.raises(DomainError) as refused:
        authoring.change(template, world.data(template.account), version=1, by=world.supervisor())

    assert refused.value.code == "not_editable"
    template.refresh_from_db()
    assert (template.components, template.version) == (before, 1)


@pytest.mark.parametrize(("field", "value"), [("name", "outro"), ("language", "es")])
def test_what_meta_knows_keeps_its_name_and_language(field: str, value: str) -> None:
    template = factories.template(status=TemplateStatus.REJECTED, meta_id="9", name="aviso")
    data = world.data(template.account, **{"name": "aviso", field: value})

    with pytest.raises(DomainError) as refused:
        authoring.change(template, data, version=1, by=world.supervisor())

    assert (refused.value.code, refused.value.extra["field"]) == ("identity_fixed", field)
    template.refresh_from_db()
    assert (template.name, template.language) == ("aviso", "pt_BR")
