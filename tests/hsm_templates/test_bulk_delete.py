"""Several HSM deleted at once: their number is repeated, and each is told what came of it."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.actions import Action
from conecta.accounts.roles import Role
from hsm_templates.models import Template, TemplateStatus
from tests import factories
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db
URL = reverse("hsm_templates:bulk_delete")


@pytest.fixture(autouse=True)
def _supervisor(client: Client) -> None:
    client.force_login(factories.user(Role.SUPERVISOR))


def test_the_dialog_repeats_the_number_and_asks_for_it(client: Client) -> None:
    account = factories.account()
    ids = [factories.template(account=account).pk for _ in range(3)]

    content = client.get(URL, {"template": ids}).content.decode()

    assert content.count("Excluir 3 HSM") == 2
    assert "Digite 3 para confirmar" in content


def test_one_alone_needs_no_number(client: Client) -> None:
    content = client.get(URL, {"template": factories.template().pk}).content.decode()

    assert "Excluir 1 HSM" in content
    assert "Digite" not in content


@pytest.mark.parametrize("count", ["", "1", "22"])
def test_a_wrong_number_deletes_nothing(client: Client, count: str) -> None:
    account = factories.account()
    ids = [factories.template(account=account).pk for _ in range(2)]

    answer = client.post(URL, {"template": ids, "count": count})

    assert answer.status_code == 422
    assert "Digite 2, o número de HSM que serão excluídos." in answer.content.decode()
    assert set(Template.objects.values_list("status", flat=True)) == {TemplateStatus.APPROVED}


def test_each_is_told_what_came_of_it(client: Client) -> None:
    account = factories.account()
    known = factories.template(account=account, name="a", meta_id="7")
    factories.template(account=account, name="b", status="draft")
    stuck = factories.template(account=account, name="c", status="disabled", meta_id="8")
    ids = list(Template.objects.values_list("pk", flat=True))

    answer = client.post(URL, {"template": ids, "count": "3"})

    content = answer.content.decode()
    told = [result.text for result in answer.context["results"]]
    assert told == [
        "Exclusão pedida à Meta.",
        "Rascunho excluído.",
        "A Meta não deixa excluir um HSM que ela desativou.",
    ]
    assert "2 de 3 HSM excluídos ou a caminho" in content
    assert "templates-synced" in answer.headers["HX-Trigger"]
    known.refresh_from_db()
    stuck.refresh_from_db()
    assert (known.status, stuck.status) == (TemplateStatus.DELETING, TemplateStatus.DISABLED)
    assert len(world.entries(Action.TEMPLATE_DELETED)) == 2
