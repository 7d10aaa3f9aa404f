"""The page of one contact: its head, its warnings, and where other ids lead."""

import json
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from audit.actors import META
from contacts import marketing, merging
from contacts.models import Contact
from tests import factories
from tests.contacts.markup import attribute, select, text_of

pytestmark = pytest.mark.django_db


def test_the_page_says_who_it_is(agent_client: Client) -> None:
    contact = factories.red(factories.contact("Ana Beatriz", "11 98765-4321"))

    page = agent_client.get(f"/contatos/{contact.pk}/")

    assert text_of(page, "h1") == "Ana Beatriz"
    assert "+55 11 98765-4321" in text_of(page, "#cabecalho")
    assert "Recusado (opt-out)" in text_of(page, "#cabecalho")


def test_upper_apps_serve_their_panels(agent_client: Client) -> None:
    contact = factories.contact()

    page = agent_client.get(f"/contatos/{contact.pk}/")

    asked = {
        node.attributes["hx-get"] for node in select(page, "div") if "hx-get" in node.attributes
    }
    assert f"/contatos/{contact.pk}/mensagens/" in asked
    assert f"/contatos/{contact.pk}/opt-in/" in asked
    assert attribute(page, "#cabecalho .btn--primary", "hx-get") == (
        f"/contatos/{contact.pk}/mensagem/"
    )


def test_the_head_is_sent_again_only_when_something_changed(agent_client: Client) -> None:
    contact = factories.contact()
    address = attribute(agent_client.get(f"/contatos/{contact.pk}/"), "#cabecalho", "hx-get")

    before = agent_client.get(address, headers={"HX-Request": "true"})
    factories.red(contact)
    after = agent_client.get(address, headers={"HX-Request": "true"})

    assert before.status_code == 204
    assert "Recusado (opt-out)" in text_of(after, "#cabecalho")
    assert text_of(after, "#novidade").endswith("OPTIN Recusado (opt-out)")


def test_metas_marketing_stop_is_shown_apart(agent_client: Client) -> None:
    contact = factories.contact()
    marketing.stop(contact, said_at=datetime(2026, 11, 20, 12, tzinfo=UTC), by=META)

    page = agent_client.get(f"/contatos/{contact.pk}/")

    assert "Parou o marketing no WhatsApp Em 20/11/2026 09:00" in text_of(page, "#cabecalho")
    assert "Indefinido" in text_of(page, "#cabecalho")


def test_a_merged_contact_leads_to_the_one_it_is_part_of(agent_client: Client) -> None:
    older, younger = factories.contact(), factories.contact()
    merging.merge(older, younger, by=META)

    answer = agent_client.get(f"/contatos/{younger.pk}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/contatos/{older.pk}/")


def test_an_erased_contact_says_so_and_offers_nothing(agent_client: Client) -> None:
    contact = factories.contact("Ana")
    Contact.objects.filter(pk=contact.pk).update(erased_at=timezone.now(), name="", whatsapp=None)

    page = agent_client.get(f"/contatos/{contact.pk}/")

    assert text_of(page, "h1") == "Contato apagado"
    assert agent_client.get(f"/contatos/{contact.pk}/editar/").status_code == 404
    open_page = agent_client.get(f"/contatos/{contact.pk}/cabecalho/?version=1")
    assert open_page.headers["HX-Refresh"] == "true"


def test_nobody_is_not_found(agent_client: Client) -> None:
    assert agent_client.get("/contatos/999/").status_code == 404


def news(answer: object) -> dict[str, object]:
    triggers: dict[str, dict[str, object]] = json.loads(answer["HX-Trigger"])  # type: ignore[index]  # a response
    return triggers["toast"]


def test_an_agent_marks_a_wrong_number_and_cannot_undo_it(agent_client: Client) -> None:
    contact = factories.contact(whatsapp="11 98765-4321")

    answer = agent_client.post(f"/contatos/{contact.pk}/numero-errado/")
    undone = agent_client.post(f"/contatos/{contact.pk}/numero-certo/")

    contact.refresh_from_db()
    assert news(answer)["title"] == "+55 11 98765-4321 marcado como errado"
    assert "undo" not in news(answer)
    assert undone.status_code == 403
    assert contact.is_wrong_person


def test_a_supervisor_undoes_it_from_the_toast(supervisor_client: Client) -> None:
    contact = factories.contact()

    answer = supervisor_client.post(f"/contatos/{contact.pk}/numero-errado/")
    supervisor_client.post(news(answer)["undo"]["url"])  # type: ignore[index]  # an address in JSON

    contact.refresh_from_db()
    assert not contact.is_wrong_person


def test_a_wrong_number_is_shown_with_who_may_undo_it(
    agent_client: Client, supervisor_client: Client
) -> None:
    contact = factories.contact()
    agent_client.post(f"/contatos/{contact.pk}/numero-errado/")

    agents = text_of(agent_client.get(f"/contatos/{contact.pk}/"), "#cabecalho")
    supervisors = text_of(supervisor_client.get(f"/contatos/{contact.pk}/"), "#cabecalho")

    assert "Só um supervisor desfaz." in agents
    assert "Desfazer" not in agents
    assert "Desfazer" in supervisors
