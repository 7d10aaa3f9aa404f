"""The demonstration: believable, made by the decisions, and loaded only once."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from audit.models import Entry
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.local import demo, demo_people
from conecta.whatsapp.models import Channel
from contacts.models import Contact, Group
from hsm_templates.models import Template
from optin.models import OptinEvent

pytestmark = pytest.mark.django_db

LOGINS = {
    "agente@conecta.local": Role.AGENT,
    "supervisor@conecta.local": Role.SUPERVISOR,
    "admin@conecta.local": Role.ADMINISTRATOR,
    "auditor@conecta.local": Role.AUDITOR,
}


def run(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "wake", lambda *_args, **_options: None)
    run("load_demo")


def test_the_four_may_log_in_with_their_roles(loaded: None) -> None:
    assert {user.email: user.role for user in User.objects.all()} == LOGINS
    for email in LOGINS:
        answer = Client().post("/entrar/", {"login": email, "password": "conecta-demo"})
        assert answer.headers["Location"] == "/"


def test_channels_are_those_of_the_simulator_and_one_only_answers(loaded: None) -> None:
    told = {it.phone_number_id: (it.name, it.receptive) for it in Channel.objects.all()}

    assert told == {
        "200000000000001": ("Aurora Cobrança", False),
        "200000000000002": ("Aurora SAC", True),
        "200000000000003": ("Aurora Relacionamento", False),
    }


def test_contacts_have_every_colour_and_each_has_its_evidence(loaded: None) -> None:
    colours = dict.fromkeys(Contact.objects.values_list("optin_status", flat=True))

    assert Contact.objects.count() == len(demo_people.CONTACTS)
    assert set(colours) == {"undefined", "opted_in", "opted_out"}
    assert Group.objects.count() == 4
    coloured = Contact.objects.exclude(optin_status="undefined")
    events = OptinEvent.objects.filter(contact__in=coloured).exclude(evidence_kind="")
    assert events.count() == coloured.count()


def test_every_row_has_its_entry_in_the_trail(loaded: None) -> None:
    def count(action: str) -> int:
        return Entry.objects.filter(action=action).count()

    assert count("contact_created") == Contact.objects.count()
    assert count("channel_created") == Channel.objects.count()
    assert count("template_created") == Template.objects.count()
    assert count("opted_in") + count("opted_out") == OptinEvent.objects.count()


def test_some_templates_go_to_review_and_some_stay_drafts(loaded: None) -> None:
    states = list(Template.objects.values_list("status", flat=True))

    assert states.count("submitting") == 3
    assert states.count("draft") == 2


def test_loading_again_changes_nothing(loaded: None) -> None:
    entries = Entry.objects.count()

    run("load_demo")

    assert Entry.objects.count() == entries
    assert Contact.objects.count() == len(demo_people.CONTACTS)


def test_keys_are_printed_and_open_the_api(loaded: None) -> None:
    lines = [line.split() for line in run("demo_tokens").splitlines()]

    assert [email for email, _ in lines] == list(LOGINS)
    for _, key in lines:
        answer = Client().get("/api/v1/channels/", headers={"Authorization": f"Token {key}"})
        assert answer.status_code == 200


@pytest.mark.parametrize("command", ["load_demo", "demo_tokens"])
def test_other_settings_refuse_the_public_passwords(settings: Any, command: str) -> None:
    settings.SETTINGS_MODULE = "conecta.settings.production"

    with pytest.raises(CommandError):
        call_command(command)

    assert not User.objects.exists()
