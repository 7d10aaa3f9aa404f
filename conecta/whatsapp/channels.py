"""Decisions about channels: create, name, switch, and keep what Meta says of the number."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from audit import trail
from audit.actions import Action
from audit.actors import META, Author
from conecta.errors import ConflictError
from conecta.whatsapp.models import BusinessAccount, Channel, Portfolio
from conecta.whatsapp.readings import ChannelReading


@transaction.atomic
def create(
    account: BusinessAccount,
    *,
    phone_number_id: str,
    name: str,
    reading: ChannelReading,
    by: Author,
) -> Channel:
    """A number that Meta has just shown us; without `name` it takes the one that Meta verified.

    Raises ConflictError `duplicate` (extra: id) when the number is already a channel.
    """
    channel = Channel(
        account=account,
        phone_number_id=phone_number_id,
        name=name.strip() or reading.verified_name,
        read_at=reading.read_at,
    )
    _set(channel, _told(channel, reading))
    _save_new(channel)
    written = ("name", "phone_number_id", "display_number", "receptive", "enabled")
    trail.record(
        Action.CHANNEL_CREATED,
        by=by,
        obj=channel,
        changes={field: (None, getattr(channel, field)) for field in written}
        | {"account": (None, account.name)},
    )
    _record_limit(account.portfolio_id, reading)
    return channel


def rename(channel: Channel, name: str, *, by: Author) -> Channel:
    return _change(channel, by=by, name=name.strip())


def set_receptive(channel: Channel, *, value: bool, by: Author) -> Channel:
    """Receptive: the number answers, and starts no conversation."""
    return _change(channel, by=by, receptive=value)


def set_enabled(channel: Channel, *, value: bool, by: Author) -> Channel:
    """Disabled: nothing leaves by this number, answers included."""
    return _change(channel, by=by, enabled=value)


def switch(
    channel: Channel, *, receptive: bool | None, enabled: bool | None, by: Author
) -> Channel:
    """Both switches in one act; None leaves one as it is."""
    wanted = {"receptive": receptive, "enabled": enabled}
    return _change(channel, by=by, **{k: v for k, v in wanted.items() if v is not None})


@transaction.atomic
def record_state(channel: Channel, reading: ChannelReading) -> Channel:
    """Keep what Meta said; an older reading changes nothing."""
    locked = _lock(channel)
    if reading.read_at is None or (locked.read_at and locked.read_at >= reading.read_at):
        return locked
    told = _told(locked, reading)
    changes = trail.changed(locked, **told)
    _set(locked, told)
    locked.read_at = reading.read_at
    locked.save(update_fields=[*told, "read_at"])
    if changes:
        trail.record(Action.CHANNEL_CHANGED, by=META, obj=locked, changes=changes)
    _record_limit(locked.account.portfolio_id, reading)
    return locked


@transaction.atomic
def _change(channel: Channel, *, by: Author, **after: Any) -> Channel:
    locked = _lock(channel)
    changes = trail.changed(locked, **after)
    if not changes:
        return locked
    _set(locked, after)
    locked.save(update_fields=sorted(after))
    trail.record(Action.CHANNEL_CHANGED, by=by, obj=locked, changes=changes)
    return locked


def _lock(channel: Channel) -> Channel:
    rows = Channel.objects.select_related("account").select_for_update(no_key=True, of=("self",))
    return rows.get(pk=channel.pk)


def _told(channel: Channel, reading: ChannelReading) -> dict[str, Any]:
    """What the reading says; where it says nothing, what the channel already had."""
    return {
        "display_number": reading.display_number or channel.display_number,
        "state": reading.state,
        "quality": reading.quality,
        "throughput": reading.throughput or channel.throughput,
    }


def _set(channel: Channel, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(channel, name, value)


def _save_new(channel: Channel) -> None:
    try:
        with transaction.atomic():
            channel.save()
    except IntegrityError as error:
        taken = Channel.objects.filter(phone_number_id=channel.phone_number_id).first()
        if taken is None:
            raise
        raise ConflictError(
            "duplicate",
            f"Este número já é o canal {taken.name}.",
            id=taken.pk,
            field="phone_number_id",
        ) from error


def _record_limit(portfolio_id: int, reading: ChannelReading) -> None:
    """Every number of a portfolio tells the same limit: Meta counts it there."""
    if not reading.has_limit:
        return
    portfolio = Portfolio.objects.select_for_update(no_key=True).get(pk=portfolio_id)
    changes = trail.changed(portfolio, messaging_limit=reading.messaging_limit)
    if not changes:
        return
    portfolio.messaging_limit = reading.messaging_limit
    portfolio.save(update_fields=["messaging_limit"])
    trail.record(Action.PORTFOLIO_CHANGED, by=META, obj=portfolio, changes=changes)
