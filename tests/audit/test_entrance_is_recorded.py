"""Log-ins, log-outs, failures and new passwords, with the address they came from."""

import pytest
from django.test import Client

from audit.models import Entry
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "uma-senha-que-serve"


@pytest.fixture
def ana() -> User:
    user = factories.user(name="Ana")
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(client: Client, email: str, password: str) -> int:
    answer = client.post(
        "/entrar/", {"login": email, "password": password}, REMOTE_ADDR="192.0.2.9"
    )
    return answer.status_code


def test_an_entrance_is_recorded_with_its_address(client: Client, ana: User) -> None:
    assert enter(client, ana.email, PASSWORD) == 302

    entry = Entry.objects.get()
    assert (entry.action, entry.actor, entry.origin) == ("logged_in", ana, "page")
    assert entry.detail.values["ip"] == "192.0.2.9"


def test_a_failure_keeps_what_was_typed_and_never_the_password(client: Client, ana: User) -> None:
    assert enter(client, ana.email, "errada-errada") == 200

    entry = Entry.objects.get()
    assert (entry.action, entry.actor_kind, entry.actor) == ("login_failed", "system", None)
    assert entry.detail.values == {"login": ana.email, "ip": "192.0.2.9"}


def test_a_failure_for_an_unknown_e_mail_is_recorded_too(client: Client) -> None:
    assert enter(client, "ninguem@exemplo.com.br", "errada-errada") == 200

    assert Entry.objects.get().detail.values["login"] == "ninguem@exemplo.com.br"


def test_leaving_is_recorded(client: Client, ana: User) -> None:
    enter(client, ana.email, PASSWORD)
    client.post("/sair/")

    assert Entry.objects.order_by("id").last().action == "logged_out"  # type: ignore[union-attr]  # there is one


def test_a_new_password_is_recorded(client: Client, ana: User) -> None:
    enter(client, ana.email, PASSWORD)
    new = "outra-senha-que-serve"
    client.post("/senha/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert Entry.objects.filter(action="password_changed", actor=ana).count() == 1


def test_an_administrator_made_on_the_server_is_recorded() -> None:
    user = User.objects.create_superuser("dono@exemplo.com.br", "senha", name="Dono")

    entry = Entry.objects.get(action="user_created")
    assert (entry.actor_kind, entry.object_id) == ("system", str(user.pk))
    assert entry.detail.values["after"] == {"email": "dono@exemplo.com.br", "is_superuser": True}


def test_an_invitation_is_recorded(client: Client) -> None:
    administrator = factories.user(Role.ADMINISTRATOR)
    person = factories.user()
    client.force_login(administrator)

    client.post(f"/configuracoes/usuarios/{person.pk}/convidar/")

    entry = Entry.objects.get(action="invitation_sent")
    assert (entry.actor, entry.object_id) == (administrator, str(person.pk))
