"""The pages before the menu: log-in, password, and the errors."""

import re

import pytest
from django.core import mail
from django.test import Client

from conecta.accounts.models import User
from tests.accounts.conftest import PASSWORD


def test_the_entrance_asks_for_e_mail_and_password_only(client: Client, db: None) -> None:
    html = client.get("/entrar/").content.decode()

    assert set(re.findall(r'<input[^>]* name="(\w+)"', html)) == {
        "csrfmiddlewaretoken",
        "login",
        "password",
        "remember",
    }
    assert "conecta-demo" not in html


def test_entering_opens_the_page_that_was_asked_for(client: Client, marina: User) -> None:
    answer = client.post(
        "/entrar/", {"login": marina.email, "password": PASSWORD, "next": "/senha/"}, follow=True
    )

    assert answer.redirect_chain == [("/senha/", 302)]
    assert "Marina Azevedo" in answer.content.decode()


@pytest.mark.parametrize(
    ("box", "seconds"), [({"remember": "on"}, 12 * 60 * 60), ({}, 14 * 24 * 60 * 60)]
)
def test_the_session_lasts_as_the_page_says(
    client: Client, marina: User, box: dict[str, str], seconds: int
) -> None:
    client.post("/entrar/", {"login": marina.email, "password": PASSWORD} | box)

    assert client.session.get_expire_at_browser_close() is not bool(box)
    assert client.session.get_expiry_age() == seconds


def test_a_wrong_password_is_told_without_saying_which_is_wrong(
    client: Client, marina: User
) -> None:
    answer = client.post("/entrar/", {"login": marina.email, "password": "errada"})

    html = answer.content.decode()
    assert 'role="alert"' in html
    assert "O endereço de e-mail e/ou senha especificados estão incorretos." in html
    assert f'value="{marina.email}"' in html


def test_a_forgotten_password_is_made_anew_by_e_mail(client: Client, marina: User) -> None:
    client.post("/senha/esqueci/", {"email": marina.email})
    [message] = mail.outbox
    [address] = re.findall(r"http://testserver(/senha/redefinir/\S+)", str(message.body))
    page = client.get(address, follow=True)

    new = "outra-senha-que-serve"
    answer = client.post(
        page.redirect_chain[-1][0], {"password1": new, "password2": new}, follow=True
    )

    assert "Senha alterada" in answer.content.decode()
    assert message.subject == "Conecta: crie a sua nova senha"
    marina.refresh_from_db()
    assert marina.check_password(new)


def test_an_unknown_address_gets_the_same_answer_and_no_e_mail(client: Client, db: None) -> None:
    answer = client.post("/senha/esqueci/", {"email": "ninguem@exemplo.com.br"}, follow=True)

    assert "Confira o seu e-mail" in answer.content.decode()
    assert mail.outbox == []


def test_a_used_link_offers_another(client: Client, db: None) -> None:
    html = client.get("/senha/redefinir/1-abc-def/").content.decode()

    assert "Este link não vale mais" in html


def test_leaving_takes_a_post_and_says_so(client: Client, marina: User) -> None:
    client.force_login(marina)

    answer = client.post("/sair/", follow=True)

    assert answer.redirect_chain == [("/entrar/", 302)]
    assert "Você saiu do Conecta." in answer.content.decode()


@pytest.mark.parametrize("address", ["/nada-aqui/", "/contatos/nada/aqui/"])
def test_an_unknown_address_says_so_in_our_words(
    client: Client, marina: User, address: str
) -> None:
    client.force_login(marina)

    answer = client.get(address)

    assert answer.status_code == 404
    assert "Não encontramos esta página" in answer.content.decode()
