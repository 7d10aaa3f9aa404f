"""Workers that share a channel: a row has one owner, and who lost it posts nothing."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from conecta.whatsapp.models import Channel
from messaging import claims, sending, slots
from messaging.claims import Claim
from messaging.courier import Courier
from messaging.models import Message, MessageStatus
from messaging.sending import Run
from tests import factories, rivals
from tests.chaos import crowd
from tests.simulator import Simulator

pytestmark = pytest.mark.django_db(transaction=True)

LEASE = timedelta(minutes=1)
RUN_SECONDS = 30.0


def end_leases() -> None:
    past = timezone.now() - timedelta(seconds=1)
    Message.objects.filter(lease_expires_at__isnull=False).update(lease_expires_at=past)


def begin(claim: Claim) -> set[int]:
    return claims.begin(dict.fromkeys(claim.message_ids, claim.token), lease=LEASE)


def run(channel: Channel, slot_name: int) -> int:
    """One run, in a slot that no other run asks for: as when Redis has lost the slots."""
    with (
        slots.held(slot_name, seconds=RUN_SECONDS) as slot,
        Courier(channel.account, channel.phone_number_id, threads=sending.THREADS) as courier,
    ):
        assert slot is not None
        return Run(channel, courier, slot).go(until=time.monotonic() + RUN_SECONDS)


@pytest.fixture
def channel() -> Channel:
    return factories.channel(throughput=1000)


def test_a_row_that_went_back_to_the_queue_is_not_begun(channel: Channel) -> None:
    message = factories.message(channel, factories.contact())
    stale = claims.claim(channel.pk, limit=10)
    end_leases()

    woken = claims.sweep()

    message.refresh_from_db()
    assert woken == {channel.pk}
    assert begin(stale) == set()
    assert message.status == MessageStatus.QUEUED
    assert message.due_at is not None


def test_a_row_that_another_worker_claimed_is_begun_by_it_alone(channel: Channel) -> None:
    message = factories.message(channel, factories.contact())
    stale = claims.claim(channel.pk, limit=10)
    end_leases()
    claims.sweep()
    fresh = claims.claim(channel.pk, limit=10)

    assert begin(stale) == set()
    assert begin(fresh) == {message.pk}
    assert begin(fresh) == set()
    message.refresh_from_db()
    assert (message.status, message.attempt) == (MessageStatus.SENDING, 1)


def test_a_row_whose_lease_has_ended_is_not_begun_even_before_the_sweep(channel: Channel) -> None:
    factories.message(channel, factories.contact())
    stale = claims.claim(channel.pk, limit=10)

    end_leases()

    assert begin(stale) == set()


def test_the_sweep_never_sends_again_what_may_have_left(channel: Channel) -> None:
    message = factories.message(channel, factories.contact())
    begin(claims.claim(channel.pk, limit=10))
    end_leases()

    woken = claims.sweep()

    message.refresh_from_db()
    assert woken == set()
    assert (message.status, message.due_at) == (MessageStatus.UNKNOWN, None)
    assert claims.claim(channel.pk, limit=10).message_ids == ()


def test_two_claims_at_once_never_share_a_row(channel: Channel) -> None:
    crowd.queue(channel, factories.template(account=channel.account), crowd.people(200))

    found = rivals.together(*[lambda: claims.claim(channel.pk, limit=50)] * 4)

    taken = [message_id for rival in found for message_id in rival.result.message_ids]
    assert len(taken) == len(set(taken)) == 200


def test_two_sweeps_at_once_return_a_row_once(channel: Channel) -> None:
    crowd.queue(channel, factories.template(account=channel.account), crowd.people(100))
    claims.claim(channel.pk, limit=100)
    end_leases()

    found = rivals.together(claims.sweep, claims.sweep)

    assert [rival.error for rival in found] == [None, None]
    assert Message.objects.filter(status=MessageStatus.QUEUED, lease_token=None).count() == 100


def test_two_dispatchers_on_one_channel_post_each_message_once(
    simulator: Simulator, channel: Channel
) -> None:
    simulator.config(throughput=1000)
    template = factories.template(account=channel.account)
    simulator.approve(template)
    messages = crowd.queue(channel, template, crowd.people(200))

    found = rivals.together(lambda: run(channel, 1), lambda: run(channel, 2))

    posted = [rival.result for rival in found]
    copies = simulator.messages()["biz_opaque_callback_data"]
    assert min(posted) > 0
    assert sum(posted) == 200
    assert copies == {str(message.uuid): 1 for message in messages}
    assert Message.objects.filter(status=MessageStatus.ACCEPTED).count() == 200
