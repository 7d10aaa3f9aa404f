"""A refusal that comes while a message is on its way out: before or after, never around."""

from datetime import timedelta
from functools import partial

import pytest

from audit.actors import SYSTEM
from conecta.whatsapp.models import Channel
from contacts.models import Contact
from hsm_templates.models import Template
from messaging import claims, outbox, parcels, sending
from messaging.claims import Claim
from messaging.models import Message, MessageStatus
from messaging.outbox import Draft, Outcome
from tests import factories, rivals
from tests.chaos import crowd
from tests.simulator import Simulator

pytestmark = pytest.mark.django_db(transaction=True)

LEASE = timedelta(minutes=1)


@pytest.fixture
def channel() -> Channel:
    return factories.channel(throughput=1000)


@pytest.fixture
def template(channel: Channel) -> Template:
    return factories.template(account=channel.account)


def begin(claim: Claim) -> set[int]:
    return claims.begin(dict.fromkeys(claim.message_ids, claim.token), lease=LEASE)


def request(channel: Channel, template: Template, contact: Contact) -> Outcome:
    draft = Draft(channel=channel, contact=contact, template=template, values={"body.1": "Ana"})
    return outbox.request(draft, by=SYSTEM)


def test_a_refusal_takes_what_is_claimed_and_judged_already(
    channel: Channel, template: Template
) -> None:
    ana, bia = crowd.people(2)
    to_ana, to_bia = crowd.queue(channel, template, [ana, bia])
    claim = claims.claim(channel.pk, limit=10)
    assert len(parcels.load(claim).parcels) == 2

    factories.red(ana)

    assert begin(claim) == {to_bia.pk}
    to_ana.refresh_from_db()
    assert to_ana.status == MessageStatus.SKIPPED
    assert to_ana.decision["reasons"][0]["code"] == "opted_out"


def test_what_is_being_sent_when_the_refusal_comes_finishes(
    channel: Channel, template: Template
) -> None:
    [ana] = crowd.people(1)
    [message] = crowd.queue(channel, template, [ana])
    begin(claims.claim(channel.pk, limit=10))

    factories.red(ana)

    message.refresh_from_db()
    assert message.status == MessageStatus.SENDING


def test_sending_waits_for_a_refusal_under_way_and_then_sends_nothing(
    channel: Channel, template: Template
) -> None:
    [ana] = crowd.people(1)
    [message] = crowd.queue(channel, template, [ana])
    claim = claims.claim(channel.pk, limit=10)

    rival = rivals.overtake(lambda: factories.red(ana), lambda: begin(claim))

    message.refresh_from_db()
    assert (rival.error, rival.waited, rival.result) == (None, True, set())
    assert message.status == MessageStatus.SKIPPED


def test_a_refusal_waits_for_a_sending_under_way_and_leaves_it(
    channel: Channel, template: Template
) -> None:
    [ana] = crowd.people(1)
    first, second = crowd.queue(channel, template, [ana], each=2)
    claim = claims.claim(channel.pk, limit=1)

    rival = rivals.overtake(lambda: begin(claim), lambda: factories.red(ana))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (rival.error, rival.waited) == (None, True)
    assert (first.status, second.status) == (MessageStatus.SENDING, MessageStatus.SKIPPED)


def test_a_request_that_waits_for_a_refusal_is_refused(
    channel: Channel, template: Template
) -> None:
    [ana] = crowd.people(1)

    rival = rivals.overtake(lambda: factories.red(ana), lambda: request(channel, template, ana))

    assert (rival.error, rival.waited) == (None, True)
    assert rival.result.decision.reasons == ("opted_out",)
    assert Message.objects.count() == 0


def test_a_refusal_that_waits_for_a_request_skips_its_message(
    channel: Channel, template: Template
) -> None:
    [ana] = crowd.people(1)

    rival = rivals.overtake(lambda: request(channel, template, ana), lambda: factories.red(ana))

    assert (rival.error, rival.waited) == (None, True)
    assert Message.objects.get().status == MessageStatus.SKIPPED


def test_whoever_wins_nothing_is_sent_after_the_refusal(
    simulator: Simulator, channel: Channel, template: Template
) -> None:
    simulator.approve(template)
    group = crowd.people(25)

    for one in group:
        found = rivals.together(
            partial(request, channel, template, one), partial(factories.red, one)
        )
        assert [rival.error for rival in found] == [None, None]
    sending.dispatch(channel.pk)

    assert simulator.stats()["messages"]["total"] == 0
    assert Message.objects.exclude(status=MessageStatus.SKIPPED).count() == 0
    assert Contact.objects.filter(optin_status="opted_out").count() == 25
