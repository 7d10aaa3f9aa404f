"""The limiter as the dispatcher sees it: a channel's limits, and one claimant a parcel."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from redis.exceptions import RedisError

from conecta.whatsapp.models import Channel
from conecta.whatsapp.throttle import (
    ChannelLimits,
    Claimant,
    Finished,
    Grant,
    Throttle,
    Verdict,
)
from messaging.models import Direction, Message, MessageKind, MessageStatus
from messaging.models.conversation import WINDOW
from messaging.parcels import Parcel
from messaging.wakeups import redis

logger = logging.getLogger(__name__)

PORTFOLIO_DAY = timedelta(hours=24)
# On top of the call itself: for handing the post over and recording what came back.
POST_MARGIN_SECONDS = 10.0
LEFT = (MessageStatus.SENDING, MessageStatus.READ)


def post_seconds() -> float:
    """How long a post holds its row and its person: connecting and reading, and the margin."""
    return 2 * settings.WHATSAPP_TIMEOUT + POST_MARGIN_SECONDS


class Pace:
    def __init__(self, channel: Channel) -> None:
        portfolio = channel.account.portfolio
        self._portfolio_id = portfolio.pk
        self._throttle = Throttle(redis(), lease_seconds=post_seconds())
        self._limits = ChannelLimits(
            key=str(channel.pk),
            rate_per_second=channel.throughput,
            portfolio_key=str(portfolio.pk),
            portfolio_limit=portfolio.messaging_limit,
        )

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

    def finish(self, finished: Sequence[Finished]) -> None:
        """Marks that Redis cannot clear now expire by themselves."""
        try:
            self._throttle.finish(self._limits, finished)
        except RedisError as error:
            logger.warning("%d marks left to expire: %s", len(finished), error)

    def pause(self, seconds: float) -> None:
        """Best effort: should Redis forget it, Meta says it again."""
        try:
            self._throttle.pause(self._limits, seconds)
        except RedisError as error:
            logger.warning("a pause of %s s was not kept: %s", seconds, error)

    def spend(self, tokens: int) -> None:
        """Incoming messages count against the number's rate, as Meta counts them."""
        try:
            self._throttle.spend(self._limits, tokens)
        except RedisError as error:
            logger.warning("%d incoming messages not counted: %s", tokens, error)

    def _rebuild(self) -> None:
        """Who took a place in the last 24 h, unconfirmed sends included, keeps it.

        What left inside the person's open window took none.
        """
        since = timezone.now() - PORTFOLIO_DAY
        heard = Message.objects.filter(
            conversation=OuterRef("conversation"),
            direction=Direction.INBOUND,
            said_at__lte=OuterRef("sending_at"),
            said_at__gt=OuterRef("sending_at") - WINDOW,
        ).exclude(kind=MessageKind.SYSTEM)
        rows = (
            Message.objects.filter(
                ~Exists(heard),
                channel__account__portfolio=self._portfolio_id,
                kind=MessageKind.TEMPLATE,
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


def count_incoming(channel: Channel) -> None:
    """Take a token for a message that came in."""
    Pace(channel).spend(1)
