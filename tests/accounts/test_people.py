"""People are created, given roles and deactivated; an administrator always remains."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from audit.models import Entry
from conecta.accounts import people, tokens
from conecta.accounts.backends import RoleBackend
from conecta.accounts.models import User
from conecta.accounts.people import PersonData
from conecta.accounts.roles import PERMISSIONS, Role
from conecta.errors import ConflictError, NotAllowedError
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def marina() -> User:
    return factories.user(Role.ADMINISTRATOR, name="Marina")


def test_somebody_new_has_a_role_and_no_password(marina: User) -> None:
    data = PersonData(name=" Ana ", email="Ana@Exemplo.com.br", role=Role.SUPERVISOR)

    ana = people.create(data, by=marina)

    assert (ana.name, ana.email, ana.role) == ("Ana", "ana@exemplo.com.br", Role.SUPERVISOR)
    assert ana.is_invited
    assert not ana.is_staff
    entry = Entry.objects.get()
    assert (entry.action, entry.actor) == ("user_created", marina)
    assert entry.detail.values["after"] == {
        "name": "Ana",
        "email": "ana@exemplo.com.br",
        "role": "Supervisor",
    }


def test_an_e_mail_is_taken_whatever_its_case(marina: User) -> None:
    data = PersonData(name="Outra", email=marina.email.upper(), role=Role.AGENT)

    with pytest.raises(ConflictError) as refused:
        people.create(data, by=marina)

    assert refused.value.extra == {"id": marina.pk, "field": "email"}
    assert User.objects.count() == 1
    assert Entry.objects.count() == 0


def test_a_new_role_brings_its_permissions_and_the_administration(marina: User) -> None:
    ana = factories.user(name="Ana")

    people.change(ana, name="Ana", role=Role.ADMINISTRATOR, by=marina)

    found = User.objects.get(pk=ana.pk)
    assert found.role is Role.ADMINISTRATOR
    assert found.is_staff
    assert found.has_perm("accounts.change_user")
    values = Entry.objects.get().detail.values
    assert (values["before"], values["after"]) == ({"role": "Agente"}, {"role": "Administrador"})


def test_saving_nothing_new_writes_nothing(marina: User) -> None:
    people.change(marina, name="Marina", role=Role.ADMINISTRATOR, by=marina)

    assert Entry.objects.count() == 0


def test_the_last_administrator_stays_one(marina: User) -> None:
    inactive = factories.user(Role.ADMINISTRATOR, is_active=False)

    with pytest.raises(NotAllowedError) as demoted:
        people.change(marina, name="Marina", role=Role.AGENT, by=marina)
    with pytest.raises(NotAllowedError) as deactivated:
        people.deactivate(marina, by=inactive)

    assert demoted.value.code == deactivated.value.code == "last_administrator"
    assert User.objects.get(pk=marina.pk).role is Role.ADMINISTRATOR
    assert User.objects.get(pk=marina.pk).is_active


def test_the_last_but_one_may_go(marina: User) -> None:
    other = factories.user(Role.ADMINISTRATOR)

    people.deactivate(marina, by=other)

    assert not User.objects.get(pk=marina.pk).is_active


def test_deactivating_ends_sessions_and_keys_at_once(client: Client, marina: User) -> None:
    ana = factories.user(name="Ana")
    client.force_login(ana)
    key = tokens.create(ana, days=30, by=marina)
    header = {"Authorization": f"Token {key}"}
    assert Client().get("/api/v1/channels/", headers=header).status_code == 200

    people.deactivate(ana, by=marina)

    assert client.get("/perfil/").status_code == 302
    assert Client().get("/api/v1/channels/", headers=header).status_code == 401
    values = Entry.objects.order_by("id").last().detail.values  # type: ignore[union-attr]  # there is one
    assert values["before"] == {"is_active": True, "api_tokens": 1}
    assert values["after"] == {"is_active": False, "api_tokens": 0}


def test_who_comes_back_has_neither_old_session_nor_old_password(
    client: Client, marina: User
) -> None:
    ana = factories.user(name="Ana")
    client.force_login(ana)
    people.deactivate(ana, by=marina)

    back = people.reactivate(ana, by=marina)

    assert back.is_invited
    assert client.get("/perfil/").status_code == 302
    assert not Client().login(email=ana.email, password="senha-de-teste")


def test_a_request_learns_who_asks_and_what_they_may_do_in_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ana = factories.user(Role.AGENT)

    with django_assert_num_queries(2):
        found = RoleBackend().get_user(ana.pk)
        assert found is not None
        assert found.has_perm("contacts.view_contact")
        assert not found.has_perm("accounts.change_user")
        assert found.role is Role.AGENT


def test_what_a_person_may_do_comes_from_the_role_as_code_has_it() -> None:
    ana = factories.user(Role.AGENT)
    rare = Permission.objects.get(codename="change_user")
    ana.user_permissions.add(rare)
    ana.groups.get().permissions.add(rare)

    assert not User.objects.get(pk=ana.pk).has_perm("accounts.change_user")


@pytest.mark.parametrize("role", list(Role))
def test_the_groups_say_the_same_to_who_reads_the_database(role: Role) -> None:
    rows = Permission.objects.filter(group__name=role.label)

    found = rows.values_list("content_type__app_label", "codename")
    assert {f"{app}.{name}" for app, name in found} == PERMISSIONS[role]


def test_who_manages_the_server_may_do_everything() -> None:
    assert User.objects.create_superuser("raiz@exemplo.com.br").has_perm("accounts.change_user")


def test_a_person_who_was_deactivated_may_do_nothing() -> None:
    assert not factories.user(Role.ADMINISTRATOR, is_active=False).has_perm("accounts.view_user")
