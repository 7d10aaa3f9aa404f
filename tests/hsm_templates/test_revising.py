"""What Meta approved is changed within its limits, told beforehand, and the approved text kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audit.actions import Action
from conecta.accounts.roles import Role
from conecta.errors import DomainError
from conecta.whatsapp.errors import Refusal, RefusedError
from conecta.whatsapp.words import TemplateEvent
from hsm_templates import authoring, editing, lifecycle, revising, submission
from hsm_templates.models import Category, Revision, Template, TemplateStatus
from tests import factories
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db
OTHER_BODY = "Olá, {{1}}! A visita mudou para {{2}}. Até breve."
APPROVED_BODY = "Olá, {{1}}! Sua visita está marcada para {{2}}. Até lá."


@pytest.fixture
def approved() -> Template:
    template = world.draft()
    template.status, template.meta_id = TemplateStatus.APPROVED, "777"
    template.save()
    return template


def revise(template: Template, **changes: object) -> Template:
    body = str(changes.pop("body", "" if changes else OTHER_BODY))
    data = authoring.data_of(template)
    data = world.with_body(data, body) if body else data
    data = replace(data, **changes)  # type: ignore[arg-type]  # any of its fields
    return revising.revise(template, data, version=template.version, by=world.supervisor())


def edited(template: Template, *, hours_ago: float, number: int = 50, **fields: object) -> Revision:
    return Revision.objects.create(
        template=template,
        number=number,
        category=template.category,
        components=[],
        edits_approved=True,
        sent_at=timezone.now() - timedelta(hours=hours_ago),
        **fields,
    )


def test_it_goes_to_be_reviewed_and_the_approved_text_stays_on_record(approved: Template) -> None:
    sent = revise(approved)

    assert sent.status == TemplateStatus.SUBMITTING
    first, second = Revision.objects.order_by("number")
    assert (first.components, first.approved_at is not None) == (approved.components, True)
    assert (second.components, second.approved_at) == (sent.components, None)
    assert second.edits_approved
    (entry,) = world.entries(Action.TEMPLATE_SUBMITTED)
    assert entry.detail.values["before"] == {"status": "approved"}


def test_nothing_changed_sends_nothing(approved: Template) -> None:
    same = revise(approved, body=APPROVED_BODY)

    assert same.status == TemplateStatus.APPROVED
    assert world.entries(Action.TEMPLATE_SUBMITTED) == []


def test_the_category_of_an_approved_one_stays(approved: Template) -> None:
    with pytest.raises(DomainError) as refused:
        revise(approved, category=Category.MARKETING)

    assert refused.value.code == "category_fixed"


def test_what_meta_assigned_is_not_asked_to_change(approved: Template) -> None:
    approved.category = Category.MARKETING
    approved.save()

    sent = revise(approved)

    assert (sent.requested_category, sent.category) == (Category.UTILITY, Category.MARKETING)


def test_a_second_edit_in_24_hours_is_refused_with_its_time(approved: Template) -> None:
    edited(approved, hours_ago=23)

    with pytest.raises(DomainError) as refused:
        revise(approved)

    assert refused.value.code == "not_editable"
    assert "1 alteração em 24 horas" in refused.value.message
    approved.refresh_from_db()
    assert approved.status == TemplateStatus.APPROVED


def test_an_eleventh_edit_in_30_days_is_refused(approved: Template) -> None:
    for number in range(10):
        edited(approved, hours_ago=25 + 60 * number, number=number + 10)

    assert "10 alterações em 30 dias" in editing.obstacle(approved)


def test_what_meta_would_not_take_counts_towards_no_limit(approved: Template) -> None:
    edited(approved, hours_ago=1, refused_at=timezone.now())

    assert editing.obstacle(approved) == ""


@pytest.mark.parametrize("status", sorted(set(editing.OBSTACLES)))
def test_other_states_say_why_they_cannot_be_edited(approved: Template, status: str) -> None:
    approved.status = status
    approved.save()

    with pytest.raises(DomainError) as refused:
        revise(approved)

    assert refused.value.message == editing.OBSTACLES[status]


def test_a_paused_one_is_edited_without_limit(approved: Template) -> None:
    edited(approved, hours_ago=1)
    approved.status = TemplateStatus.PAUSED
    approved.save()

    assert revise(approved).status == TemplateStatus.SUBMITTING
    assert not Revision.objects.order_by("-number")[0].edits_approved


def test_a_refused_edit_leaves_the_approved_text_in_force(approved: Template) -> None:
    revise(approved)
    claimed = submission.claim()
    assert claimed is not None

    left = submission.record_refused(claimed, RefusedError(Refusal(http_status=400, code=100)))

    assert left.content.body.text == APPROVED_BODY
    assert (left.status, left.synced_at) == (TemplateStatus.UNKNOWN, None)
    assert left.rejection_reason.startswith("A Meta não aceitou a alteração: vale a versão 1.")
    assert Revision.objects.order_by("-number")[0].refused_at is not None


def test_an_approval_marks_the_version_it_is_about(approved: Template) -> None:
    revise(approved)
    Template.objects.update(status=TemplateStatus.PENDING, due_at=None)

    approved.refresh_from_db()
    lifecycle.apply_status_event(
        world.status_event(approved, TemplateEvent.APPROVED, at=timezone.now())
    )

    assert Revision.objects.order_by("-number")[0].approved_at is not None


def test_the_editor_sends_and_keeps_no_draft_of_an_approved_one(
    approved: Template, client: Client
) -> None:
    client.force_login(factories.user(Role.SUPERVISOR))

    page = client.get(f"/configuracoes/hsm/{approved.pk}/editar/").content.decode()

    assert "Salvar rascunho" not in page
    assert "a categoria de um aprovado também não" in page
