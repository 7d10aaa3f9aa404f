"""API keys: made by administrators, shown once, revoked at will, audited."""

import pytest
from django.test import Client

from audit.models import Entry
from conecta.accounts import tokens
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.errors import NotAllowedError
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def marina(client: Client) -> User:
    user = factories.user(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def as_key(key: str) -> int:
    answer = Client().get("/api/v1/channels/", headers={"Authorization": f"Token {key}"})
    return answer.status_code


def test_a_key_is_shown_once_and_opens_the_api(client: Client, marina: User) -> None:
    ana = factories.user()

    made = client.post(f"/configuracoes/usuarios/{ana.pk}/chaves/nova/", {"days": "30"})

    key = made.context["key"]
    assert as_key(key) == 200
    page = client.get(f"/configuracoes/usuarios/{ana.pk}/").content.decode()
    assert key not in page
    assert key[:8] in page


def test_making_a_key_is_audited_without_it(marina: User) -> None:
    ana = factories.user()

    key = tokens.create(ana, days=30, by=marina)

    entry = Entry.objects.get(action="token_created")
    assert (entry.actor, entry.object_id) == (marina, str(ana.pk))
    assert key.startswith(entry.detail.values["key"])
    assert len(entry.detail.values["key"]) < len(key)


def test_a_revoked_key_opens_nothing(client: Client, marina: User) -> None:
    ana = factories.user()
    key = tokens.create(ana, days=None, by=marina)
    (token,) = tokens.of(ana)

    client.post(f"/configuracoes/usuarios/{ana.pk}/chaves/{token.digest}/revogar/")

    assert as_key(key) == 401
    assert Entry.objects.get(action="token_revoked").actor == marina


def test_a_key_of_somebody_else_is_not_revoked(marina: User) -> None:
    ana, bia = factories.user(), factories.user()
    tokens.create(bia, days=30, by=marina)
    (token,) = tokens.of(bia)

    assert not tokens.revoke(ana, token.digest, by=marina)

    assert tokens.of(bia).count() == 1


def test_nobody_inactive_gets_a_key(marina: User) -> None:
    gone = factories.user(is_active=False)

    with pytest.raises(NotAllowedError):
        tokens.create(gone, days=30, by=marina)

    assert tokens.of(gone).count() == 0
