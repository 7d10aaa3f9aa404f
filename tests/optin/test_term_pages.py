"""The cards of the term: text, preview, acceptance with the password again, progress, end."""

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from audit.actions import Action
from audit.models import Entry
from conecta.accounts.models import User
from contacts.models import Contact
from optin import term_batches, terms
from optin.models import Term, TermAcceptance, TermState
from tests import factories
from tests.optin import term_world

pytestmark = pytest.mark.django_db

PAGE = "/configuracoes/optin/"
ACCEPT = f"{PAGE}termo/aceitar/"
WITHDRAW = f"{PAGE}termo/retirar/"
PROGRESS = f"{PAGE}termo/andamento/"
SAID = {
    "legal_basis": "contract",
    "justification": "Pedidos em andamento.",
    "read": "on",
    "confirmation": "ACEITAR VERSÃO 1",
}


@pytest.fixture
def camila() -> User:
    return term_world.administrator()


@pytest.fixture
def desk(camila: User, client: Client) -> Client:
    client.force_login(camila)
    return client


def html(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def test_without_a_term_an_administrator_is_led_to_write_it(desk: Client) -> None:
    page = html(desk)

    assert "Nenhum termo publicado" in page
    assert reverse("optin_settings:term_new") in page
    assert "Política de Mensageria do WhatsApp" in html(desk, f"{PAGE}termo/novo/")


def test_a_version_is_published(desk: Client, camila: User) -> None:
    answer = desk.post(f"{PAGE}termo/novo/", {"text": "Nosso termo"}, follow=True)

    assert Term.objects.get().published_by == camila
    assert "Aceitar a versão 1" in answer.content.decode()


def test_the_card_counts_what_acceptance_would_do(desk: Client) -> None:
    factories.contact(), factories.contact()
    factories.red(factories.contact())
    factories.green(factories.contact())
    term_world.published()

    page = html(desk)

    assert "2 contatos passam de Indefinido a Liberado pelo termo" in page
    assert "1 recusado continua recusado. 1 já aceitou e fica como está." in page
    assert "Isto não substitui o consentimento do titular" in page


def test_a_supervisor_sees_the_term_and_cannot_accept_it(supervisor_client: Client) -> None:
    term_world.published()

    page = html(supervisor_client)

    assert term_world.TEXT.split(".")[0] in page
    assert "Aceitar a versão" not in page
    assert "Escrever nova versão" not in page


def test_accepting_asks_for_the_password_and_goes_on_by_itself(desk: Client) -> None:
    contact = factories.contact()
    term_world.published()

    asked = desk.post(ACCEPT, SAID)

    assert not TermAcceptance.objects.exists()
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    done = desk.post(asked["Location"], {"password": factories.PASSWORD, "next": ACCEPT})
    assert done["Location"] == PAGE
    acceptance = TermAcceptance.objects.get()
    assert (acceptance.legal_basis, acceptance.covers_new) == ("contract", False)
    assert Entry.objects.get(action=Action.TERM_ACCEPTED).detail.values["ip"] == "127.0.0.1"
    term_batches.run()
    assert Contact.objects.get(pk=contact.pk).is_by_term


def test_a_wrong_password_accepts_nothing(desk: Client) -> None:
    term_world.published()
    asked = desk.post(ACCEPT, SAID)

    desk.post(asked["Location"], {"password": "outra-senha", "next": ACCEPT})

    assert not TermAcceptance.objects.exists()


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("legal_basis", "Escolha a base legal."),
        ("justification", "Justifique por que a base legal vale"),
        ("read", "Confirme que leu o termo"),
        ("confirmation", "Digite ACEITAR VERSÃO 1 para confirmar."),
    ],
)
def test_what_is_missing_is_told_before_the_password(
    missing: str, words: str, desk: Client
) -> None:
    term_world.published()

    answer = desk.post(ACCEPT, SAID | {missing: ""})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Pedidos em andamento." in answer.content.decode() or missing == "justification"
    assert not TermAcceptance.objects.exists()


def test_the_bar_shows_how_far_it_is_and_announces_each_tenth_once(desk: Client) -> None:
    [factories.contact() for _ in range(4)]
    term_world.accepted()
    claim = term_batches.try_claim()
    assert claim is not None
    term_batches.advance(claim, batch=2)

    first, again = html(desk, PROGRESS), html(desk, f"{PROGRESS}?said=True-50")

    assert 'aria-valuenow="50"' in first
    assert "2 de 4 contatos" in first
    assert "Liberando contatos: 50%" in first
    assert "termo-novidade" not in again


def test_at_the_end_the_cards_are_shown_and_the_counters_counted_again(desk: Client) -> None:
    factories.contact()
    term_world.in_force()

    answer = desk.get(PROGRESS)

    assert answer["HX-Retarget"] == "#termo"
    assert "optin-recount" in answer["HX-Trigger"]
    assert "Versão 1 em vigor" in answer.content.decode()
    assert "Termo em vigor: 1 contato liberado<" in answer.content.decode()


def test_withdrawing_repeats_the_number_and_asks_for_words_above_a_thousand(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terms, "TYPED_ABOVE", 1)
    factories.contact(), factories.contact()
    term_world.in_force()

    dialog = html(desk, WITHDRAW)
    refused = desk.post(WITHDRAW, {"confirmation": "sim"})

    assert "Retirar o termo de 2 contatos" in dialog
    assert "Digite RETIRAR VERSÃO 1 para confirmar" in dialog
    assert refused.status_code == 422
    assert TermAcceptance.objects.get().state == TermState.IN_FORCE
    done = desk.post(WITHDRAW, {"confirmation": "retirar versão 1"})
    assert "dialog:close" in done["HX-Trigger"]
    assert TermAcceptance.objects.get().state == TermState.WITHDRAWING


def test_a_version_shows_what_it_changed(supervisor_client: Client) -> None:
    term = term_world.published("Enviamos <b>avisos</b>.")
    terms.publish("Enviamos avisos semanais.", by=term.published_by)

    dialog = html(supervisor_client, f"{PAGE}termo/versoes/2/")

    assert "O que mudou da versão 1" in dialog
    assert "<del>&lt;b&gt;avisos&lt;/b&gt;.</del>" in dialog
    assert "<ins>avisos semanais.</ins>" in dialog
    assert bytes(Term.objects.get(version=2).sha256).hex() in dialog


def test_by_api(supervisor_api: APIClient) -> None:
    nothing = supervisor_api.get("/api/v1/optin/term/").json()
    factories.contact()
    acceptance = term_world.in_force()

    answer = supervisor_api.get("/api/v1/optin/term/").json()

    assert (nothing["state"], nothing["version"]) == ("none", None)
    assert (answer["state"], answer["version"], answer["granted"]) == ("in_force", 1, 1)
    assert answer["since"].startswith(str(acceptance.accepted_at.year))
    assert answer["contacts"] == {"undefined": 0, "opted_in": 1, "by_term": 1, "opted_out": 0}
