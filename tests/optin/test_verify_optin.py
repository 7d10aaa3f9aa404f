"""`manage.py verify_optin` rebuilds every colour from the ledger and names what differs."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from audit.actors import SYSTEM
from contacts import merging
from contacts.models import Contact
from tests import factories

pytestmark = pytest.mark.django_db


def forge(sql: str, *values: str | int) -> None:
    """As the superuser of the database, with triggers at rest."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def verify(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    try:
        call_command("verify_optin")
    except SystemExit as left:
        return int(left.code or 0), capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_colours_that_the_ledger_tells_are_right(capsys: pytest.CaptureFixture[str]) -> None:
    factories.contact()
    factories.red(factories.green(factories.contact()))
    said_again = factories.contact()
    factories.red(said_again, said_at=timezone.now() - timedelta(hours=1))
    factories.red(said_again)
    merging.merge(factories.contact(), factories.green(factories.contact()), by=SYSTEM)

    assert verify(capsys) == (0, "5 contatos, 5 linhas: todas as cores conferem.\n")


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        (
            "optin_status",
            "undefined",
            "no cadastro undefined (agent), no registro opted_in (agent)",
        ),
        ("optin_source", "term", "no cadastro opted_in (term), no registro opted_in (agent)"),
    ],
)
def test_a_forged_colour_is_named(
    column: str, value: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    contact = factories.green(factories.contact())
    factories.green(factories.contact())
    forge(f"UPDATE contacts_contact SET {column} = %s WHERE id = %s", value, contact.pk)

    assert verify(capsys) == (
        1,
        f"Contato {contact.pk}: {told}.\n2 contatos, 2 linhas: 1 contato difere.\n",
    )


def test_a_colour_without_any_line_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    contact = factories.contact()
    forge("UPDATE contacts_contact SET optin_status = 'opted_in' WHERE id = %s", contact.pk)

    code, said = verify(capsys)

    assert code == 1
    assert f"Contato {contact.pk}: no cadastro opted_in, no registro undefined." in said


def test_a_line_taken_out_of_a_story_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    contact = factories.red(factories.green(factories.contact()))
    first, last = Contact.objects.get(pk=contact.pk).optin_events.order_by("id")
    forge("DELETE FROM optin_optindetail WHERE event_id = %s", first.pk)
    forge("DELETE FROM optin_optinevent WHERE id = %s", first.pk)

    code, said = verify(capsys)

    assert code == 1
    assert f"Contato {contact.pk}: A linha {last.pk} não continua a anterior." in said
