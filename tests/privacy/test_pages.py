"""The dialog, the API, and what is left of the contact's page."""

import pytest
from django.test import Client
from rest_framework.test import APIClient

from audit.models import Entry
from conecta.accounts.models import User
from conecta.exports.models import Export
from contacts import erasing
from contacts.models import Contact
from tests.privacy.conftest import Person

pytestmark = pytest.mark.django_db


def address(person: Person) -> str:
    return f"/contatos/{person.contact.pk}/apagar/"


def test_the_dialog_says_what_goes_and_what_stays(ana: Person, supervisor_client: Client) -> None:
    page = supervisor_client.get(address(ana)).content.decode()

    assert "Apagar os dados de Ana Beatriz" in page
    assert "nasce Recusado" in page
    assert "até 30 dias" in page


@pytest.mark.parametrize(
    "said",
    [
        {"reason": "", "confirmation": "apagar"},
        {"reason": "Pediu", "confirmation": "sim"},
        {"reason": "Pediu", "confirmation": ""},
    ],
)
def test_a_slip_erases_nobody(ana: Person, supervisor_client: Client, said: dict[str, str]) -> None:
    assert supervisor_client.post(address(ana), said).status_code == 422
    assert Contact.objects.get(pk=ana.contact.pk).name == "Ana Beatriz"


def test_the_page_of_who_was_erased_leads_to_the_trail(
    ana: Person, supervisor_client: Client
) -> None:
    answer = supervisor_client.post(
        address(ana), {"reason": "Pediu por carta", "confirmation": "Apagar "}
    )

    assert answer.headers["HX-Redirect"] == f"/contatos/{ana.contact.pk}/"
    page = supervisor_client.get(f"/contatos/{ana.contact.pk}/").content.decode()
    assert "Contato apagado" in page
    story = f"/relatorios/auditoria/contato/{ana.contact.pk}/"
    assert f'href="{story}"' in page
    told = supervisor_client.get(story).content.decode()
    assert "Apagou dados do contato" in told
    assert "evidência apagada" in told
    assert "Ana" not in told


def test_by_api_a_reason_is_required(ana: Person, supervisor: User) -> None:
    api = APIClient()
    api.force_authenticate(supervisor)
    url = f"/api/v1/contacts/{ana.contact.pk}/"

    assert api.delete(url, {}, format="json").status_code == 400
    assert api.delete(url, {"reason": "Pediu"}, format="json").status_code == 204
    assert api.get(url).status_code == 404
    assert api.delete(url, {"reason": "Pediu"}, format="json").status_code == 404
    assert Entry.objects.filter(action="contact_erased").count() == 1


def test_the_persons_file_is_asked_for_on_the_page(
    ana: Person, supervisor_client: Client, supervisor: User
) -> None:
    page = supervisor_client.get(f"/contatos/{ana.contact.pk}/").content.decode()
    url = f"/contatos/{ana.contact.pk}/exportar/"
    assert f'hx-get="{url}"' in page

    answer = supervisor_client.post(url, {"format": "zip"})

    assert answer.headers["HX-Redirect"] == "/relatorios/exportacoes/"
    export = Export.objects.get()
    assert (export.contact_id, export.requested_by) == (ana.contact.pk, supervisor)


def test_what_is_left_of_a_conversation_has_neither_words_nor_files(
    ana: Person, supervisor_client: Client, supervisor: User
) -> None:
    media = f"/mensagens/{ana.heard.uuid}/midia/"
    answer = supervisor_client.get(media)
    assert b"".join(answer.streaming_content) == b"retrato"  # type: ignore[attr-defined]  # it streams
    erasing.erase(ana.contact, by=supervisor, reason="Pediu")

    page = supervisor_client.get(f"/atendimento/{ana.heard.conversation_id}/").content.decode()

    assert "[conteúdo apagado]" in page
    assert f"Contato apagado {ana.contact.pk}" in page
    assert "Quero boleto" not in page
    assert media not in page
    assert supervisor_client.get(media).status_code == 404
    assert "Quero" not in supervisor_client.get("/atendimento/").content.decode()
