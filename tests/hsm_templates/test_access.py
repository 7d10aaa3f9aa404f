"""A template limited to groups: others neither see it nor send with it, whatever their role."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from audit.actions import Action
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from hsm_templates import access
from hsm_templates.models import Template
from messaging.models import Message
from tests import factories
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db
LIST = reverse("hsm_templates:list")


@pytest.fixture
def sales() -> Group:
    return Group.objects.create(name="Vendas")


@pytest.fixture
def limited(sales: Group) -> Template:
    template = factories.template(name="oferta")
    return access.limit(template, [sales], by=world.supervisor())


def member(role: Role, *groups: Group) -> User:
    person = factories.user(role)
    person.groups.add(*groups)
    return person


def test_the_limit_is_audited_and_the_same_again_is_nothing(sales: Group) -> None:
    template = factories.template()

    for _ in range(2):
        access.limit(template, [sales], by=world.supervisor())

    (entry,) = world.entries(Action.TEMPLATE_CHANGED)
    assert entry.detail.values["before"] == {"allowed_groups": []}
    assert entry.detail.values["after"] == {"allowed_groups": ["Vendas"]}


@pytest.mark.parametrize(
    ("role", "belongs", "sees"),
    [
        (Role.AGENT, False, False),
        (Role.AGENT, True, True),
        (Role.SUPERVISOR, False, True),
        (Role.ADMINISTRATOR, False, True),
    ],
)
def test_lists_pages_and_api_show_it_only_to_whom_it_concerns(
    client: Client, limited: Template, sales: Group, *, role: Role, belongs: bool, sees: bool
) -> None:
    person = member(role, *([sales] if belongs else []))
    client.force_login(person)
    api = APIClient()
    api.force_authenticate(person)

    listed = [row.name for row in client.get(LIST).context["page"].rows]
    page = client.get(reverse("hsm_templates:detail", args=[limited.pk])).status_code
    found = api.get("/api/v1/templates/").json()["results"]

    assert listed == (["oferta"] if sees else [])
    assert page == (200 if sees else 404)
    assert [row["groups"] for row in found] == ([["Vendas"]] if sees else [])


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("belongs", [True, False])
def test_only_members_send_it_whatever_their_role(
    limited: Template, sales: Group, *, role: Role, belongs: bool
) -> None:
    channel = factories.channel(account=limited.account)
    api = APIClient()
    api.force_authenticate(member(role, *([sales] if belongs else [])))

    answer = api.post(
        "/api/v1/messages/",
        {
            "contact": factories.contact().pk,
            "channel": channel.pk,
            "template": {"name": limited.name, "language": limited.language},
            "variables": {"1": "Ana"},
        },
        format="json",
    )

    reasons = [reason["code"] for reason in answer.json().get("reasons", [])]
    assert (answer.status_code, reasons) == (
        (201, []) if belongs else (422, ["template_not_allowed"])
    )
    assert Message.objects.count() == belongs


def test_the_picker_offers_only_what_one_may_use(
    client: Client, limited: Template, sales: Group
) -> None:
    factories.channel(account=limited.account)
    factories.template(account=limited.account, name="aviso")
    url = reverse("messaging:compose", args=[factories.contact().pk])
    offered = []

    for person in (member(Role.AGENT), member(Role.AGENT, sales)):
        client.force_login(person)
        offered.append([row.name for row in client.get(url).context["chosen"].templates])

    assert offered == [["aviso"], ["aviso", "oferta"]]


def test_a_supervisor_limits_it_on_its_page(client: Client, sales: Group) -> None:
    template = factories.template()
    client.force_login(factories.user(Role.SUPERVISOR))
    url = reverse("hsm_templates:limit", args=[template.pk])

    assert "Vendas" in client.get(url).content.decode()
    client.post(url, {"groups": [sales.pk]})

    assert list(template.allowed_groups.all()) == [sales]
    page = client.get(reverse("hsm_templates:detail", args=[template.pk])).content.decode()
    assert "<dt>Quem pode usar</dt><dd>Vendas" in page


def test_a_supervisor_limits_it_by_api(limited: Template) -> None:
    api = APIClient()
    api.force_authenticate(factories.user(Role.SUPERVISOR))

    unknown = api.put(f"/api/v1/templates/{limited.pk}/groups/", {"groups": ["X"]}, format="json")
    freed = api.put(f"/api/v1/templates/{limited.pk}/groups/", {"groups": []}, format="json")

    assert unknown.status_code == 400
    assert freed.json()["groups"] == []


def test_judging_many_takes_two_queries(
    limited: Template, django_assert_num_queries: object
) -> None:
    other = factories.template(account=limited.account)
    people = [factories.user().pk for _ in range(3)]
    uses = [(pk, person) for pk in (limited.pk, other.pk) for person in people]

    with django_assert_num_queries(2):  # type: ignore[operator]  # a fixture without a public type
        judged = access.judge(uses)

    assert judged == {(limited.pk, person): False for person in people}


def test_neither_news_nor_figures_tell_of_it(client: Client, limited: Template) -> None:
    client.force_login(factories.user(Role.AGENT))
    seen = f"{limited.pk}:pending:1.0"

    news = client.get(LIST, {"seen": seen}, headers={"HX-Request": "true"}).content.decode()
    sends = client.get(reverse("messaging:template_sends"), {"id": limited.pk}).content.decode()

    assert "oferta" not in news
    assert sends.strip() == ""
