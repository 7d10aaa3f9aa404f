"""The limiter as the dispatcher sees it: a channel's limits, and one claimant a parcel."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from conecta.whatsapp.models import Channel
from conecta.whatsapp.throttle import ChannelLimits, Claimant, Grant, Throttle, Verdict
from messaging.models import Message, MessageStatus
from messaging.parcels import Parcel
from messaging.wakeups import redis

PORTFOLIO_DAY = timedelta(hours=24)
LEFT = (MessageStatus.SENDING, MessageStatus.READ)


class Pace:
    def __init__(self, channel: Channel) -> None:
        portfolio = channel.account.portfolio
        self._portfolio_id = portfolio.pk
        self._throttle = Throttle(redis())
        self._limits = ChannelLimits(
            key=str(channel.pk),
            rate_per_second=channel.throughput,
            portfolio_key=str(portfolio.pk),
            portfolio_limit=portfolio.messaging_limit,
        )
        self.finish = self._throttle.finish

    @property
    def limits(self) -> ChannelLimits:
        return self._limits

    @property
    def throttle(self) -> Throttle:
        return self._throttle

    def take(self, parcels: Sequence[Parcel]) -> Grant:
        """Ask for all at once; a portfolio that Redis forgot is read back from the database."""
        wanted = [
            Claimant(person_key=parcel.person_key, bulk=False, needs_place=parcel.needs_place)
            for parcel in parcels
        ]
        grant = self._throttle.take(self._limits, wanted)
        if any(answer.verdict is Verdict.PORTFOLIO_UNKNOWN for answer in grant.answers):
            self._rebuild()
        return grant

    def _rebuild(self) -> None:
        """Everybody written to in the last 24 h, unconfirmed sends included, keeps a place."""
        since = timezone.now() - PORTFOLIO_DAY
        rows = (
            Message.objects.filter(
                channel__account__portfolio=self._portfolio_id,
                sending_at__gte=since,
                status__range=LEFT,
            )
            .exclude(status=MessageStatus.FAILED)
            .order_by()
            .values_list("contact_id")
            .annotate(Max("sending_at"))
        )
        people = ((str(contact_id), at) for contact_id, at in rows)
        self._throttle.rebuild_portfolio(str(self._portfolio_id), people)
