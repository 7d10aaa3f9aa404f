"""/contatos/grupos/ and the bar that puts the ticked contacts into a group."""

import json

import pytest
from django.test import Client

from contacts import groups
from contacts.models import Group
from tests import factories
from tests.contacts.markup import text_of

pytestmark = pytest.mark.django_db


def triggers(answer: object) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads(answer["HX-Trigger"])  # type: ignore[index]  # a response
    return found


def test_each_group_says_how_many_are_in_it(agent_client: Client) -> None:
    group = Group.objects.create(name="Clientes VIP")
    Group.objects.create(name="Vazio")
    group.contacts.add(factories.contact(), factories.contact())

    rows = text_of(agent_client.get("/contatos/grupos/"), "tbody tr", all_=True)

    assert rows[0].startswith("Clientes VIP 2 contatos")
    assert rows[1].startswith("Vazio 0 contatos")


def test_no_group_yet_says_what_to_do(supervisor_client: Client) -> None:
    page = supervisor_client.get("/contatos/grupos/").content.decode()

    assert "Nenhum grupo ainda" in page


def test_a_group_is_searched_by_part_of_its_name(agent_client: Client) -> None:
    Group.objects.create(name="Clientes VIP")
    Group.objects.create(name="Zona Sul")

    page = agent_client.get("/contatos/grupos/", {"search": "vip"})

    assert text_of(page, ".table__main", all_=True) == ["Clientes VIP"]


def test_a_new_group_closes_the_dialog_and_refreshes_the_list(supervisor_client: Client) -> None:
    answer = supervisor_client.post("/contatos/grupos/novo/", {"name": "Zona Sul"})

    assert answer.status_code == 204
    assert {"toast", "dialog:close", "groups-changed"} == set(triggers(answer))
    assert Group.objects.get().name == "Zona Sul"


def test_a_taken_name_stays_in_the_dialog_with_what_is_wrong(supervisor_client: Client) -> None:
    Group.objects.create(name="Zona Sul")

    answer = supervisor_client.post("/contatos/grupos/novo/", {"name": "Zona Sul"})

    assert answer.status_code == 422
    assert "Já existe um grupo chamado Zona Sul." in text_of(answer, ".field__error")


def test_a_group_is_renamed(supervisor_client: Client) -> None:
    group = Group.objects.create(name="VIP")

    supervisor_client.post(f"/contatos/grupos/{group.pk}/nome/", {"name": "Clientes VIP"})

    group.refresh_from_db()
    assert group.name == "Clientes VIP"


def test_deleting_repeats_how_many_lose_the_group(supervisor_client: Client) -> None:
    group = Group.objects.create(name="VIP")
    group.contacts.add(factories.contact(), factories.contact())

    dialog = supervisor_client.get(f"/contatos/grupos/{group.pk}/excluir/")
    answer = supervisor_client.post(f"/contatos/grupos/{group.pk}/excluir/")

    assert text_of(dialog, ".btn--danger") == "Excluir o grupo de 2 contatos"
    assert triggers(answer)["toast"]["text"] == "2 contatos sem este grupo."
    assert not Group.objects.exists()


def test_an_agent_sees_groups_and_changes_none(agent_client: Client) -> None:
    group = Group.objects.create(name="VIP")

    assert agent_client.get("/contatos/grupos/").status_code == 200
    for address in ("novo/", f"{group.pk}/nome/", f"{group.pk}/excluir/"):
        assert agent_client.post(f"/contatos/grupos/{address}").status_code == 403


def test_ticked_contacts_go_in_and_undo_takes_out_those_alone(agent_client: Client) -> None:
    group = Group.objects.create(name="VIP")
    inside, outside = factories.contact(), factories.contact()
    groups.add(group, [inside.pk], by=factories.user())

    answer = agent_client.post(
        "/contatos/grupos/incluir/", {"group": group.pk, "contact": [inside.pk, outside.pk]}
    )
    both = set(group.contacts.all())
    agent_client.post(triggers(answer)["toast"]["undo"]["url"])  # type: ignore[index]  # an address in JSON

    assert triggers(answer)["toast"]["title"] == "1 contato em VIP"
    assert "contacts-changed" in triggers(answer)
    assert both == {inside, outside}
    assert set(group.contacts.all()) == {inside}


@pytest.mark.parametrize(
    "chosen", [{}, {"group": "999", "contact": "1"}, {"group": "x"}, {"contact": "abc"}]
)
def test_a_bar_sent_without_a_choice_asks_for_one(
    agent_client: Client, chosen: dict[str, str]
) -> None:
    answer = agent_client.post("/contatos/grupos/incluir/", chosen)

    assert triggers(answer)["toast"]["level"] == "warning"


def test_who_was_in_it_already_is_said(agent_client: Client) -> None:
    group = Group.objects.create(name="VIP")
    contact = factories.contact()
    group.contacts.add(contact)

    answer = agent_client.post(
        "/contatos/grupos/incluir/", {"group": group.pk, "contact": contact.pk}
    )

    assert triggers(answer)["toast"]["title"] == "Todos já estavam em VIP"
