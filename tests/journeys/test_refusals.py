"""What may not leave is refused, each with its own reason, and nothing reaches the simulator."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audit.actions import Action
from audit.models import Entry
from conecta.whatsapp.models import Channel
from hsm_templates.models import Template, TemplateStatus
from messaging.models import Message
from tests import factories
from tests.desk import Desk
from tests.journeys.composer import Composer
from tests.journeys.processes import Conecta

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def approved(conecta: Conecta, channel: Channel) -> Template:
    """Named pedido_…, with one variable; the simulator has it too."""
    template = factories.template(account=channel.account)
    conecta.simulator.approve(template)
    return template


@pytest.fixture
def draft(channel: Channel) -> Template:
    return factories.template(account=channel.account, name="rascunho", status=TemplateStatus.DRAFT)


@pytest.fixture
def receptive(channel: Channel) -> Channel:
    return factories.channel(
        account=channel.account,
        phone_number_id="200000000000002",
        name="Aurora SAC",
        receptive=True,
    )


def test_the_api_refuses_each_with_its_reason(
    conecta: Conecta,
    channel: Channel,
    receptive: Channel,
    approved: Template,
    draft: Template,
    agent: Desk,
) -> None:
    contact = factories.contact()
    right = {
        "contact": str(contact.pk),
        "channel": channel.pk,
        "template": {"name": approved.name, "language": "pt_BR"},
        "variables": {"1": "Ana"},
    }
    free_text = {"contact": str(contact.pk), "channel": channel.pk, "text": "Oi, tudo bem?"}
    wrong: dict[str, dict[str, Any]] = {
        "channel_receptive": right | {"channel": receptive.pk},
        "contact_unregistered": right | {"contact": "+55 11 91111-2222"},
        "template_not_approved": right | {"template": {"name": draft.name}},
        "variable_missing": right | {"variables": {}},
        "window_closed": free_text,
    }

    answers = {code: agent.post("messages/", body) for code, body in wrong.items()}

    assert {code: answer.status_code for code, answer in answers.items()} == dict.fromkeys(
        wrong, 422
    )
    reasons = {code: answer.json()["reasons"] for code, answer in answers.items()}
    assert {code: [reason["code"] for reason in told] for code, told in reasons.items()} == {
        code: [code] for code in wrong
    }
    assert not Message.objects.exists()
    assert Entry.objects.filter(action=Action.MESSAGE_REFUSED).count() == len(wrong)
    assert conecta.simulator.stats()["messages"]["total"] == 0

    allowed = agent.post("messages/", right)
    assert allowed.status_code == 201
    conecta.wait_for_messages(1)


def test_the_dialog_says_what_is_missing_and_offers_nothing_unapproved(
    conecta: Conecta,
    channel: Channel,
    receptive: Channel,
    approved: Template,
    draft: Template,
    agent: Desk,
) -> None:
    contact = factories.contact()
    composer = Composer(agent.page)
    agent.arrive(contact.get_absolute_url())
    composer.open()

    only_answers = composer.dialog.get_by_role("option", name="Aurora SAC")
    expect(only_answers).to_be_disabled()
    expect(only_answers).to_contain_text("Receptivo: só responde")
    expect(composer.dialog.get_by_role("radio")).to_have_count(1)
    composer.choose(approved.name)
    composer.dialog.get_by_label("Variável {{1}}").fill("")
    expect(composer.reasons).to_contain_text("Falta preencher uma variável do HSM")
    expect(composer.submit).to_have_attribute("aria-disabled", "true")
    composer.submit.click(force=True)
    expect(composer.dialog).to_be_visible()

    assert not Message.objects.exists()
    assert conecta.simulator.stats()["messages"]["total"] == 0


def test_a_channel_switched_to_receptive_starts_no_conversation(
    conecta: Conecta, channel: Channel, approved: Template, agent: Desk, supervisor: Desk
) -> None:
    composer = Composer(agent.page)
    supervisor.arrive()
    supervisor.open("Canais")
    row = supervisor.page.get_by_role("row", name=channel.name)
    row.get_by_role("switch", name="Receptivo").check()
    expect(row.get_by_text("Sim", exact=True)).to_have_count(2)
    agent.arrive(factories.contact().get_absolute_url())
    composer.open()

    expect(composer.reasons).to_contain_text("O canal é Receptivo")
    composer.choose(approved.name)
    expect(composer.submit).to_have_attribute("aria-disabled", "true")
    assert not Message.objects.exists()
    assert conecta.simulator.stats()["messages"]["total"] == 0


def test_a_closed_window_closes_the_reply_box(channel: Channel, agent: Desk) -> None:
    talk = factories.conversation(
        channel, factories.contact(), inbound_ago=timedelta(hours=24, minutes=1)
    )
    agent.arrive(reverse("messaging:thread", args=[talk.pk]))

    box = agent.page.get_by_role("form", name="Responder")
    expect(box).to_contain_text("A janela de 24 h está fechada")
    expect(box.get_by_label("Mensagem", exact=True)).to_be_hidden()
