"""Usuários e permissões: the list with its filters, the form, and the invitation by e-mail."""

import re
from smtplib import SMTPException
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from conecta.accounts.models import User
from conecta.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db

PEOPLE = "/configuracoes/usuarios/"
LINK = re.compile(r"https?://testserver(/senha/redefinir/\S+)")


@pytest.fixture
def marina(client: Client) -> User:
    user = factories.user(Role.ADMINISTRATOR, name="Marina")
    client.force_login(user)
    return user


def names(client: Client, **filters: Any) -> list[str]:
    return [person.name for person in client.get(PEOPLE, filters).context["page"].rows]


def test_filters_narrow_the_list(client: Client, marina: User) -> None:
    factories.user(Role.AGENT, name="Ana")
    factories.user(Role.SUPERVISOR, name="Bia", is_active=False)
    invited = factories.user(Role.AGENT, name="Caio")
    invited.set_unusable_password()
    invited.save()

    assert names(client) == ["Ana", "Bia", "Caio", "Marina"]
    assert names(client, search="an") == ["Ana"]
    assert names(client, role=["agent", "supervisor"]) == ["Ana", "Bia", "Caio"]
    assert names(client, state="inactive") == ["Bia"]
    assert names(client, state="invited") == ["Caio"]
    assert names(client, role="agent", state="active") == ["Ana"]


def test_whom_one_registers_chooses_a_password_by_e_mail(
    client: Client, marina: User, mailoutbox: list[EmailMessage]
) -> None:
    form = {"name": "Ana", "email": "ana@exemplo.com.br", "role": "agent"}

    client.post(f"{PEOPLE}novo/", form)

    (mail,) = mailoutbox
    assert mail.to == ["ana@exemplo.com.br"]
    link = LINK.search(str(mail.body))
    assert link is not None
    guest = Client()
    choose = guest.get(link[1], follow=True).redirect_chain[-1][0]
    new = {"password1": "uma-senha-que-serve", "password2": "uma-senha-que-serve"}
    guest.post(choose, new)
    assert (
        guest.post(
            "/entrar/", {"login": "ana@exemplo.com.br", "password": "uma-senha-que-serve"}
        ).headers["Location"]
        == "/"
    )


def test_a_mail_that_does_not_leave_is_said_and_the_person_stays(
    client: Client, marina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: EmailMessage, **_: Any) -> int:
        raise SMTPException("no server")

    monkeypatch.setattr(EmailMessage, "send", fail)
    form = {"name": "Ana", "email": "ana@exemplo.com.br", "role": "agent"}

    page = client.post(f"{PEOPLE}novo/", form, follow=True).content.decode()

    assert "O e-mail com o link não saiu." in page
    assert User.objects.filter(email="ana@exemplo.com.br").exists()


def test_a_taken_e_mail_is_said_at_its_field(client: Client, marina: User) -> None:
    form = {"name": "Outra", "email": marina.email, "role": "agent"}

    answer = client.post(f"{PEOPLE}novo/", form)

    assert answer.status_code == 422
    assert answer.context["form"].errors["email"] == ["Este e-mail já é de Marina."]


def test_the_last_administrator_is_told_why_not(client: Client, marina: User) -> None:
    page = client.post(f"{PEOPLE}{marina.pk}/desativar/", follow=True).content.decode()

    assert "É o único administrador ativo." in page
    assert User.objects.get(pk=marina.pk).is_active


def test_one_changes_ones_own_name_and_nothing_else(client: Client) -> None:
    ana = factories.user(Role.AGENT, name="Ana")
    client.force_login(ana)

    client.post("/perfil/", {"name": "Ana Maria", "role": "administrator", "is_staff": "on"})

    found = User.objects.get(pk=ana.pk)
    assert (found.name, found.role, found.is_staff) == ("Ana Maria", Role.AGENT, False)
