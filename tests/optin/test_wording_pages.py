"""The cards about words: shown, tried and changed; nothing unsaid, nothing lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conecta.accounts.roles import Role
from optin import wording
from optin.models import ConsentSettings
from tests import factories
from tests.contacts.markup import attribute, select, text_of
from tests.messaging.pages import events, htmx

pytestmark = pytest.mark.django_db

WORDS, REQUEST = "optin_wording:words", "optin_wording:request_text"


@pytest.fixture
def admin_client() -> Client:
    client = Client()
    client.force_login(factories.user(Role.ADMINISTRATOR))
    return client


def typed(**fields: Any) -> dict[str, Any]:
    said = {
        "refusal_words": "sair\nparar",
        "acceptance_words": "sim",
        "confirms_refusal": "on",
        "version": 1,
    }
    return said | fields


def save(client: Client, **fields: Any) -> Any:
    return client.post(reverse(WORDS), typed(**fields), headers=htmx("card-words"))


def is_checked(response: Any, selector: str) -> bool:
    return "checked" in select(response, selector)[0].attributes


def tried(client: Client, text: str, **fields: Any) -> str:
    answer = client.post(reverse("optin_wording:try_text"), typed(text=text, **fields))
    return text_of(answer, "p") if answer.content.strip() else ""


def test_by_its_address_both_cards_stand_on_a_page(admin_client: Client) -> None:
    page = admin_client.get(reverse(WORDS))

    assert [node.text for node in select(page, "h2")] == ["Palavras", "Texto do pedido de opt-in"]
    assert [node.text for node in select(page, "dd .tag")] == ["#OPTOUT", "#OPTIN"]


def test_to_htmx_a_card_comes_alone(admin_client: Client) -> None:
    card = admin_client.get(reverse(REQUEST), headers=htmx())

    assert [node.text for node in select(card, "h2")] == ["Texto do pedido de opt-in"]
    assert select(card, "nav") == []


def test_saving_changes_the_words_and_says_so(admin_client: Client) -> None:
    answer = save(admin_client)

    assert answer.status_code == 200
    assert events(answer)["toast"]["title"] == "Palavras salvas"
    assert wording.current().refusal_words == ("PARAR", "SAIR")
    assert attribute(answer, "#id_version", "value") == "2"


def test_without_htmx_saving_leads_back_to_the_page(admin_client: Client) -> None:
    answer = admin_client.post(reverse(WORDS), typed())

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse(WORDS))


def test_cancelar_is_off_is_warned_of_and_can_be_chosen(admin_client: Client) -> None:
    page = admin_client.get(reverse(WORDS))
    assert not is_checked(page, "#id_cancel")
    assert "sobre um pedido ou uma visita" in text_of(page, "#id_cancel_helptext")

    save(admin_client, cancel="on")

    assert wording.current().refusal_words == ("CANCELAR", "PARAR", "SAIR")
    again = admin_client.get(reverse(WORDS))
    assert is_checked(again, "#id_cancel")
    assert text_of(again, "#id_refusal_words") == "PARAR SAIR"


def test_a_word_that_also_accepts_is_refused_where_it_was_typed(admin_client: Client) -> None:
    answer = save(admin_client, refusal_words="sair\nsim")

    assert answer.status_code == 422
    assert "“SIM” também está entre as respostas" in text_of(answer, "#id_refusal_words_error")
    assert "sim" in text_of(answer, "#id_refusal_words")
    assert not ConsentSettings.objects.filter(version__gt=1).exists()


def test_an_older_form_does_not_overwrite(admin_client: Client) -> None:
    save(admin_client)

    answer = save(admin_client, refusal_words="chega")

    assert answer.status_code == 422
    assert "Outra pessoa alterou" in text_of(answer, "form")
    assert wording.current().refusal_words == ("PARAR", "SAIR")


def test_the_request_text_is_saved(admin_client: Client) -> None:
    said = {"request_text": "Podemos escrever? Saia com #OPTOUT.", "version": 1}

    answer = admin_client.post(reverse(REQUEST), said, headers=htmx("card-request"))

    assert answer.status_code == 200
    assert wording.current().request_text == said["request_text"]


def test_a_supervisor_sees_and_tries_but_does_not_change(supervisor_client: Client) -> None:
    page = supervisor_client.get(reverse(WORDS))
    assert len(select(page, "fieldset")) == 2
    assert "Salvar palavras" not in text_of(page, "form")

    assert save(supervisor_client).status_code == 403
    assert tried(supervisor_client, "chega", refusal_words="chega").startswith("Nada muda")
    assert not ConsentSettings.objects.exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Parar!", "Recusado (opt-out) O contato fica Recusado na hora"),
        ("quero #optuot", "Parece #OPTOUT escrito errado"),
        ("#optin", "Aceito (opt-in) O contato fica Aceito"),
        ("Sim", "Aceita só como resposta ao nosso pedido"),
        ("bom dia", "Nada muda"),
        ("   ", ""),
    ],
)
def test_a_text_is_tried_with_what_is_typed(admin_client: Client, text: str, says: str) -> None:
    assert tried(admin_client, text).startswith(says)


def test_trying_takes_the_words_before_they_are_saved(admin_client: Client) -> None:
    assert tried(admin_client, "me tira daqui").startswith("Nada muda")
    assert tried(admin_client, "me tira daqui", refusal_words="me tira daqui").startswith(
        "Recusado"
    )
