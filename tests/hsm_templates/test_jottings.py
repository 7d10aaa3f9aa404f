"""What is typed and not saved: it comes back, and nobody's work is lost to another's."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from hsm_templates import authoring, jottings
from hsm_templates.models import Jotting, Template
from tests import factories
from tests.hsm_templates import world
from tests.hsm_templates.filled import controls

pytestmark = pytest.mark.django_db
NEW, KEEP = reverse("hsm_templates:new"), reverse("hsm_templates:keep")


@pytest.fixture
def camila(client: Client) -> User:
    user = factories.user(Role.SUPERVISOR, name="Camila Portela")
    client.force_login(user)
    return user


def keep_url(template: Template) -> str:
    return reverse("hsm_templates:keep_edit", args=[template.pk])


def edit_page(client: Client, template: Template) -> str:
    return client.get(reverse("hsm_templates:edit", args=[template.pk])).content.decode()


def test_a_new_one_comes_back_as_it_was_typed(client: Client, camila: User) -> None:
    factories.account()
    typed = {"parts": "1", "name": "promo", "category": "MARKETING", "body": "Olá {{1}}!"}
    typed |= {"sample.body.1": "Ana", "button.0.kind": "QUICK_REPLY", "button.0.text": "Quero"}

    client.post(KEEP, typed)

    page = client.get(NEW).content.decode()
    again = controls(page, form="f-hsm")
    assert "O que você não salvou voltou" in page
    assert {name: again[name] for name in typed} == typed


def test_keeping_is_no_act_and_saves_nothing(client: Client, camila: User) -> None:
    before = Entry.objects.count()

    client.post(KEEP, {"name": "promo"})

    assert (Entry.objects.count(), Template.objects.count()) == (before, 0)


def test_once_saved_it_is_gone(client: Client, camila: User) -> None:
    template = world.draft()
    sent = controls(edit_page(client, template), form="f-hsm") | {"footer": "Outro"}
    client.post(keep_url(template), sent)

    client.post(reverse("hsm_templates:edit", args=[template.pk]), sent)

    assert not Jotting.objects.exists()
    assert "voltou" not in edit_page(client, template)


def test_it_is_dropped_when_nobody_wants_it(client: Client, camila: User) -> None:
    client.post(KEEP, {"name": "promo"})

    client.post(reverse("hsm_templates:drop"))

    assert "promo" not in client.get(NEW).content.decode()


def test_each_person_has_their_own(client: Client, camila: User) -> None:
    client.post(KEEP, {"name": "promo"})
    client.force_login(factories.user(Role.SUPERVISOR))

    assert "promo" not in client.get(NEW).content.decode()


def test_the_second_is_told_of_the_first_at_once(client: Client, camila: User) -> None:
    template = world.draft()
    client.post(keep_url(template), {"version": 1})
    client.force_login(factories.user(Role.SUPERVISOR, name="Davi"))

    told = client.post(keep_url(template), {"version": 1}).content.decode()

    assert "Camila Portela também está editando este HSM." in told


def test_who_stopped_a_while_ago_is_not_there_any_more(client: Client, camila: User) -> None:
    template = world.draft()
    client.post(keep_url(template), {"version": 1})
    Jotting.objects.update(kept_at=timezone.now() - timedelta(minutes=3))
    client.force_login(factories.user(Role.SUPERVISOR))

    assert "Camila" not in client.post(keep_url(template), {"version": 1}).content.decode()


def test_who_was_overtaken_is_told_before_saving(client: Client, camila: User) -> None:
    template = world.draft()
    data = world.data(template.account, footer="De outra pessoa")
    authoring.change(template, data, version=1, by=world.supervisor())

    told = client.post(keep_url(template), {"version": 1, "footer": "Meu"}).content.decode()
    page = edit_page(client, template)

    assert "Outra pessoa salvou este HSM depois que você o abriu." in told
    assert "Desde então outra pessoa salvou este HSM" in page
    assert controls(page, form="f-hsm")["version"] == "1"


def test_what_nobody_came_back_to_is_forgotten(client: Client, camila: User) -> None:
    client.post(KEEP, {"name": "promo"})
    Jotting.objects.update(kept_at=timezone.now() - timedelta(days=31))

    assert jottings.drop_forgotten() == 1
    assert not Jotting.objects.exists()
