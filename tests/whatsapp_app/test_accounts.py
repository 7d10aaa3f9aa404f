"""Business accounts: the token is tried, kept encrypted, and never shown again."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from conecta.accounts.models import User
from conecta.whatsapp.models import BusinessAccount, Portfolio
from tests import factories
from tests.whatsapp.loopback import Meta, answer, refusal
from tests.whatsapp_app.meta_words import number

pytestmark = pytest.mark.django_db

ACCOUNTS = "/configuracoes/canais/contas/"
FORM = {
    "name": "Conta Aurora",
    "waba_id": "100000000000001",
    "business_id": "400000000000001",
    "access_token": "EAAG-muito-secreto",
}


def test_a_token_that_works_is_kept(client: Client, marina: User, meta: Meta) -> None:
    meta.will(answer({"data": [number()]}))

    made = client.post(f"{ACCOUNTS}nova/", FORM)

    account = BusinessAccount.objects.get()
    assert made.headers["Location"] == f"/configuracoes/canais/novo/?account={account.pk}"
    assert account.access_token == "EAAG-muito-secreto"
    assert Portfolio.objects.get().messaging_limit == 250


def test_a_token_that_does_not_work_is_not(client: Client, marina: User, meta: Meta) -> None:
    meta.will(refusal(190, status=401))

    page = client.post(f"{ACCOUNTS}nova/", FORM)

    assert page.status_code == 422
    assert "access_token" in page.context["form"].errors
    assert not BusinessAccount.objects.exists()


def test_the_token_is_encrypted_at_rest() -> None:
    factories.account(access_token="EAAG-muito-secreto")

    with connection.cursor() as cursor:
        cursor.execute("SELECT access_token FROM whatsapp_businessaccount")
        (stored,) = cursor.fetchone()
    assert "secreto" not in stored


def test_no_page_and_no_entry_ever_shows_it(client: Client, marina: User, meta: Meta) -> None:
    meta.will(answer({"data": []}), answer({"data": []}))
    client.post(f"{ACCOUNTS}nova/", FORM)
    account = BusinessAccount.objects.get()
    new = {"name": "Conta Aurora", "access_token": "EAAG-outro-secreto"}

    client.post(f"{ACCOUNTS}{account.pk}/", new)

    admin = reverse("admin:whatsapp_businessaccount_change", args=[account.pk])
    pages = (ACCOUNTS, f"{ACCOUNTS}{account.pk}/", "/configuracoes/canais/", admin)
    shown = [client.get(page).content.decode() for page in (*pages, "/relatorios/auditoria/")]
    assert not any("secreto" in page for page in shown)
    assert not any("secreto" in str(entry.detail.values) for entry in Entry.objects.all())
    changed = Entry.objects.get(action="account_changed").detail.values
    assert changed["before"] == {"access_token": "••••"}


def test_a_name_alone_is_changed_without_asking_meta(
    client: Client, marina: User, meta: Meta
) -> None:
    account = factories.account(access_token="o-token")

    client.post(f"{ACCOUNTS}{account.pk}/", {"name": "Outro nome", "access_token": ""})

    found = BusinessAccount.objects.get()
    assert (found.name, found.access_token) == ("Outro nome", "o-token")
    assert meta.received == []


def test_an_account_is_registered_once(client: Client, marina: User, meta: Meta) -> None:
    factories.account()
    meta.will(answer({"data": []}))

    page = client.post(f"{ACCOUNTS}nova/", FORM)

    assert page.context["form"].errors["waba_id"] == ["Esta conta (WABA) já está cadastrada."]
    assert BusinessAccount.objects.count() == 1


def test_the_administration_changes_by_the_same_decisions(client: Client, marina: User) -> None:
    channel = factories.channel()
    address = reverse("admin:whatsapp_channel_change", args=[channel.pk])

    client.post(address, {"name": "Aurora SAC", "receptive": "on", "enabled": "on"})

    channel.refresh_from_db()
    assert (channel.name, channel.receptive) == ("Aurora SAC", True)
    assert {entry.origin for entry in Entry.objects.filter(action="channel_changed")} == {"admin"}
