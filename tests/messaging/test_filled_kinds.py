"""Buttons and named variables are filled in the dialog and leave in Meta's form."""

from typing import Any

import pytest
from django.test import Client

from contacts.models import Contact
from hsm_templates.models import Template
from messaging import sending
from messaging.models import Message, MessageStatus
from tests import factories
from tests.contacts.markup import text_of
from tests.hsm_templates import pieces
from tests.messaging.pages import form, preview, send
from tests.simulator import Simulator

pytestmark = pytest.mark.django_db(transaction=True)
LINK = [pieces.body(), pieces.buttons(pieces.varying_link(), pieces.coupon())]
NAMED = [pieces.named_body("Olá, {{nome}}! Seu pedido já saiu da loja.", nome="Ana")]
CODE = [pieces.code_body(), pieces.expiry(), pieces.buttons(pieces.otp())]


def _template(components: list[Any], **fields: Any) -> Template:
    account = factories.channel(throughput=1000).account
    return factories.template(account=account, components=components, **fields)


def _sent(
    simulator: Simulator, client: Client, template: Template, values: dict[str, str]
) -> list[Any]:
    """`template.components` as they reached Meta."""
    simulator.approve(template)
    (channel,) = template.account.channels.all()
    fields = {f"value.{key}": value for key, value in values.items()}

    send(client, _ana(), form(channel, template, name="sobra") | fields)
    sending.dispatch(channel.pk)

    assert Message.objects.get().status == MessageStatus.ACCEPTED
    found: list[Any] = simulator.messages()["messages"][0]["payload"]["template"]["components"]
    return found


def _ana() -> Contact:
    return factories.contact("Ana", "+55 11 98765-4321")


def test_a_link_and_a_coupon_take_what_was_typed(
    simulator: Simulator, agent_client: Client
) -> None:
    values = {"button.0.url": "José 1", "button.1.code": "NATAL"}

    link, coupon = _sent(simulator, agent_client, _template(LINK), values)

    assert link["parameters"] == [{"type": "text", "text": "Jos%C3%A9%201"}]
    assert coupon["parameters"] == [{"type": "coupon_code", "coupon_code": "NATAL"}]


def test_a_named_variable_travels_with_its_name(simulator: Simulator, agent_client: Client) -> None:
    (body,) = _sent(simulator, agent_client, _template(NAMED), {"body.nome": "Bia"})

    assert body["parameters"] == [{"type": "text", "parameter_name": "nome", "text": "Bia"}]


def test_a_code_is_typed_once_and_goes_twice(simulator: Simulator, agent_client: Client) -> None:
    template = _template(CODE, category="AUTHENTICATION")

    body, button = _sent(simulator, agent_client, template, {"body.1": "123456"})

    assert body["parameters"] == button["parameters"] == [{"type": "text", "text": "123456"}]
    assert button["sub_type"] == "url"


def test_the_dialog_names_what_it_asks_for(agent_client: Client) -> None:
    template = _template(LINK)
    (channel,) = template.account.channels.all()

    page = preview(agent_client, _ana(), form(channel, template), part="fields")

    assert text_of(page, "#compose-blanks label", all_=True) == ["Botão {{1}}", "Botão código"]
