"""/api/v1/contacts/: registered, read, changed, narrowed, paged."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from audit.actors import META
from audit.models import Entry
from conecta.accounts.models import User
from contacts import merging
from contacts.models import Contact, Group, OptinStatus
from tests import factories

pytestmark = pytest.mark.django_db

URL = "/api/v1/contacts/"


def post(api: APIClient, **fields: Any) -> Any:
    return api.post(URL, {"name": "Ana", "whatsapp": "(11) 98765-4321"} | fields, format="json")


def patch(api: APIClient, contact: Contact, **fields: Any) -> Any:
    return api.patch(f"{URL}{contact.pk}/", fields, format="json")


class TestPost:
    @pytest.mark.parametrize(
        "spelling", ["11987654321", "011 8765-4321", "+55 (11) 98765-4321", "wa.me/5511987654321"]
    )
    def test_any_usual_spelling_answers_the_canonical_number(
        self, agent_api: APIClient, spelling: str
    ) -> None:
        answer = post(agent_api, whatsapp=spelling)

        assert answer.status_code == 201
        assert answer.json()["whatsapp"] == "+5511987654321"
        assert answer.json()["optin_status"] == "undefined"
        assert answer.json()["origin"] == "api"

    def test_everything_given_is_kept(self, supervisor_api: APIClient) -> None:
        Group.objects.create(name="VIP")
        for key, kind in (("contrato", "text"), ("valor", "number"), ("ativo", "yes_no")):
            factories.custom_field(key, kind=kind)
        extra = {"contrato": "2026-1", "valor": 184.9, "ativo": True}

        answer = post(
            supervisor_api, email="ana@exemplo.com.br", groups=["VIP", "Zona Sul"], extra=extra
        )

        assert answer.json()["email"] == "ana@exemplo.com.br"
        assert sorted(answer.json()["groups"]) == ["VIP", "Zona Sul"]
        assert answer.json()["extra"] == extra

    def test_a_group_is_named_by_its_id_too(self, agent_api: APIClient) -> None:
        group = Group.objects.create(name="VIP")

        assert post(agent_api, groups=[group.pk]).json()["groups"] == ["VIP"]

    def test_an_agent_makes_no_groups(self, agent_api: APIClient) -> None:
        answer = post(agent_api, groups=["Novo"])

        assert (answer.status_code, answer.json()["code"]) == (400, "group_unknown")
        assert answer.json()["errors"]["groups"] == ["O grupo Novo não existe."]
        assert not Contact.objects.exists()

    def test_a_taken_number_is_a_conflict_with_its_contact(self, supervisor_api: APIClient) -> None:
        taken = factories.contact("Bia", "11 98765-4321")

        answer = post(supervisor_api, groups=["Novo"])

        assert (answer.status_code, answer.json()["code"]) == (409, "duplicate")
        assert answer.json()["id"] == taken.pk
        assert not Group.objects.exists()

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"whatsapp": "123"}, "whatsapp"),
            ({"whatsapp": "0800 123 4567"}, "whatsapp"),
            ({"name": ""}, "name"),
            ({"name": "A" * 121}, "name"),
            ({"email": "ana"}, "email"),
            ({"extra": {"a": ["list"]}}, "extra"),
            ({"extra": {"a": "nul\u0000"}}, "extra"),
            ({"extra": {"": "x"}}, "extra"),
            ({"extra": "text"}, "extra"),
            ({"groups": "VIP"}, "groups"),
        ],
    )
    def test_what_cannot_be_is_said_beside_its_field(
        self, agent_api: APIClient, fields: dict[str, Any], wrong: str
    ) -> None:
        answer = post(agent_api, **fields)

        assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
        assert set(answer.json()["errors"]) == {wrong}
        assert not Contact.objects.exists()

    def test_a_number_that_refused_before_answers_red(self, agent_api: APIClient) -> None:
        factories.suppress("5511987654321")

        assert post(agent_api).json()["optin_status"] == OptinStatus.OPTED_OUT

    def test_the_colour_cannot_be_given(self, agent_api: APIClient) -> None:
        assert post(agent_api, optin_status="opted_in").json()["optin_status"] == "undefined"


class TestPatch:
    def test_what_is_not_given_stays(self, agent_api: APIClient) -> None:
        contact = factories.contact("Ana", "11 98765-4321")
        contact.groups.add(Group.objects.create(name="VIP"))

        answer = patch(agent_api, contact, email="ana@exemplo.com.br").json()

        assert (answer["name"], answer["whatsapp"], answer["groups"], answer["email"]) == (
            "Ana",
            "+5511987654321",
            ["VIP"],
            "ana@exemplo.com.br",
        )

    def test_a_changed_number_leaves_green_behind(self, agent_api: APIClient) -> None:
        contact = factories.green(factories.contact())

        answer = patch(agent_api, contact, whatsapp=f"+{factories.mobile()}")

        assert answer.json()["optin_status"] == "undefined"

    def test_an_older_version_is_a_conflict(self, agent_api: APIClient) -> None:
        contact = factories.contact("Ana")
        patch(agent_api, contact, name="Anna")

        answer = patch(agent_api, contact, name="Aninha", version=contact.version)

        assert (answer.status_code, answer.json()["code"]) == (409, "stale")
        assert Contact.objects.get().name == "Anna"

    def test_nothing_given_changes_nothing(self, agent_api: APIClient) -> None:
        contact = factories.contact()

        assert patch(agent_api, contact).json()["version"] == contact.version

    def test_there_is_no_put_and_no_delete(self, agent_api: APIClient) -> None:
        contact = factories.contact()

        # closed by default: an action without a permission is nobody's
        assert agent_api.put(f"{URL}{contact.pk}/", {}).status_code in {403, 405}
        assert agent_api.delete(f"{URL}{contact.pk}/").status_code in {403, 405}


class TestGet:
    def test_a_merged_contact_answers_with_the_one_it_is_part_of(
        self, agent_api: APIClient
    ) -> None:
        older, younger = factories.contact(), factories.contact()
        merging.merge(older, younger, by=META)

        assert agent_api.get(f"{URL}{younger.pk}/").json()["id"] == older.pk

    @pytest.mark.parametrize("pk", ["999", "999999999999999999"])
    def test_nobody_is_not_found(self, agent_api: APIClient, pk: str) -> None:
        answer = agent_api.get(f"{URL}{pk}/")

        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")

    def test_pages_follow_the_id(self, agent_api: APIClient) -> None:
        ids = [factories.contact().pk for _ in range(5)]

        first = agent_api.get(URL, {"page_size": 3}).json()
        second = agent_api.get(first["next"]).json()

        assert [row["id"] for row in first["results"] + second["results"]] == ids[::-1]
        assert second["next"] is None

    def test_the_list_is_narrowed(self, agent_api: APIClient) -> None:
        vip = Group.objects.create(name="VIP")
        ana = factories.red(factories.contact("Ana", "11 98765-4321"))
        ana.groups.add(vip)
        factories.contact("Bia")

        def names(**params: str) -> list[str]:
            return [row["name"] for row in agent_api.get(URL, params).json()["results"]]

        assert names(optin="opted_out") == ["Ana"]
        assert names(search="8765-4321") == ["Ana"]
        assert names(group="VIP") == names(group=str(vip.pk)) == ["Ana"]
        assert names(group="Outro") == names(group="999") == []
        assert names(search="bia", optin="undefined") == ["Bia"]

    @pytest.mark.parametrize("params", [{"optin": "purple"}, {"search": "\0"}, {"group": "\0"}])
    def test_a_filter_that_does_not_exist_is_said(
        self, agent_api: APIClient, params: dict[str, str]
    ) -> None:
        answer = agent_api.get(URL, params)

        assert (answer.status_code, set(answer.json()["errors"])) == (400, set(params))

    def test_a_page_of_contacts_costs_the_same_however_many(
        self, agent_api: APIClient, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(8):
            factories.contact().groups.add(Group.objects.get_or_create(name="VIP")[0])

        with django_assert_max_num_queries(4):
            agent_api.get(URL)


def test_the_trail_says_who_called(agent_api: APIClient, agent: User) -> None:
    post(agent_api)

    entry = Entry.objects.get()
    assert (entry.actor, entry.origin) == (agent, "api")
