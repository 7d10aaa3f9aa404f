"""The form of a contact: the number checked while typed, what was typed kept, the way back."""

import pytest
from django.test import Client

from audit.actors import SYSTEM
from contacts import directory, suppressions
from contacts.directory import ContactData
from contacts.models import Contact, Group, OptinStatus
from contacts.phone import parse
from tests import factories
from tests.contacts.markup import attribute, select, text_of

pytestmark = pytest.mark.django_db


def typed(contact: Contact, **fields: object) -> dict[str, object]:
    """The edited form of a contact as a browser posts it."""
    shown = {
        "name": contact.name,
        "whatsapp": contact.display_number,
        "email": contact.email,
        "groups": [group.pk for group in contact.groups.all()],
        "version": contact.version,
    }
    return shown | fields


class TestNew:
    def test_the_number_of_the_address_is_filled_in_with_its_colour(
        self, agent_client: Client
    ) -> None:
        page = agent_client.get("/contatos/novo/", {"whatsapp": "+5511987654321"})

        assert attribute(page, "#id_whatsapp", "value") == "+5511987654321"
        assert "+55 11 98765-4321" in text_of(page, "#numero")
        assert "OPTIN Indefinido" in text_of(page, "#numero")

    def test_a_saved_form_leads_to_the_contact(self, agent_client: Client) -> None:
        group = Group.objects.create(name="VIP")

        answer = agent_client.post(
            "/contatos/novo/", {"name": "Ana", "whatsapp": "11987654321", "groups": [group.pk]}
        )

        contact = Contact.objects.get()
        assert (answer.status_code, answer["Location"]) == (302, f"/contatos/{contact.pk}/")
        assert contact.whatsapp == "5511987654321"
        assert contact.groups.get() == group

    def test_a_saved_form_leads_back_to_where_it_was_asked_for(self, agent_client: Client) -> None:
        page = agent_client.get("/contatos/novo/", {"voltar": "/atendimento/?x=1"})
        hidden = {
            node.attributes.get("name"): node.attributes.get("value")
            for node in select(page, "input")
        }

        answer = agent_client.post(
            "/contatos/novo/", {"name": "Ana", "voltar": "/atendimento/?x=1"}
        )

        assert hidden["voltar"] == "/atendimento/?x=1"
        assert answer["Location"] == "/atendimento/?x=1"

    @pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:x"])
    def test_a_way_back_to_elsewhere_is_ignored(self, agent_client: Client, back: str) -> None:
        answer = agent_client.post("/contatos/novo/", {"name": "Ana", "voltar": back})

        assert answer["Location"] == f"/contatos/{Contact.objects.get().pk}/"

    def test_what_was_typed_stays_with_what_is_wrong(self, agent_client: Client) -> None:
        page = agent_client.post(
            "/contatos/novo/", {"name": "Ana", "whatsapp": "11 9876", "email": "ana@"}
        )

        assert page.status_code == 422
        assert attribute(page, "#id_whatsapp", "value") == "11 9876"
        assert attribute(page, "#id_whatsapp", "aria-invalid") == "true"
        assert "Faltam" in text_of(page, "#numero")
        assert attribute(page, "#id_email", "value") == "ana@"
        assert not Contact.objects.exists()

    def test_a_taken_number_links_to_who_has_it(self, agent_client: Client) -> None:
        taken = factories.contact("Bia", "11 98765-4321")

        page = agent_client.post("/contatos/novo/", {"name": "Ana", "whatsapp": "11 8765-4321"})

        assert page.status_code == 422
        assert attribute(page, "#numero a", "href") == f"/contatos/{taken.pk}/"
        assert Contact.objects.count() == 1


class TestNumberCheck:
    def check(self, client: Client, whatsapp: str, contact: int | None = None) -> str:
        page = client.get("/contatos/numero/", {"whatsapp": whatsapp, "contact": contact or ""})
        return " ".join(page.content.decode().split())

    def test_a_number_is_shown_as_it_will_be_stored(self, agent_client: Client) -> None:
        assert "+55 11 98765-4321" in self.check(agent_client, "011 8765 4321")

    def test_what_is_wrong_is_said(self, agent_client: Client) -> None:
        assert "O DDD 20 não existe" in self.check(agent_client, "20 98765-4321")

    @pytest.mark.parametrize("nothing", ["", "   "])
    def test_nothing_typed_is_nothing_said(self, agent_client: Client, nothing: str) -> None:
        assert self.check(agent_client, nothing) == ""

    def test_a_number_that_refused_says_so_before_it_is_saved(self, agent_client: Client) -> None:
        suppressions.add(suppressions.digests_of_number(parse("11987654321")), reason="reported")

        assert "Recusado (opt-out)" in self.check(agent_client, "11 98765-4321")

    def test_the_own_number_is_not_taken(self, agent_client: Client) -> None:
        contact = factories.green(factories.contact("Ana", "11 98765-4321"))

        said = self.check(agent_client, "11 98765-4321", contact=contact.pk)

        assert "já é de" not in said
        assert "Aceito (opt-in)" in said

    def test_a_green_contact_is_told_that_the_acceptance_stays_behind(
        self, agent_client: Client
    ) -> None:
        contact = factories.green(factories.contact())

        said = self.check(agent_client, f"+{factories.mobile()}", contact=contact.pk)

        assert "O aceite valia para o número anterior" in said


class TestEdit:
    def test_a_saved_form_changes_the_contact(self, agent_client: Client) -> None:
        contact = factories.contact("Ana")

        answer = agent_client.post(
            f"/contatos/{contact.pk}/editar/", typed(contact, name="Ana Beatriz")
        )

        contact.refresh_from_db()
        assert answer["Location"] == f"/contatos/{contact.pk}/"
        assert contact.name == "Ana Beatriz"

    def test_an_older_form_keeps_what_was_typed_beside_what_is_stored(
        self, agent_client: Client
    ) -> None:
        contact = factories.contact("Ana")
        older = typed(contact, name="Aninha")
        data = ContactData(name="Anna", whatsapp=contact.display_number)
        stored = directory.change(contact, data, version=contact.version, by=SYSTEM)

        page = agent_client.post(f"/contatos/{contact.pk}/editar/", older)

        contact.refresh_from_db()
        assert (page.status_code, contact.name) == (422, "Anna")
        assert attribute(page, "#id_name", "value") == "Aninha"
        assert "Anna" in text_of(page, ".callout--warn")
        assert attribute(page, "#id_version", "value") == str(stored.version)

    def test_saving_again_after_looking_is_obeyed(self, agent_client: Client) -> None:
        contact = factories.red(factories.contact("Ana"))
        contact.refresh_from_db()

        agent_client.post(f"/contatos/{contact.pk}/editar/", typed(contact, name="Anna"))

        contact.refresh_from_db()
        assert (contact.name, contact.optin_status) == ("Anna", OptinStatus.OPTED_OUT)

    def test_a_form_without_a_version_saves_nothing(self, agent_client: Client) -> None:
        contact = factories.contact("Ana")

        page = agent_client.post(
            f"/contatos/{contact.pk}/editar/", typed(contact, name="Anna", version="")
        )

        contact.refresh_from_db()
        assert (page.status_code, contact.name) == (422, "Ana")

    def test_there_is_no_form_of_nobody(self, agent_client: Client) -> None:
        assert agent_client.get("/contatos/999/editar/").status_code == 404
