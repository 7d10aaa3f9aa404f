"""The list as a table and as cards, what each row tells, and how often each HSM left."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conecta.accounts.roles import Role
from messaging.models import Direction, Message, MessageKind, MessageStatus
from tests import factories

pytestmark = pytest.mark.django_db
URL = reverse("hsm_templates:list")


@pytest.fixture(autouse=True)
def _supervisor(client: Client) -> None:
    client.force_login(factories.user(Role.SUPERVISOR))


def test_cards_show_the_body_and_keep_the_filters_in_the_address(client: Client) -> None:
    factories.template(name="aviso")

    content = client.get(URL, {"view": "cards", "status": "approved"}).content.decode()

    assert 'class="card hsm-card"' in content
    assert "Olá, {{1}}! Seu pedido saiu." in content
    assert f'href="{URL}?status=approved" aria-label="Lista"' in content


def test_the_table_offers_the_cards(client: Client) -> None:
    factories.template(name="aviso")

    content = client.get(URL).content.decode()

    assert f'href="{URL}?view=cards" aria-label="Cartões"' in content
    assert "hsm-card" not in content


def test_cards_follow_meta_by_themselves_too(client: Client) -> None:
    factories.template(status="pending")

    answer = client.get(
        URL,
        {"view": "cards", "seen": "x"},
        headers={"HX-Request": "true", "HX-Target": "hsm-linhas"},
    )

    assert answer.content.decode().strip().startswith('<ul class="grid grid--3" id="hsm-linhas"')


def test_the_whole_reason_of_a_rejection_is_reached_by_keyboard(client: Client) -> None:
    template = factories.template(status="rejected", rejection_reason="Motivo " * 60)

    content = client.get(URL).content.decode()

    assert f'tabindex="0" aria-describedby="hsm-{template.pk}-motivo"' in content
    assert "Motivo " * 60 in content


@pytest.mark.parametrize(
    ("params", "expected"),
    [({"language": "en_US"}, ["b"]), ({"quality": "red"}, ["a"]), ({"quality": "green"}, [])],
)
def test_language_and_quality_are_filters(
    client: Client, params: dict[str, str], expected: list[str]
) -> None:
    account = factories.account()
    factories.template(account=account, name="a", quality="red")
    factories.template(account=account, name="b", language="en_US")

    rows = client.get(URL, params).context["page"].rows

    assert [row.name for row in rows] == expected


def test_a_channel_is_a_filter_by_its_account(client: Client) -> None:
    one, two = factories.account(), factories.account(waba_id="2")
    channel = factories.channel(account=two)
    factories.template(account=one, name="a")
    factories.template(account=two, name="b")

    rows = client.get(URL, {"channel": channel.pk}).context["page"].rows

    assert [row.name for row in rows] == ["b"]


def test_one_request_counts_what_left_of_every_row_in_thirty_days(client: Client) -> None:
    template = factories.template()
    other = factories.template(account=template.account)
    channel = factories.channel(account=template.account)
    talk = factories.conversation(channel, factories.contact())
    for status, age in (
        (MessageStatus.READ, 1),
        (MessageStatus.ACCEPTED, 29),
        (MessageStatus.SENT, 31),
        (MessageStatus.FAILED, 1),
        (MessageStatus.QUEUED, 1),
    ):
        Message.objects.create(
            conversation=talk,
            channel=channel,
            contact=talk.contact,
            direction=Direction.OUTBOUND,
            kind=MessageKind.TEMPLATE,
            template=template,
            status=status,
            created_at=timezone.now() - timedelta(days=age),
        )

    answer = client.get(
        reverse("messaging:template_sends"),
        {"id": [str(template.pk), str(other.pk), "x", "9" * 30]},
    )

    content = answer.content.decode()
    assert f'<span id="hsm-envios-{template.pk}" hx-swap-oob="true">2</span>' in content
    assert f'<span id="hsm-envios-{other.pk}" hx-swap-oob="true">0</span>' in content
