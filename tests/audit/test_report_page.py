"""The report: filters in the address, words instead of values, links to what still has a page."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from audit import reading, trail
from audit.actions import Action
from audit.actors import META, SYSTEM
from audit.models import Entry
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.whatsapp import channels
from tests import factories

pytestmark = pytest.mark.django_db

REPORT = "/relatorios/auditoria/"


@pytest.fixture
def camila(client: Client) -> User:
    user = factories.user(Role.SUPERVISOR, name="Camila Portela")
    client.force_login(user)
    return user


def read(client: Client, **params: Any) -> str:
    answer = client.get(REPORT, {"action": "channel_changed", **params})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_change_is_told_in_the_models_own_words(client: Client, camila: User) -> None:
    channel = factories.channel(name="Aurora SAC")
    channels.set_receptive(channel, value=True, by=camila)

    page = read(client)

    for words in ("Camila Portela", "Alterou canal", "Aurora SAC", "Receptivo"):
        assert words in page
    assert "<del>Não</del>" in page
    assert "<ins>Sim</ins>" in page
    assert f'href="/configuracoes/canais/{channel.pk}/"' in page


def test_a_message_is_told_with_its_contact_and_its_reasons(client: Client, camila: User) -> None:
    contact = factories.contact("Bruna Reis")
    message = factories.message(factories.channel(), contact)
    trail.record(
        Action.MESSAGE_SKIPPED,
        by=SYSTEM,
        obj=message,
        contact_id=contact.pk,
        reasons=[{"code": "opted_out", "detail": "O contato recusou mensagens ativas."}],
    )

    page = read(client, action="message_skipped")

    assert "Bruna Reis" in page
    assert f'href="/contatos/{contact.pk}/"' in page
    assert "O contato recusou mensagens ativas." in page
    assert "Sistema" in page


@pytest.mark.parametrize(
    ("filters", "labels"),
    [
        ({"actor": "meta"}, {"Dois"}),
        ({"actor": ["meta", "system"]}, {"Um", "Dois"}),
        ({"object": "accounts.user:0"}, set()),
        ({"origin": "api"}, set()),
        ({"origin": "system"}, {"Um", "Dois"}),
        ({"search": "dois"}, {"Dois"}),
    ],
)
def test_filters_narrow_the_list(
    client: Client, camila: User, filters: dict[str, Any], labels: set[str]
) -> None:
    trail.record(Action.CHANNEL_CHANGED, by=SYSTEM, obj=factories.contact("Um"))
    trail.record(Action.CHANNEL_CHANGED, by=META, obj=factories.contact("Dois"))

    page = read(client, **filters)

    assert {name for name in ("Um", "Dois") if f">{name}</" in page} == labels


def test_a_day_is_a_day_of_our_time_zone(client: Client, camila: User) -> None:
    trail.record(Action.CHANNEL_CHANGED, by=META, obj=factories.contact("Hoje"))
    today = timezone.localtime(Entry.objects.order_by("id").last().at).date()  # type: ignore[union-attr]  # there is one
    tomorrow = today + timedelta(days=1)

    assert "Hoje" in read(client, since=today, until=today)
    assert "Hoje" not in read(client, since=tomorrow)
    assert "Hoje" not in read(client, until=today - timedelta(days=1))


@pytest.mark.parametrize(
    "wrong", [{"since": "ontem"}, {"search": "ab"}, {"contact": "x"}, {"actor": "9999999"}]
)
def test_a_filter_that_cannot_be_is_said_and_shows_nothing(
    client: Client, camila: User, wrong: dict[str, str]
) -> None:
    trail.record(Action.CHANNEL_CHANGED, by=META, obj=factories.contact("Hoje"))

    page = read(client, **wrong)

    assert 'role="alert"' in page
    assert ">Hoje</" not in page


def test_the_next_page_begins_where_the_last_row_ended(client: Client, camila: User) -> None:
    for number in range(51):
        trail.record(Action.CHANNEL_CHANGED, by=META, login=f"linha {number}")

    page = client.get(REPORT, {"action": "channel_changed"})
    following = client.get(REPORT + page.context["page"].next)

    assert [line["line"].subject for line in following.context["lines"]] == ["linha 0"]
    assert page.context["page"].total == 51
    assert following.context["page"].next == ""


def test_erased_details_leave_the_entry(client: Client, camila: User) -> None:
    Entry.objects.create(
        at=datetime(2026, 1, 1, tzinfo=UTC),
        actor_kind="system",
        action="channel_changed",
        object_type="contacts.contact",
        object_id="77",
        origin="system",
        digest=b"",
    )

    assert "nº 77 (dados apagados)" in read(client)


def test_htmx_gets_the_table_alone(client: Client, camila: User) -> None:
    page = client.get(REPORT, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in page
    assert "<table" in page


def test_a_closed_row_tells_words_before_codes() -> None:
    entry = trail.record(Action.TERM_PUBLISHED, by=SYSTEM, sha256="428d" * 16, version=3)

    (line,) = reading.lines([entry])

    assert line.headline == "Versão: 3"
    assert [fact.label for fact in line.facts] == ["Versão", "Código do texto"]
