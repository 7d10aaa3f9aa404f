"""Decisions about channels: each changes the row and tells the trail what was and what is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Entry
from conecta.errors import ConflictError
from conecta.whatsapp import channels
from conecta.whatsapp.models import Channel, ChannelState, Portfolio, Quality
from conecta.whatsapp.readings import ChannelReading
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def reading(ago: timedelta = timedelta(), **changes: object) -> ChannelReading:
    told: dict[str, object] = {
        "display_number": "+55 11 4003-1020",
        "verified_name": "Aurora Cobrança",
        "state": ChannelState.CONNECTED,
        "quality": Quality.GREEN,
        "throughput": 80,
        "has_limit": True,
        "messaging_limit": 2000,
        "read_at": NOW - ago,
    }
    return ChannelReading(**told | changes)  # type: ignore[arg-type]  # the values of each field


@pytest.mark.parametrize("field", ["receptive", "enabled"])
def test_a_switch_is_audited_with_what_was_and_what_is(field: str) -> None:
    channel, user = factories.channel(receptive=False, enabled=False), factories.user()

    changed = getattr(channels, f"set_{field}")(channel, value=True, by=user)

    assert getattr(changed, field)
    entry = Entry.objects.get()
    assert (entry.action, entry.actor, entry.object_id) == (
        "channel_changed",
        user,
        str(channel.pk),
    )
    assert (entry.detail.values["before"], entry.detail.values["after"]) == (
        {field: False},
        {field: True},
    )


def test_a_switch_that_changes_nothing_writes_nothing() -> None:
    channel = factories.channel(receptive=True)

    channels.set_receptive(channel, value=True, by=factories.user())

    assert Entry.objects.count() == 0


def test_a_switch_keeps_what_others_changed_meanwhile() -> None:
    stale = factories.channel(enabled=True)
    Channel.objects.update(name="Outro nome", enabled=False)

    channels.set_receptive(stale, value=True, by=factories.user())

    found = Channel.objects.get()
    assert (found.name, found.enabled, found.receptive) == ("Outro nome", False, True)


def test_what_meta_says_is_kept_and_audited_as_metas_word() -> None:
    channel = factories.channel()

    channels.record_state(channel, reading(quality=Quality.YELLOW))

    found = Channel.objects.get()
    assert (found.state, found.quality, found.read_at) == ("connected", "yellow", NOW)
    assert Portfolio.objects.get().messaging_limit == 2000
    told = {entry.action: entry for entry in Entry.objects.all()}
    assert set(told) == {"channel_changed", "portfolio_changed"}
    assert told["channel_changed"].actor_kind == "meta"
    assert told["channel_changed"].field_names == ["quality", "state"]


def test_the_same_words_again_are_only_a_later_reading() -> None:
    channel = channels.record_state(factories.channel(), reading(ago=timedelta(minutes=15)))
    written = Entry.objects.count()

    channels.record_state(channel, reading())

    assert Channel.objects.get().read_at == NOW
    assert Entry.objects.count() == written


def test_an_older_reading_changes_nothing() -> None:
    channel = channels.record_state(factories.channel(), reading())

    channels.record_state(channel, reading(ago=timedelta(seconds=1), quality=Quality.RED))

    assert Channel.objects.get().quality == Quality.GREEN


def test_what_meta_does_not_say_stays() -> None:
    channel = factories.channel(
        throughput=1000,
        account=factories.account(portfolio=factories.portfolio(messaging_limit=250)),
    )

    channels.record_state(channel, reading(throughput=None, has_limit=False, display_number=""))

    found = Channel.objects.get()
    assert (found.throughput, found.display_number) == (1000, "+55 11 4003-1020")
    assert Portfolio.objects.get().messaging_limit == 250


def test_a_new_channel_takes_the_name_that_meta_verified() -> None:
    account = factories.account()

    channel = channels.create(
        account, phone_number_id="2000", name=" ", reading=reading(), by=factories.user()
    )

    assert (channel.name, channel.display_number) == ("Aurora Cobrança", "+55 11 4003-1020")
    assert (channel.receptive, channel.enabled) == (False, True)
    assert Entry.objects.filter(action="channel_created").count() == 1


def test_a_number_is_one_channel_only() -> None:
    taken = factories.channel(name="Aurora SAC")

    with pytest.raises(ConflictError) as refused:
        channels.create(
            taken.account,
            phone_number_id=taken.phone_number_id,
            name="Outro",
            reading=reading(),
            by=factories.user(),
        )

    assert refused.value.extra == {"id": taken.pk, "field": "phone_number_id"}
    assert Entry.objects.count() == 0
