"""Contacts and the ledger in the Django admin: read, never written."""

import pytest
from django.test import Client

from conecta.accounts.roles import Role
from contacts.models import ContactAlias, Group, Suppression
from tests import factories
from tests.contacts.markup import text_of

pytestmark = pytest.mark.django_db

ADMIN = "/admin/contacts/contact/"


@pytest.fixture
def admin_client() -> Client:
    client = Client()
    client.force_login(factories.user(Role.ADMINISTRATOR, is_superuser=True))
    return client


def test_contacts_are_found_as_on_the_page(admin_client: Client) -> None:
    factories.contact("João Conceição", "11 98765-4321")
    factories.contact("Bia")

    for typed in ("conceicao", "8765-4321"):
        page = admin_client.get(ADMIN, {"q": typed})
        assert text_of(page, ".field-name", all_=True) == ["João Conceição"]


def test_every_list_and_page_opens(admin_client: Client) -> None:
    contact = factories.red(factories.contact())
    Group.objects.create(name="VIP")
    ContactAlias.objects.create(contact=contact, kind="bsuid", value="BR.1")
    Suppression.objects.create(digest=b"x" * 32, reason="merged")
    event = contact.optin_events.get()
    field = factories.custom_field("plano")

    for address in (
        ADMIN,
        f"{ADMIN}{contact.pk}/change/",
        "/admin/contacts/contactalias/",
        f"/admin/contacts/customfield/{field.pk}/change/",
        "/admin/contacts/customfield/",
        "/admin/contacts/group/",
        "/admin/contacts/suppression/",
        "/admin/optin/optinevent/",
        f"/admin/optin/optinevent/{event.pk}/change/",
    ):
        assert admin_client.get(address).status_code == 200, address


def test_nothing_is_added_changed_or_deleted(admin_client: Client) -> None:
    contact = factories.red(factories.contact())
    event = contact.optin_events.get()

    for address, pk in ((ADMIN, contact.pk), ("/admin/optin/optinevent/", event.pk)):
        assert admin_client.get(f"{address}add/").status_code == 403
        assert admin_client.post(f"{address}{pk}/change/", {"name": "X"}).status_code == 403
        assert admin_client.post(f"{address}{pk}/delete/").status_code == 403
