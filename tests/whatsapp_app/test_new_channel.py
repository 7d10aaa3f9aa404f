"""A new channel is looked up at Meta before it is kept; Meta's refusals are said in Portuguese."""

from typing import Any

import pytest
from django.test import Client

from conecta.accounts.models import User
from conecta.whatsapp.models import Channel
from tests import factories
from tests.whatsapp.loopback import Fault, Meta, Reply, answer, refusal
from tests.whatsapp_app.meta_words import number

pytestmark = pytest.mark.django_db

NEW = "/configuracoes/canais/novo/"


def fill(client: Client, **changes: Any) -> Any:
    account = factories.account(access_token="o-token")
    form = {"account": account.pk, "phone_number_id": "200000000000001", "name": ""}
    return client.post(NEW, form | changes)


def test_the_number_is_asked_in_the_accounts_name_and_kept(
    client: Client, marina: User, meta: Meta
) -> None:
    meta.will(answer({"data": [number(id="200000000000009"), number()]}))

    assert fill(client).status_code == 302

    channel = Channel.objects.get()
    assert (channel.name, channel.state) == ("Aurora Cobrança", "connected")
    (call,) = meta.received
    assert call.target.path == "/v26.0/100000000000001/phone_numbers"
    assert call.headers["Authorization"] == "Bearer o-token"


def test_a_number_of_another_account_is_refused_with_those_it_has(
    client: Client, marina: User, meta: Meta
) -> None:
    meta.will(answer({"data": [number(id="200000000000009")]}))

    page = fill(client)

    assert page.status_code == 422
    (error,) = page.context["form"].errors["phone_number_id"]
    assert "200000000000009 (+55 11 4003-1020)" in error
    assert not Channel.objects.exists()


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (refusal(190, status=401), "Token de acesso vencido."),
        (refusal(10, status=403), "Permissão não concedida ou retirada."),
        (refusal(100), "A Meta não mostra este número ou esta conta a este token."),
        (Fault.CLOSE, "A Meta não respondeu."),
        (Reply(status=500, body=b"<html>"), "A Meta não respondeu."),
    ],
)
def test_what_meta_refuses_is_said_with_advice(
    client: Client, marina: User, meta: Meta, script: Reply | Fault, words: str
) -> None:
    meta.will(script)

    page = fill(client)

    (error,) = page.context["form"].errors["account"]
    assert error.startswith(words)
    assert len(error) > len(words)
    assert not Channel.objects.exists()


def test_what_is_no_identifier_is_not_asked(client: Client, marina: User, meta: Meta) -> None:
    page = fill(client, phone_number_id="../me")

    assert page.status_code == 422
    assert meta.received == []
