"""The whole file of a person, as they may ask for it (LGPD, article 18)."""

import json
import zipfile

import pytest

from conecta.accounts.models import User
from conecta.exports import files, making, requests
from messaging.models import Message
from messaging.person_files import PERSON
from tests.privacy.conftest import EMAIL, NUMBER, USERNAME, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(ana: Person, supervisor: User) -> zipfile.ZipFile:
    asked = {"contact": ana.contact.pk}
    export = requests.request(PERSON, asked, format="zip", by=supervisor, contact_id=ana.contact.pk)
    assert making.make_due() == 1
    export.refresh_from_db()
    return zipfile.ZipFile(files.path_of(export.stored_name))


def test_the_registration_with_every_name(archive: zipfile.ZipFile) -> None:
    with archive:
        told = json.loads(archive.read("dados.json"))["contato"]

    assert (told["nome"], told["whatsapp"], told["email"]) == ("Ana Beatriz", f"+{NUMBER}", EMAIL)
    assert (told["nome_de_usuario"], told["grupos"]) == (USERNAME, ["Clientes"])
    assert told["campos_adicionais"] == {"Cor": "azul"}
    assert {"tipo": "bsuid", "valor": "BR.1234"} in told["identificadores"]
    assert told["optin"] == "Recusado (opt-out)"


def test_the_story_with_evidence_messages_and_decisions(
    archive: zipfile.ZipFile, ana: Person
) -> None:
    with archive:
        story = json.loads(archive.read("dados.json"))["historia"]

    parts = {it["parte"] for it in story}
    assert parts == {"Auditoria", "Livro de opt-in", "Mensagem"}
    said = "\n".join(it["detalhes"] for it in story)
    for words in ("#OPTOUT", "Quero boleto", "Olá, Ana Beatriz!", "Decisão: Permitida"):
        assert words in said
    assert [it["quando"] for it in story] == sorted((it["quando"] for it in story), reverse=True)


def test_our_people_are_not_named_in_it(archive: zipfile.ZipFile, supervisor: User) -> None:
    with archive:
        content = archive.read("dados.json") + archive.read("dados.html")

    assert supervisor.name.encode() not in content
    assert b"quem" not in content


def test_a_page_for_people_and_what_they_sent(archive: zipfile.ZipFile, ana: Person) -> None:
    with archive:
        page = archive.read("dados.html").decode()
        names = archive.namelist()
        [photo] = [name for name in names if name.startswith("arquivos/")]
        assert archive.read(photo) == b"retrato"

    assert photo == f"arquivos/{ana.media.pk}-ana.jpg"
    assert "Dados de Ana Beatriz" in page
    assert "Quero boleto" in page
    assert "<td>Cor: azul</td>" in page


def test_what_a_person_wrote_runs_nowhere(ana: Person, supervisor: User) -> None:
    Message.objects.filter(pk=ana.heard.pk).update(text="<script>alert(1)</script>")
    asked = {"contact": ana.contact.pk}
    export = requests.request(PERSON, asked, format="zip", by=supervisor)
    making.make_due()
    export.refresh_from_db()

    with zipfile.ZipFile(files.path_of(export.stored_name)) as archive:
        assert b"<script" not in archive.read("dados.html")
