"""Submitted templates reach Meta once, whatever becomes of the answer."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from audit.actions import Action
from audit.actors import ActorKind
from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.errors import UnknownOutcomeError
from conecta.whatsapp.types import CreatedTemplate
from conecta.whatsapp.words import Category
from conecta.whatsapp.words import TemplateStatus as StatusWord
from hsm_templates import authoring, publishing, submission, sync
from hsm_templates.models import Template, TemplateStatus
from tests.hsm_templates import world
from tests.hsm_templates.world import seconds
from tests.simulator import Simulator

pytestmark = pytest.mark.django_db


def submitted(**fields: Any) -> Template:
    return submission.submit(world.draft(**fields), by=world.supervisor())


def test_a_submitted_template_is_under_review_at_meta(simulator: Simulator) -> None:
    template = submitted()

    assert publishing.publish_due() == 1

    template.refresh_from_db()
    assert (template.status, template.due_at) == (TemplateStatus.PENDING, None)
    assert template.meta_id
    (entry,) = world.entries(Action.TEMPLATE_STATUS)
    assert entry.actor_kind == ActorKind.META
    assert entry.detail.values["after"]["status"] == "pending"


def test_the_text_that_meta_received_is_ours(simulator: Simulator) -> None:
    simulator.config(review_seconds=0)
    template = submitted()
    publishing.publish_due()

    template.refresh_from_db()
    template.status, template.synced_at = TemplateStatus.APPROVED, None
    template.save()
    with time_machine.travel(timezone.now() + seconds(1)):
        sync.read_again()

    template.refresh_from_db()
    assert template.content.body.text == world.BODY
    assert template.content.header is not None
    assert template.content.header.text == "Visita técnica"


def test_a_category_that_meta_changed_is_kept_beside_the_one_asked_for(
    simulator: Simulator,
) -> None:
    template = submitted(body="Temos uma oferta para {{1}} até {{2}}. Venha!")

    publishing.publish_due()

    template.refresh_from_db()
    assert (template.category, template.requested_category) == ("MARKETING", "UTILITY")


def test_a_refusal_makes_it_a_draft_again_with_the_reason_in_portuguese(
    simulator: Simulator,
) -> None:
    first = submitted()
    publishing.publish_due()
    Template.objects.filter(pk=first.pk).delete()
    again = submitted(account=first.account)

    publishing.publish_due()

    again.refresh_from_db()
    assert (again.status, again.meta_id, again.due_at) == (TemplateStatus.DRAFT, None, None)
    assert again.rejection_reason == (
        "Já existe um HSM com este nome e idioma. Escolha um nome que ainda não exista neste "
        "idioma. A Meta diz: There is already pt_BR content for this template."
    )


@pytest.mark.parametrize("is_accepted", [True, False], ids=["lost answer", "lost request"])
def test_an_unknown_outcome_is_looked_up_before_it_is_repeated(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch, *, is_accepted: bool
) -> None:
    template = submitted()
    with monkeypatch.context() as patched:
        patched.setattr(CloudClient, "create_template", lost(is_accepted=is_accepted))
        publishing.publish_due()
    template.refresh_from_db()
    assert (template.status, template.meta_id) == (TemplateStatus.SUBMITTING, None)

    with time_machine.travel(timezone.now() + seconds(10)):
        publishing.publish_due()

    template.refresh_from_db()
    assert (template.status, template.rejection_reason) == (TemplateStatus.PENDING, "")
    assert template.meta_id
    assert simulator.stats()["refused"]["total"] == 0


def lost(*, is_accepted: bool) -> Callable[..., CreatedTemplate]:
    create = CloudClient.create_template

    def create_unheard(*args: Any) -> CreatedTemplate:
        if is_accepted:
            create(*args)
        raise UnknownOutcomeError("the connection was lost")

    return create_unheard


def test_without_contact_it_waits_and_says_so(settings: Any) -> None:
    settings.WHATSAPP_API_URL = "http://127.0.0.1:9"
    template = submitted()

    publishing.publish_due()

    template.refresh_from_db()
    assert template.status == TemplateStatus.SUBMITTING
    assert template.rejection_reason == "Sem contato com a Meta"
    assert template.due_at is not None
    assert template.due_at > timezone.now()


def test_without_contact_for_long_it_is_a_draft_again(settings: Any) -> None:
    settings.WHATSAPP_API_URL = "http://127.0.0.1:9"
    template = submitted()
    Template.objects.update(attempt=5)

    publishing.publish_due()

    template.refresh_from_db()
    assert (template.status, template.due_at) == (TemplateStatus.DRAFT, None)
    assert template.rejection_reason.startswith("Sem contato com a Meta.")


def test_a_corrected_rejected_template_is_edited_at_meta(simulator: Simulator) -> None:
    simulator.config(review_seconds=0)
    template = submitted(name="rejeitar_visita")
    publishing.publish_due()
    Template.objects.update(status=TemplateStatus.REJECTED)
    template.refresh_from_db()
    data = world.data(template.account, name="rejeitar_visita", footer="Texto corrigido")
    template = authoring.change(template, data, version=1, by=world.supervisor())
    submission.submit(template, by=world.supervisor())

    publishing.publish_due()

    template.refresh_from_db()
    assert template.status == TemplateStatus.PENDING
    assert simulator.stats()["refused"]["total"] == 0


def test_a_webhook_that_was_faster_is_not_undone(simulator: Simulator) -> None:
    template = submitted()
    claimed = submission.claim()
    assert claimed is not None
    Template.objects.update(status=TemplateStatus.APPROVED, due_at=None)
    created = CreatedTemplate(id="777", status=StatusWord.PENDING, category=Category.UTILITY)

    submission.record_submitted(claimed, created, sent_at=timezone.now())

    template.refresh_from_db()
    assert (template.status, template.meta_id) == (TemplateStatus.APPROVED, "777")
