"""From red, an agent may only cite a later message of that very person."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from conecta.accounts.roles import Role
from contacts.models import Contact
from messaging.models import Direction, Message, MessageKind, MessageStatus
from tests import factories

pytestmark = pytest.mark.django_db


def wrote(contact: Contact, text: str, *, minutes_ago: int) -> Message:
    talk = factories.conversation(factories.channel(), contact)
    return Message.objects.create(
        conversation=talk,
        channel=talk.channel,
        contact=contact,
        direction=Direction.INBOUND,
        kind=MessageKind.TEXT,
        text=text,
        status=MessageStatus.RECEIVED,
        wamid=f"wamid.{text}",
        said_at=timezone.now() - timedelta(minutes=minutes_ago),
    )


def grant(contact: Contact, role: Role, evidence: dict[str, Any]) -> int:
    client = APIClient()
    client.force_authenticate(factories.user(role))
    answer = client.post(
        f"/api/v1/contacts/{contact.pk}/optin/",
        {"action": "grant", "evidence": evidence},
        format="json",
    )
    contact.refresh_from_db()
    return answer.status_code


def cited(message: Message) -> dict[str, Any]:
    said_at = message.said_at or timezone.now()
    return {
        "kind": "message",
        "text": message.text,
        "obtained_at": said_at.isoformat(),
        "reference": message.wamid,
    }


def test_a_later_message_of_the_person_lets_an_agent_register_the_acceptance() -> None:
    ana = factories.red(factories.contact(), said_at=timezone.now() - timedelta(hours=1))
    message = wrote(ana, "quero voltar a receber", minutes_ago=10)

    status = grant(ana, Role.AGENT, cited(message))

    assert status == 200
    assert ana.optin_status == "opted_in"


def test_a_message_before_the_refusal_proves_nothing() -> None:
    ana = factories.red(factories.contact(), said_at=timezone.now() - timedelta(minutes=5))
    message = wrote(ana, "aceito", minutes_ago=60)

    status = grant(ana, Role.AGENT, cited(message))

    assert status == 403
    assert ana.is_refused


def test_somebody_elses_message_proves_nothing() -> None:
    ana = factories.red(factories.contact("Ana"), said_at=timezone.now() - timedelta(hours=1))
    message = wrote(factories.contact("Bia"), "aceito", minutes_ago=10)

    status = grant(ana, Role.AGENT, cited(message))

    assert status == 400
    assert ana.is_refused


def test_any_other_evidence_needs_a_supervisor() -> None:
    signed = {
        "kind": "document",
        "text": "Assinou na loja",
        "obtained_at": (timezone.now() - timedelta(minutes=1)).isoformat(),
    }
    ana = factories.red(factories.contact(), said_at=timezone.now() - timedelta(hours=1))

    by_agent = grant(ana, Role.AGENT, signed)
    by_supervisor = grant(ana, Role.SUPERVISOR, signed)

    assert (by_agent, by_supervisor) == (403, 200)
    assert ana.optin_status == "opted_in"
