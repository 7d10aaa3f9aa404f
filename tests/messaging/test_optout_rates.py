"""Refusals within 72 hours of an HSM, over the people it was sent to."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conecta.whatsapp.models import Channel
from contacts.models import Contact
from hsm_templates.models import Template
from messaging import optout_rates
from messaging.models import Message, MessageStatus
from optin import periods
from tests import factories
from tests.messaging.ledger_lines import ACCEPTED, REFUSED, moved

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SENT_AT = NOW - timedelta(days=10)


def sent(channel: Channel, to: Contact, template: Template, **fields: object) -> Message:
    told = {"status": MessageStatus.DELIVERED, "sending_at": SENT_AT, "accepted_at": SENT_AT}
    return factories.message(channel, to, template=template, due_at=None, **told | fields)


def rates() -> dict[str, tuple[int, int]]:
    found = optout_rates.by_template(periods.chosen(None, None))
    return {rate.template.name: (rate.reached, rate.refused) for rate in found}


def refused(contact: Contact, *, after: timedelta) -> None:
    moved(contact, REFUSED, at=SENT_AT + after)


def test_people_are_counted_once_each(channel: Channel, template: Template) -> None:
    ana, bia = factories.contact("Ana"), factories.contact("Bia")
    for contact in (ana, ana, bia):
        sent(channel, contact, template)
    refused(ana, after=timedelta(hours=1))

    assert rates() == {template.name: (2, 1)}
    [rate] = optout_rates.by_template(periods.chosen(None, None))
    assert (rate.percent, rate.width) == (50.0, "50.00%")


@pytest.mark.parametrize(
    ("after", "counts"),
    [
        (timedelta(seconds=-1), 0),
        (timedelta(0), 1),
        (timedelta(hours=71, minutes=59), 1),
        (timedelta(hours=72), 0),
    ],
)
def test_only_refusals_of_the_72_hours_after_count(
    channel: Channel, template: Template, after: timedelta, counts: int
) -> None:
    ana = factories.contact("Ana")
    sent(channel, ana, template)

    refused(ana, after=after)

    assert rates() == {template.name: (1, counts)}


@pytest.mark.parametrize(
    "status",
    [MessageStatus.FAILED, MessageStatus.SKIPPED, MessageStatus.UNKNOWN, MessageStatus.SENDING],
)
def test_what_did_not_leave_for_sure_reached_nobody(
    channel: Channel, template: Template, status: MessageStatus
) -> None:
    sent(channel, factories.contact(), template, status=status)

    assert rates() == {}


def test_acceptances_and_repeated_refusals_do_not_count(
    channel: Channel, template: Template
) -> None:
    ana, bia = factories.contact("Ana"), factories.contact("Bia")
    moved(bia, REFUSED, at=SENT_AT - timedelta(days=9))
    sent(channel, ana, template)
    sent(channel, bia, template)
    moved(ana, ACCEPTED, at=SENT_AT + timedelta(hours=1))
    moved(bia, REFUSED, at=SENT_AT + timedelta(hours=1))

    assert rates() == {template.name: (2, 0)}


def test_an_hsm_of_another_period_is_left_out(channel: Channel, template: Template) -> None:
    sent(channel, factories.contact(), template, sending_at=NOW - timedelta(days=40))

    assert rates() == {}


def test_each_hsm_of_the_time_before_counts_the_refusal(channel: Channel) -> None:
    ana = factories.contact("Ana")
    one, two = (factories.template(account=channel.account) for _ in range(2))
    sent(channel, ana, one)
    sent(channel, ana, two)
    sent(channel, factories.contact("Bia"), two)
    refused(ana, after=timedelta(hours=5))

    assert list(rates().items()) == [(one.name, (1, 1)), (two.name, (2, 1))]
