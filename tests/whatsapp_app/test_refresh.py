"""Reading the numbers: each on its own, failures told with advice, outside transactions."""

import pytest
from celery.exceptions import Retry
from django.test import Client

from conecta.accounts.models import User
from conecta.whatsapp import refresh, tasks
from conecta.whatsapp.models import Channel
from tests import factories
from tests.whatsapp.loopback import Meta, answer, refusal
from tests.whatsapp_app.meta_words import number

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_channels() -> None:
    account = factories.account()
    factories.channel(account=account, phone_number_id="2001", name="Um")
    factories.channel(account=account, phone_number_id="2002", name="Dois")


def test_every_number_is_read(meta: Meta, two_channels: None) -> None:
    meta.will(answer(number()), answer(number(status="BANNED")))

    assert refresh.refresh_channels() == 2

    states = dict(Channel.objects.values_list("name", "state"))
    assert states == {"Um": "connected", "Dois": "disconnected"}
    assert refresh.problems() == []


def test_a_number_that_fails_does_not_stop_the_others(
    client: Client, marina: User, meta: Meta, two_channels: None
) -> None:
    meta.will(refusal(190, status=401), answer(number()))

    assert refresh.refresh_channels() == 1

    (problem,) = refresh.problems()
    assert (problem.channel, problem.title) == ("Um", "Token de acesso vencido")
    page = client.get("/configuracoes/canais/").content.decode()
    assert "A última leitura não alcançou 1 canal" in page
    assert problem.advice in page


def test_a_reading_that_succeeds_forgets_the_problem(meta: Meta, two_channels: None) -> None:
    meta.will(refusal(2), answer(number()))
    refresh.refresh_channels()
    meta.will(answer(number()), answer(number()))

    refresh.refresh_channels()

    assert refresh.problems() == []


def test_the_task_tries_again_while_meta_is_away(meta: Meta, two_channels: None) -> None:
    meta.will(refusal(2), answer(number()))

    with pytest.raises(Retry):
        tasks.refresh_channels.apply(throw=True)
