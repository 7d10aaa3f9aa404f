"""What the term did to a contact reads in words, and names who answers for it."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from optin import history, term_batches
from tests import factories
from tests.optin import term_world

pytestmark = pytest.mark.django_db


def when(moment: object) -> str:
    return timezone.localtime(moment).strftime("%d/%m/%Y %H:%M")  # type: ignore[arg-type]  # a datetime


def test_granted_by_the_term() -> None:
    contact = factories.contact()
    acceptance = term_world.in_force()

    (line,) = history.lines(contact)

    at = when(acceptance.accepted_at)
    assert line.sentence == f"Liberado pelo termo versão 1, aceito por Camila Portela em {at}."
    assert line.evidence == ""


def test_returned_by_its_withdrawal() -> None:
    contact = factories.contact()
    acceptance = term_world.withdraw(term_world.in_force())
    term_batches.run()

    line = history.lines(contact)[0]

    assert line.sentence == (
        "Voltou a Indefinido, termo versão 1, retirado por Camila Portela em "
        f"{when(acceptance.withdrawn_at)}."
    )


def test_the_card_says_that_the_company_answers(agent_client: Client) -> None:
    contact = factories.contact()
    term_world.in_force()

    html = agent_client.get(reverse("optin:card", args=[contact.pk])).content.decode()

    assert "Liberado pelo termo" in html
    assert "A empresa aceitou o termo de adesão e responde por este contato" in html
    assert "Registrar aceite" in html
    assert reverse("optin_help") in html


def test_a_refusal_reads_as_before(agent_client: Client) -> None:
    contact = factories.contact()
    with time_machine.travel("2026-11-22T17:05:00Z", tick=False):
        factories.red(contact)

    html = agent_client.get(reverse("optin:card", args=[contact.pk])).content.decode()

    assert (
        "Recusado em 22/11/2026 14:05 pelo sistema, documento “#OPTOUT”, referência ficha 12."
    ) in html
