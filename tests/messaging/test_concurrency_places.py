"""A portfolio's places read back from the database, after Redis has forgotten them."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from conecta.whatsapp.models import Channel
from conecta.whatsapp.throttle import Verdict
from contacts.models import Contact
from messaging import claims, parcels
from messaging.models import Direction, Message, MessageKind, MessageStatus
from messaging.pace import Pace
from tests import factories
from tests.chaos import crowd

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def channel() -> Channel:
    """One place a day."""
    account = factories.account(portfolio=factories.portfolio(messaging_limit=1))
    return factories.channel(account=account, throughput=1000)


def sent(channel: Channel, to: Contact, at: datetime, **fields: object) -> Message:
    defaults = {"status": MessageStatus.ACCEPTED, "due_at": None, "sending_at": at}
    return factories.message(channel, to, **defaults | fields)


def heard(channel: Channel, contact: Contact, at: datetime) -> None:
    factories.message(
        channel,
        contact,
        direction=Direction.INBOUND,
        kind=MessageKind.TEXT,
        status=MessageStatus.RECEIVED,
        due_at=None,
        said_at=at,
    )


def verdict_for_somebody_else(channel: Channel) -> Verdict:
    """What Redis says of a new person, once it knows the places again."""
    template = factories.template(account=channel.account)
    crowd.queue(channel, template, crowd.people(1))
    wanted = parcels.load(claims.claim(channel.pk, limit=1)).parcels
    pace = Pace(channel)
    verdict = Verdict.NO_TOKEN
    while verdict in {Verdict.NO_TOKEN, Verdict.PORTFOLIO_UNKNOWN}:
        verdict = pace.take(wanted).answers[0].verdict
    return verdict


AN_HOUR_AGO = timedelta(hours=1)


@pytest.mark.parametrize("status", ["ACCEPTED", "UNKNOWN", "SENDING", "READ"])
def test_who_was_written_to_keeps_the_place(channel: Channel, status: str) -> None:
    at = timezone.now() - AN_HOUR_AGO
    sent(channel, factories.contact(), at, status=MessageStatus[status])

    assert verdict_for_somebody_else(channel) is Verdict.PORTFOLIO_FULL


@pytest.mark.parametrize("hours", [25, 48])
def test_a_place_is_free_again_after_a_day(channel: Channel, hours: int) -> None:
    sent(channel, factories.contact(), timezone.now() - timedelta(hours=hours))

    assert verdict_for_somebody_else(channel) is Verdict.GRANTED


@pytest.mark.parametrize("status", ["FAILED", "SKIPPED"])
def test_what_did_not_leave_took_no_place(channel: Channel, status: str) -> None:
    at = timezone.now() - AN_HOUR_AGO
    sent(channel, factories.contact(), at, status=MessageStatus[status])

    assert verdict_for_somebody_else(channel) is Verdict.GRANTED


@pytest.mark.parametrize("kind", [MessageKind.TEXT, MessageKind.TEMPLATE])
def test_an_answer_inside_the_window_took_no_place(channel: Channel, kind: MessageKind) -> None:
    ana, at = factories.contact(), timezone.now() - AN_HOUR_AGO
    heard(channel, ana, at - AN_HOUR_AGO)
    sent(channel, ana, at, kind=kind)

    assert verdict_for_somebody_else(channel) is Verdict.GRANTED


def test_a_window_that_had_closed_or_opened_later_saves_no_place(channel: Channel) -> None:
    ana, at = factories.contact(), timezone.now() - AN_HOUR_AGO
    heard(channel, ana, at - timedelta(hours=25))
    heard(channel, ana, timezone.now())
    sent(channel, ana, at)

    assert verdict_for_somebody_else(channel) is Verdict.PORTFOLIO_FULL
