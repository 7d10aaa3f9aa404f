"""The report of consent as a file: the movements of the period that was on the page."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.exports import files, making
from conecta.exports.models import Export
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(settings: Settings, tmp_path: object) -> User:
    settings.CONECTA_DATA_DIR = tmp_path
    return factories.user(Role.SUPERVISOR)


def test_the_movements_of_the_period_are_in_the_file(client: Client, supervisor: User) -> None:
    factories.red(factories.green(factories.contact()))
    client.force_login(supervisor)
    today = timezone.localdate()
    address = f"{reverse('messaging:export_optin_report')}?since={today}&until={today}"

    dialog = client.get(address).content.decode()
    response = client.post(address, {"format": "csv"})
    making.make_due()

    assert f"Exportar o opt-in de {today:%d/%m/%Y} a {today:%d/%m/%Y}" in dialog
    assert response["HX-Redirect"] == reverse("exports:list")
    export = Export.objects.get()
    table = files.path_of(export.stored_name).read_text("utf-8-sig").splitlines()
    assert table == [
        "Dia;Movimento;Origem;Canal;Contatos",
        f"{today:%d/%m/%Y};Aceitaram;Registro de um usuário;Sem canal;1",
        f"{today:%d/%m/%Y};Recusaram;Palavra enviada pelo contato;Sem canal;1",
    ]


def test_a_period_without_movements_is_an_empty_table(client: Client, supervisor: User) -> None:
    factories.green(factories.contact())
    client.force_login(supervisor)
    address = f"{reverse('messaging:export_optin_report')}?since=2020-01-01&until=2020-01-31"

    client.post(address, {"format": "csv"})
    making.make_due()

    table = files.path_of(Export.objects.get().stored_name).read_text("utf-8-sig").splitlines()
    assert table == ["Dia;Movimento;Origem;Canal;Contatos"]
