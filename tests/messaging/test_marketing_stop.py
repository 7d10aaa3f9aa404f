"""Meta's marketing stop, however it comes: on the contact, in the trail, never in the colour."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.actions import Action
from audit.models import Entry
from contacts.models import Contact
from hsm_templates.models import Category
from messaging import inbox, sending
from messaging.models import MessageStatus
from tests import factories
from tests.contacts.markup import select, text_of
from tests.messaging import webhook
from tests.simulator import Simulator

ANA = "5511987654321"


def preference(value: str) -> bytes:
    said = {"wa_id": ANA, "category": "marketing_messages", "value": value}
    said["timestamp"] = str(int(timezone.now().timestamp()))
    known = {"contacts": [{"wa_id": ANA}], "user_preferences": [said]}
    return webhook.body(known, field="user_preferences")


@pytest.mark.django_db(transaction=True)
def test_an_answer_with_131050_stops_marketing_and_keeps_the_colour(simulator: Simulator) -> None:
    channel = factories.channel(throughput=1000)
    template = factories.template(account=channel.account, category=Category.MARKETING)
    simulator.approve(template)
    ana = factories.green(factories.contact("Ana", f"+{ANA}"))
    simulator.config(failures={ANA: {"code": 131050, "sync": True}})
    message = factories.message(channel, ana, template=template)

    sending.dispatch(channel.pk)

    ana.refresh_from_db()
    message.refresh_from_db()
    entry = Entry.objects.get(action=Action.MARKETING_STOPPED)
    assert (message.status, message.error_code) == (MessageStatus.FAILED, 131050)
    assert ana.marketing_stopped_at is not None
    assert ana.optin_status == "opted_in"
    assert entry.contact_id == ana.pk


@pytest.mark.django_db(transaction=True)
def test_another_failure_stops_no_marketing(simulator: Simulator) -> None:
    channel = factories.channel(throughput=1000)
    ana = factories.contact("Ana", f"+{ANA}")
    simulator.config(failures={ANA: {"code": 131049, "sync": True}})
    factories.message(channel, ana)

    sending.dispatch(channel.pk)

    ana.refresh_from_db()
    assert ana.marketing_stopped_at is None


@pytest.mark.django_db
def test_stop_and_resume_in_whatsapp_come_and_go_beside_the_colour(client: Client) -> None:
    factories.channel()
    ana = factories.green(factories.contact("Ana", f"+{ANA}"))

    webhook.post(client, preference("stop"))
    inbox.drain()
    ana.refresh_from_db()
    assert ana.marketing_stopped_at is not None

    Contact.objects.update(marketing_event_at=None)
    webhook.post(client, preference("resume"))
    inbox.drain()
    ana = Contact.objects.get()
    assert (ana.marketing_stopped_at, ana.optin_status) == (None, "opted_in")


@pytest.mark.django_db
def test_the_list_can_be_narrowed_to_who_stopped(agent_client: Client) -> None:
    ana, _ = factories.contact("Ana"), factories.contact("Bia")
    Contact.objects.filter(pk=ana.pk).update(marketing_stopped_at=timezone.now())

    page = agent_client.get(reverse("contacts:list"), {"marketing": "stopped"})

    assert [row.text for row in select(page, "tbody .t-title")] != []
    assert "Ana" in text_of(page, "tbody")
    assert "Bia" not in text_of(page, "tbody")
