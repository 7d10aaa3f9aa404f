"""Reading an account's templates at Meta, over real HTTP."""

from typing import Any

import pytest
import requests

from audit.actions import Action
from hsm_templates import sync, syncing
from hsm_templates.models import AccountSync, Template, TemplateStatus
from tests import factories
from tests.hsm_templates import world
from tests.simulator import Simulator

pytestmark = pytest.mark.django_db
BODY = [{"type": "BODY", "text": "Seu pedido saiu."}]


def at_meta(simulator: Simulator, name: str, **fields: Any) -> str:
    """Create a template there, approved at once; its id."""
    simulator.config(review_seconds=0)
    answer = requests.post(
        f"{simulator.url}/v26.0/{factories.WABA_ID}/message_templates",
        json={"name": name, "language": "pt_BR", "category": "UTILITY", "components": BODY}
        | fields,
        headers={"Authorization": "Bearer token-de-teste"},
        timeout=5,
    )
    answer.raise_for_status()
    created: str = answer.json()["id"]
    return created


def read(account: Any = None) -> AccountSync:
    """Ask for the reading and do it."""
    asked = syncing.request(account or factories.account(), by=world.supervisor())
    sync.run(asked.pk)
    asked.refresh_from_db()
    return asked


def test_what_meta_has_is_registered_here(simulator: Simulator) -> None:
    meta_id = at_meta(simulator, "pedido_saiu")

    done = read()

    template = Template.objects.get()
    assert (template.name, template.meta_id) == ("pedido_saiu", meta_id)
    assert (template.category, template.components) == ("UTILITY", BODY)
    assert template.status == TemplateStatus.APPROVED
    assert (done.due_at, done.failure, done.problems) == (None, "", [])


def test_a_list_of_several_pages_is_read_to_its_end(simulator: Simulator) -> None:
    for number in range(105):
        at_meta(simulator, f"pedido_{number}")

    read()

    assert Template.objects.count() == 105


def test_who_asked_and_what_came_of_it_is_audited(simulator: Simulator) -> None:
    at_meta(simulator, "pedido_saiu")
    account, by = factories.account(), world.supervisor()
    gone = factories.template(account=account, meta_id="1")

    syncing.request(account, by=by)
    sync.run(account.pk)

    (entry,) = world.entries(Action.TEMPLATES_SYNCED)
    assert (entry.actor, entry.object_id) == (by, str(account.pk))
    assert entry.detail.values["counts"] == {"read": 1, "added": 1, "deleted": 1}
    gone.refresh_from_db()
    assert gone.status == TemplateStatus.DELETED


def test_what_did_not_change_is_only_marked_as_read(simulator: Simulator) -> None:
    at_meta(simulator, "pedido_saiu")
    account = read().account
    before = Template.objects.get()

    read(account)

    after = Template.objects.get()
    assert (after.updated_at, after.version) == (before.updated_at, 1)
    assert before.synced_at is not None
    assert after.synced_at is not None
    assert after.synced_at > before.synced_at


def test_a_text_that_was_changed_at_meta_is_a_new_version_here(simulator: Simulator) -> None:
    at_meta(simulator, "pedido_saiu")
    account = read().account
    Template.objects.update(components=[{"type": "BODY", "text": "Outro texto."}])

    read(account)

    template = Template.objects.get()
    assert (template.components, template.version) == (BODY, 2)
    assert len(world.entries(Action.TEMPLATE_CHANGED)) == 1


def test_a_draft_of_the_same_name_is_not_overwritten(simulator: Simulator) -> None:
    at_meta(simulator, "aviso_de_visita")
    at_meta(simulator, "pedido_saiu")
    draft = world.draft()

    done = read(draft.account)

    draft.refresh_from_db()
    assert (draft.status, draft.content.body.text) == (TemplateStatus.DRAFT, world.BODY)
    assert done.problems == [
        "aviso_de_visita (pt_BR): Já existe na Meta, e o rascunho daqui não foi alterado. "
        "Mude o nome do rascunho."
    ]
    assert Template.objects.filter(name="pedido_saiu").exists()


def test_without_contact_the_reading_says_so_and_deletes_nothing(settings: Any) -> None:
    settings.WHATSAPP_API_URL = "http://127.0.0.1:9"
    template = factories.template(meta_id="1")

    done = read(template.account)

    assert done.failure == "Sem contato com a Meta. Confira a rede do servidor e tente de novo."
    assert done.finished_at is not None
    template.refresh_from_db()
    assert template.status == TemplateStatus.APPROVED


def test_a_reading_that_nobody_asked_for_is_not_done(simulator: Simulator) -> None:
    factories.account()

    assert sync.run() == 0
    assert simulator.stats()["calls"] == {}


def test_what_came_of_each_is_kept_and_how_many_were_read(simulator: Simulator) -> None:
    account = factories.account()
    there = [factories.template(account=account, name=name) for name in ("um", "dois")]
    for template in there:
        simulator.approve(template)
    Template.objects.all().delete()
    syncing.request(account, by=world.supervisor())

    sync.run()

    done = AccountSync.objects.get(account=account)
    told = {(result["name"], result["outcome"]) for result in done.results}
    assert told == {("um", "added"), ("dois", "added")}
    assert (done.read_count, done.counts) == (2, {"read": 2, "added": 2, "deleted": 0})
