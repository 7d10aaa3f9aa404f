"""Every language of a name deleted at once, or none; and how long the name stays locked."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conecta.accounts.roles import Role
from conecta.errors import DomainError
from hsm_templates import removal, submission
from hsm_templates.models import Template, TemplateStatus
from tests import factories
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def languages() -> list[Template]:
    account = factories.account()
    return [
        factories.template(account=account, name="aviso", language=code, meta_id=code)
        for code in ("pt_BR", "en_US", "es")
    ]


def test_the_dialog_offers_every_language(client: Client, languages: list[Template]) -> None:
    client.force_login(factories.user(Role.SUPERVISOR))

    content = client.get(reverse("hsm_templates:delete", args=[languages[0].pk])).content.decode()

    assert "Todos os 3 idiomas: pt_BR, en_US, es" in content


def test_every_language_goes_and_nothing_else(client: Client, languages: list[Template]) -> None:
    other = factories.template(account=languages[0].account, name="outro")
    client.force_login(factories.user(Role.SUPERVISOR))

    client.post(reverse("hsm_templates:delete", args=[languages[0].pk]), {"languages": "all"})

    kept = Template.objects.exclude(status=TemplateStatus.DELETING)
    assert list(kept) == [other]


def test_one_that_cannot_go_keeps_all(languages: list[Template]) -> None:
    languages[2].status = TemplateStatus.DISABLED
    languages[2].save()

    with pytest.raises(DomainError) as refused:
        removal.delete_languages(languages[0], by=world.supervisor())

    assert refused.value.message == "es: A Meta não deixa excluir um HSM que ela desativou."
    assert not Template.objects.filter(status=TemplateStatus.DELETING).exists()


def test_the_name_of_an_approved_one_is_locked_for_30_days() -> None:
    draft = world.draft()
    old = factories.template(account=draft.account, name="velho", meta_id="9")
    removal.delete(old, by=world.supervisor())
    Template.objects.filter(pk=old.pk).update(status="deleted", due_at=None, name=draft.name)

    with pytest.raises(DomainError) as refused:
        submission.submit(draft, by=world.supervisor())

    assert refused.value.code == "name_locked"
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert submission.submit(draft, by=world.supervisor()).status == TemplateStatus.SUBMITTING


def test_the_name_of_a_rejected_one_is_free() -> None:
    template = factories.template(status="rejected", meta_id="9")

    left = removal.delete(template, by=world.supervisor())

    assert left is not None
    assert left.name_locked_until is None
