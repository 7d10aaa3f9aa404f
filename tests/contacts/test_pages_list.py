"""/contatos/: what the list shows, how it is narrowed, and how its colours stay fresh."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from conecta.accounts.keyset import PAGE_SIZE
from conecta.accounts.roles import Role
from contacts.models import Contact, ContactOrigin, Group
from contacts.names import search_key
from tests import factories
from tests.contacts.markup import attribute, text_of

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def test_a_row_tells_who_where_and_the_colour(agent_client: Client) -> None:
    contact = factories.green(factories.contact("Ana Beatriz Nogueira", "11 98765-4321"))
    contact.groups.add(Group.objects.create(name="Clientes VIP"))

    page = agent_client.get("/contatos/")

    row = text_of(page, "tbody tr")
    for words in ("AN", "Ana Beatriz Nogueira", "+55 11 98765-4321", "Aceito", "Clientes VIP"):
        assert words in row
    assert "Cadastro manual" in row


def test_an_empty_list_says_what_to_do(agent_client: Client) -> None:
    page = agent_client.get("/contatos/").content.decode()

    assert "Nenhum contato ainda" in page
    assert 'href="/contatos/novo/"' in page


def test_nobody_found_offers_everybody(agent_client: Client) -> None:
    factories.contact("Ana")

    page = agent_client.get("/contatos/", {"search": "zzz"}).content.decode()

    assert "Nenhum contato encontrado" in page
    assert "Ver todos os contatos" in page


def test_htmx_gets_the_table_alone(agent_client: Client) -> None:
    factories.contact("Ana")

    page = agent_client.get("/contatos/", {"search": "ana"}, headers=HTMX).content.decode()

    assert "<html" not in page
    assert "Ana" in page


def test_filters_of_the_address_are_kept_while_turning_pages(agent_client: Client) -> None:
    names = [f"Ana {number:03}" for number in range(2 * PAGE_SIZE + 1)]
    for origin, prefix in ((ContactOrigin.API, ""), (ContactOrigin.MANUAL, "Outra ")):
        Contact.objects.bulk_create(
            Contact(name=prefix + name, name_key=search_key(prefix + name), origin=origin)
            for name in names
        )

    seen: list[str] = []
    address = "?origin=api"
    for _ in range(3):
        page = agent_client.get(f"/contatos/{address}")
        seen += text_of(page, ".table__main", all_=True)
        address = attribute(page, "#pagina-proxima", "href")

    assert seen == names
    assert address == ""


@pytest.mark.parametrize(
    "address",
    ["?optin=purple", "?group=abc", "?group=999", "?after=@@@", "?search=%00", "?origin="],
)
def test_a_mangled_address_still_shows_a_list(agent_client: Client, address: str) -> None:
    factories.contact("Ana")

    assert agent_client.get(f"/contatos/{address}").status_code == 200


def test_the_number_is_searched_from_the_top_bar_too(agent_client: Client) -> None:
    factories.contact("Ana", "11 98765-4321")
    factories.contact("Bia")

    page = agent_client.get("/contatos/?search=(11)+8765-4321")

    assert text_of(page, ".table__main", all_=True) == ["Ana"]


def test_who_may_not_change_sees_no_boxes(client: Client) -> None:
    client.force_login(factories.user(Role.AUDITOR))
    factories.contact("Ana")

    page = client.get("/contatos/").content.decode()

    assert 'name="contact"' not in page
    assert "/editar/" not in page


class TestColours:
    """What the open page asks every few seconds."""

    def watch(self, client: Client) -> str:
        return attribute(client.get("/contatos/"), "#vigia", "hx-get")

    def test_nothing_is_sent_while_nothing_changed(self, agent_client: Client) -> None:
        factories.contact("Ana")
        factories.green(factories.contact("Bia"))

        answer = agent_client.get(self.watch(agent_client))

        assert (answer.status_code, answer.content) == (204, b"")

    def test_a_row_that_turned_red_is_sent_with_the_next_question(
        self, agent_client: Client
    ) -> None:
        contact = factories.contact("Ana")
        address = self.watch(agent_client)
        factories.red(contact)

        answer = agent_client.get(address)

        assert "Recusado" in text_of(answer, f"#cor-{contact.pk}")
        assert attribute(answer, f"#cor-{contact.pk}", "hx-swap-oob") == "true"
        following = parse_qs(urlsplit(attribute(answer, "#vigia", "hx-get")).query)
        assert following == {"seen": ["o"], "contact": [str(contact.pk)]}

    def test_rows_that_are_gone_are_left_out(self, agent_client: Client) -> None:
        contact = factories.contact("Ana")

        answer = agent_client.get(f"/contatos/cores/?seen=uu&contact={contact.pk}&contact=999")

        assert Contact.objects.count() == 1
        assert answer.status_code == 200
