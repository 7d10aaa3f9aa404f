"""Opt-in on the page of a contact: state and story in words, and the dialogs that change it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from audit.actions import Action
from audit.actors import CONTACT, META
from audit.models import Entry
from contacts import merging
from contacts.models import Contact, OptinStatus
from optin import consents
from optin.consents import Evidence
from optin.messages import SaidMessage
from optin.models import EvidenceKind, OptinEvent, Source
from tests import factories
from tests.contacts.markup import attribute, select, text_of
from tests.optin.heard import hearing

pytestmark = pytest.mark.django_db

NOW = timezone.now()
EARLIER, LATER = NOW - timedelta(hours=2), NOW - timedelta(hours=1)


def card(client: Client, contact: Contact) -> Any:
    return client.get(f"/contatos/{contact.pk}/opt-in/")


def triggers(answer: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer["HX-Trigger"])
    return found


class TestCard:
    def test_a_refusal_is_told_in_one_sentence_with_its_evidence(
        self, agent_client: Client
    ) -> None:
        said = Evidence(
            kind=EvidenceKind.MESSAGE,
            text="#OPTOUT",
            said_at=datetime(2026, 11, 20, 17, 5, tzinfo=UTC),
            reference="wamid.1",
            channel="Vendas",
        )
        contact = consents.revoke(
            factories.contact(), evidence=said, source=Source.KEYWORD, by=CONTACT
        )

        page = card(agent_client, contact)

        assert (
            "Recusado em 20/11/2026 14:05 pelo próprio contato, mensagem “#OPTOUT” no canal Vendas."
            in text_of(page, ".card__body")
        )
        assert "nem códigos de autenticação" in text_of(page, ".card__body")

    def test_who_wrote_it_stands_between_commas_and_a_quoted_sentence_ends_once(
        self, agent_client: Client
    ) -> None:
        said = Evidence(
            kind=EvidenceKind.CALL,
            text="Aceitou em ligação gravada. ",
            said_at=datetime(2025, 11, 17, 3, 35, tzinfo=UTC),
        )
        contact = consents.grant(
            factories.contact(),
            evidence=said,
            source=Source.AGENT,
            by=factories.user(name="Rafael Monteiro"),
        )

        assert (
            "Aceito em 17/11/2025 00:35, registrado por Rafael Monteiro, "
            "ligação “Aceitou em ligação gravada”."
        ) in text_of(card(agent_client, contact), ".card__body")

    def test_grey_says_what_is_allowed_and_how_to_get_out(self, agent_client: Client) -> None:
        words = text_of(card(agent_client, factories.contact()), ".card__body")

        assert "O envio individual é permitido: diga que ela pode sair com #OPTOUT." in words

    @pytest.mark.parametrize(
        ("colour", "offered"),
        [
            (factories.contact, ["Registrar aceite", "Registrar recusa"]),
            (lambda: factories.green(factories.contact()), ["Registrar recusa"]),
            (lambda: factories.red(factories.contact()), ["Registrar aceite"]),
        ],
    )
    def test_only_what_changes_something_is_offered(
        self, agent_client: Client, colour: Any, offered: list[str]
    ) -> None:
        assert text_of(card(agent_client, colour()), ".btn", all_=True) == offered

    def test_the_story_is_told_newest_first(self, agent_client: Client) -> None:
        contact = factories.red(factories.green(factories.contact()), said_at=LATER)

        lines = text_of(card(agent_client, contact), ".timeline li", all_=True)

        assert [line.split(" ")[0] for line in lines] == ["Recusado", "Aceito", "Indefinido"]
        assert "Documento “Aceito receber”, referência ficha 12." in lines[1]
        assert ", registrado por Agente" in lines[1]

    def test_the_story_of_a_merged_contact_is_told_too(self, agent_client: Client) -> None:
        older, younger = factories.contact(), factories.red(factories.contact())
        winner = merging.merge(older, younger, by=META)

        titles = text_of(card(agent_client, winner), ".timeline b", all_=True)

        assert titles == ["Recusado (opt-out)", "Recusado (opt-out)", "Indefinido"]

    def test_words_of_people_are_shown_as_words(self, agent_client: Client) -> None:
        nasty = Evidence(kind=EvidenceKind.MESSAGE, text="<b>#optout</b>", said_at=LATER)
        contact = consents.revoke(
            factories.contact(), evidence=nasty, source=Source.KEYWORD, by=CONTACT
        )

        assert "&lt;b&gt;#optout&lt;/b&gt;" in card(agent_client, contact).content.decode()

    def test_the_card_is_sent_again_only_when_something_changed(self, agent_client: Client) -> None:
        contact = factories.contact()
        address = attribute(card(agent_client, contact), ".stack", "hx-get")

        before = agent_client.get(address)
        factories.red(contact)
        after = agent_client.get(address)

        assert before.status_code == 204
        assert "Recusado (opt-out)" in text_of(after, ".card__head")


class TestAcceptance:
    def url(self, contact: Contact) -> str:
        return f"/contatos/{contact.pk}/opt-in/aceite/"

    def paper(self, **fields: str) -> dict[str, str]:
        said = timezone.localtime(LATER).strftime("%Y-%m-%dT%H:%M")
        return {"kind": "document", "text": "Assinou", "obtained_at": said} | fields

    def test_a_registered_acceptance_closes_the_dialog_and_tells_the_page(
        self, agent_client: Client
    ) -> None:
        contact = factories.contact("Ana")

        answer = agent_client.post(self.url(contact), self.paper(reference="ficha 7"))

        contact.refresh_from_db()
        assert answer.status_code == 204
        assert {"toast", "dialog:close", "optin-changed"} == set(triggers(answer))
        assert contact.optin_status == OptinStatus.OPTED_IN
        assert OptinEvent.objects.get().said_at == LATER.replace(second=0, microsecond=0)

    def test_what_is_missing_is_said_and_what_was_typed_stays(self, agent_client: Client) -> None:
        answer = agent_client.post(
            self.url(factories.contact()), self.paper(text="", reference="ficha 7")
        )

        assert answer.status_code == 422
        assert "Descreva a evidência" in text_of(answer, ".field__error")
        assert attribute(answer, "#id_reference", "value") == "ficha 7"

    def test_another_kind_of_evidence_shows_its_own_fields(self, agent_client: Client) -> None:
        contact = factories.contact()

        cited = agent_client.get(self.url(contact), {"kind": "message"})
        paper = agent_client.get(self.url(contact), {"kind": "call", "text": "Disse sim"})

        assert "ainda não escreveu" in text_of(cited, "form")
        assert text_of(paper, "textarea") == "Disse sim"

    def test_messages_said_after_the_refusal_are_offered(self, agent_client: Client) -> None:
        contact = factories.red(factories.contact(), said_at=EARLIER)
        older = SaidMessage(reference="w.1", text="Antes", said_at=EARLIER - timedelta(hours=1))
        newer = SaidMessage(reference="w.2", text="Pode mandar", said_at=LATER, channel="Loja")

        with hearing({contact.pk: [newer, older]}):
            dialog = agent_client.get(self.url(contact))
            answer = agent_client.post(self.url(contact), {"kind": "message", "reference": "w.2"})

        assert [node.attributes["value"] for node in select(dialog, ".radio")] == ["w.2"]
        assert answer.status_code == 204

    def test_from_red_an_agent_is_offered_nothing_but_a_message(
        self, agent_client: Client, supervisor_client: Client
    ) -> None:
        contact = factories.red(factories.contact(), said_at=EARLIER)

        agents = select(agent_client.get(self.url(contact)), "option")
        supervisors = select(supervisor_client.get(self.url(contact)), "option")
        forced = agent_client.post(self.url(contact), self.paper())

        contact.refresh_from_db()
        assert [node.attributes["value"] for node in agents] == ["message"]
        assert len(supervisors) == 6
        assert (forced.status_code, contact.is_refused) == (422, True)

    def test_an_acceptance_older_than_the_refusal_is_refused_in_words(
        self, supervisor_client: Client
    ) -> None:
        contact = factories.red(factories.contact(), said_at=NOW)

        answer = supervisor_client.post(self.url(contact), self.paper())

        assert answer.status_code == 422
        assert "A pessoa recusou depois deste aceite." in text_of(answer, ".callout--no")
        assert Entry.objects.filter(action=Action.OPTIN_REFUSED).count() == 1


class TestRefusal:
    def test_a_refusal_is_registered_at_once(self, agent_client: Client) -> None:
        contact = factories.green(factories.contact())

        dialog = agent_client.get(f"/contatos/{contact.pk}/opt-in/recusa/")
        answer = agent_client.post(
            f"/contatos/{contact.pk}/opt-in/recusa/", {"kind": "call", "text": "Pediu na ligação"}
        )

        contact.refresh_from_db()
        assert text_of(dialog, ".btn--danger") == "Registrar recusa de 1 contato"
        assert (answer.status_code, contact.is_refused) == (204, True)

    def test_a_refusal_without_a_word_counts(self, agent_client: Client) -> None:
        contact = factories.contact()

        agent_client.post(f"/contatos/{contact.pk}/opt-in/recusa/", {})

        contact.refresh_from_db()
        assert contact.is_refused


@pytest.mark.parametrize("panel", ["", "aceite/", "recusa/"])
def test_nobody_has_no_panel(agent_client: Client, panel: str) -> None:
    assert agent_client.get(f"/contatos/999/opt-in/{panel}").status_code == 404
