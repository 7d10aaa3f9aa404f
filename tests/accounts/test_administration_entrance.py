"""The technical administration has no entrance of its own: limits and records are in one place."""

import pytest
from django.test import Client

from conecta.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db


def test_strangers_are_sent_to_the_one_entrance(client: Client) -> None:
    answer = client.get("/admin/", follow=True)

    assert answer.redirect_chain[-1][0].startswith("/entrar/")


def test_a_password_is_not_tried_there(client: Client) -> None:
    boss = factories.user(Role.ADMINISTRATOR)

    client.post("/admin/login/", {"username": boss.email, "password": "senha-de-teste"})

    assert "_auth_user_id" not in client.session


def test_passwords_are_changed_where_it_is_recorded(client: Client) -> None:
    client.force_login(factories.user(Role.ADMINISTRATOR))

    assert client.get("/admin/password_change/").headers["Location"] == "/senha/"
