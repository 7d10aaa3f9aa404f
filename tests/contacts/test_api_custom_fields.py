"""/api/v1/custom-fields/, and what `extra` of a contact may hold."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from audit.actors import SYSTEM
from contacts import custom_fields
from contacts.models import Contact, CustomField
from tests import factories

pytestmark = pytest.mark.django_db

URL = "/api/v1/custom-fields/"
CONTACTS = "/api/v1/contacts/"


def patch(api: APIClient, field: CustomField, **fields: Any) -> Any:
    return api.patch(f"{URL}{field.pk}/", fields, format="json")


def write(api: APIClient, extra: Any) -> Any:
    contact = Contact.objects.first() or factories.contact()
    return api.patch(f"{CONTACTS}{contact.pk}/", {"extra": extra}, format="json")


class TestFields:
    def test_one_is_declared_and_listed(
        self, supervisor_api: APIClient, agent_api: APIClient
    ) -> None:
        sent = {"label": "Data de vencimento", "kind": "date"}

        answer = supervisor_api.post(URL, sent, format="json")
        listed = agent_api.get(URL).json()["results"]

        assert answer.status_code == 201
        assert listed == [answer.json()]
        assert {name: listed[0][name] for name in ("key", "label", "kind", "active")} == {
            "key": "data_de_vencimento",
            "label": "Data de vencimento",
            "kind": "date",
            "active": True,
        }

    def test_a_key_in_use_is_a_conflict(self, supervisor_api: APIClient) -> None:
        field = factories.custom_field("plano")

        answer = supervisor_api.post(URL, {"label": "Outro", "key": "plano"}, format="json")

        assert (answer.status_code, answer.json()["code"]) == (409, "field_taken")
        assert answer.json()["id"] == field.pk
        assert set(answer.json()["errors"]) == {"key"}

    def test_all_that_changes_is_changed(self, supervisor_api: APIClient) -> None:
        factories.custom_field("cor")
        field = factories.custom_field("plano")

        moved = patch(supervisor_api, field, label="Plano atual", position=1).json()
        retired = patch(supervisor_api, field, active=False).json()

        assert (moved["label"], moved["position"], moved["active"]) == ("Plano atual", 1, True)
        assert (retired["label"], retired["active"]) == ("Plano atual", False)

    def test_key_and_kind_stay(self, supervisor_api: APIClient) -> None:
        field = factories.custom_field("plano")

        answer = patch(supervisor_api, field, key="outra", kind="date").json()

        assert (answer["key"], answer["kind"]) == ("plano", "text")


class TestExtra:
    def test_an_unknown_key_is_answered_with_the_known_ones(self, agent_api: APIClient) -> None:
        factories.custom_field("plano")
        custom_fields.retire(factories.custom_field("antigo"), by=SYSTEM)

        answer = write(agent_api, {"planno": "Plus", "plano": "Plus"})

        assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
        assert answer.json()["errors"] == {
            "extra": [
                "Não há campo adicional “planno”. Crie-o em Configurações – Campos adicionais, "
                "ou use um destes: plano."
            ]
        }
        assert Contact.objects.get().extra == {}

    def test_every_value_that_is_not_of_its_kind_is_told(self, agent_api: APIClient) -> None:
        factories.custom_field("vencimento", kind="date")
        factories.custom_field("valor", kind="number")

        answer = write(agent_api, {"vencimento": "28/11/2026", "valor": "184,90"})

        [said] = answer.json()["errors"]["extra"]
        assert answer.status_code == 400
        assert "vencimento: Use uma data como 2026-11-22." in said
        assert "valor: Use um número" in said

    def test_what_is_not_named_stays_and_null_empties(self, agent_api: APIClient) -> None:
        for key in ("plano", "cor", "valor"):
            factories.custom_field(key)
        write(agent_api, {"plano": "Plus", "cor": "azul"})

        answer = write(agent_api, {"valor": "10", "cor": None})

        assert answer.json()["extra"] == {"plano": "Plus", "valor": "10"}

    def test_an_integration_outlives_a_field_that_is_retired(self, agent_api: APIClient) -> None:
        custom_fields.retire(factories.custom_field("plano"), by=SYSTEM)

        assert write(agent_api, {"plano": "Plus"}).json()["extra"] == {"plano": "Plus"}
