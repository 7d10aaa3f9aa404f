"""One run of a channel's dispatcher: claim, judge, pace, post, record; no barrier between."""

import logging
import time
from collections import deque
from datetime import timedelta
from itertools import islice

from django.utils import timezone
from redis.exceptions import RedisError

from audit.actors import SYSTEM
from conecta.whatsapp import suspension
from conecta.whatsapp.models import Channel
from conecta.whatsapp.throttle import Answer, Finished, Ticket, Verdict
from messaging import claims, outcomes, parcels, results, skipping, slots
from messaging.courier import Courier, Returned
from messaging.departures import Departures
from messaging.outcomes import Outcome
from messaging.pace import Pace, post_seconds
from messaging.parcels import Parcel
from messaging.results import Accepted, Failed

logger = logging.getLogger(__name__)

# A number at 80 messages a second keeps this many calls of 400 ms under way.
THREADS = 32
# Rows claimed ahead of the threads: enough to hide a claim's round trip, few enough to judge late.
CLAIM_BATCH = 128
RUN_SECONDS = 60.0
SLOT_SECONDS = 15.0
# A parcel that must wait longer than this goes back to the queue instead of being held.
HOLD_SECONDS = 1.0
# Tokens taken ahead are a burst once Meta has stalled: this much of a second's worth is none.
AHEAD_SECONDS = 0.005
COLLECT_SECONDS = 0.02
# After a claim that found nothing: rows that come in while others fly are looked for this often.
DRY_SECONDS = 0.1
# Acceptances are written together: this many, or after this long, whichever comes first.
FLUSH_BATCH = 64
FLUSH_SECONDS = 0.05


def dispatch(channel_id: int, *, run_seconds: float = RUN_SECONDS) -> int:
    """Send what is due on a channel until nothing is, or the time is up; how many were posted.

    0 when another run has the slot. Looks once more after letting go, so that a row that came in
    between is not left to the sweep.
    """
    posted, ends = 0, time.monotonic() + run_seconds
    while claims.has_work(channel_id) and time.monotonic() < ends:
        with slots.held(channel_id, seconds=SLOT_SECONDS) as slot:
            channel = Channel.objects.select_related("account__portfolio").get(pk=channel_id)
            if slot is None or _is_suspended(channel):
                return posted
            with Courier(channel.account, channel.phone_number_id, threads=THREADS) as courier:
                run = Run(channel, courier, slot)
                posted += run.go(until=ends)
        if not run.is_fruitful:
            break
    return posted


def _is_suspended(channel: Channel) -> bool:
    return channel.paused_until is not None and channel.paused_until > timezone.now()


class Run:
    def __init__(self, channel: Channel, courier: Courier, slot: slots.Slot) -> None:
        self._channel = channel
        self._courier = courier
        self._slot = slot
        self._pace = Pace(channel)
        self._departures = Departures(channel.throughput)
        self._held: deque[Parcel] = deque()
        self._ready: deque[tuple[Parcel, Ticket]] = deque()
        self._flying: dict[int, Ticket] = {}
        self._returned: deque[Returned] = deque()
        self._accepted: list[Accepted] = []
        self._finished: list[Finished] = []
        self._flushed = time.monotonic()
        self._posted = 0
        # Whether a row left the queue, by whatever way; one that did none is not repeated at once.
        self.is_fruitful = False
        self._wait = 0.0
        self._dry_until = 0.0
        self._is_dry = False
        self._lease = timedelta(seconds=post_seconds())
        # A slow channel holds no more than may leave while the claim lasts.
        lasting = claims.CLAIM_LEASE.total_seconds() * channel.throughput
        self._batch = max(1, min(CLAIM_BATCH, int(lasting / 2)))
        self._ahead = min(THREADS, int(AHEAD_SECONDS * channel.throughput))
        self._renewed = time.monotonic()

    def go(self, *, until: float) -> int:
        """Until nothing is due and nothing flies; after `until` only what flies is awaited.

        Without Redis nothing more may leave, but what has left is still recorded.
        """
        try:
            while self._flying or (self._has_more() and time.monotonic() < until):
                try:
                    if time.monotonic() < until:
                        self._refill()
                        self._reserve()
                        self._launch()
                    self._keep_slot()
                except RedisError as error:
                    logger.warning("Redis is lost, the sweep will go on: %s", error)
                    until = 0.0
                self._record(self._collect(self._patience()))
        finally:
            self._land()
        return self._posted

    def _land(self) -> None:
        """However the run ends, what Meta still answers is recorded, and the rest goes back."""
        gives_up = time.monotonic() + self._lease.total_seconds()
        while self._flying and time.monotonic() < gives_up:
            self._record(self._collect(COLLECT_SECONDS))
        self._flush()
        self._give_back()

    def _collect(self, wait_seconds: float) -> list[Returned]:
        return self._courier.collect(wait_seconds=wait_seconds, enough=THREADS // 2)

    def _has_more(self) -> bool:
        return bool(self._held or self._ready) or not self._is_dry

    def _patience(self) -> float:
        if self._flying or self._ready:
            return COLLECT_SECONDS
        return min(self._wait, HOLD_SECONDS) if self._held else 0.0

    def _refill(self) -> None:
        """Claim ahead while few are held; after a claim that found nothing, not at once."""
        if len(self._held) >= THREADS or time.monotonic() < self._dry_until:
            return
        claim = claims.claim(self._channel.pk, limit=self._batch)
        self._is_dry = not claim.message_ids
        if self._is_dry:
            self._dry_until = time.monotonic() + DRY_SECONDS
            return
        loaded = parcels.load(claim)
        self.is_fruitful |= bool(loaded.refused or loaded.broken)
        self._held.extend(loaded.parcels)
        skipping.skip(loaded.refused, by=SYSTEM)
        for message_id, problem in loaded.broken.items():
            results.record_broken(message_id, problem)

    def _reserve(self) -> None:
        """Ask the limiter for the free threads, and a little ahead of those that soon will be."""
        lacking = self._free() + self._ahead - len(self._ready)
        if lacking <= self._ahead // 2 or not self._held:
            return
        wanted = list(islice(self._held, lacking))
        grant = self._pace.take(wanted)
        for _ in wanted:
            self._held.popleft()
        self._wait = max(grant.wait_seconds, 0.001)
        late: list[Parcel] = []
        for parcel, answer in zip(wanted, grant.answers, strict=True):
            if answer.ticket is not None:
                self._ready.append((parcel, answer.ticket))
            elif self._waits_for_us(answer.verdict):
                late.append(parcel)
            else:
                self._postpone(parcel, answer)
        self._held.extendleft(reversed(late))

    def _free(self) -> int:
        return min(THREADS - len(self._flying), self._departures.room())

    def _launch(self) -> None:
        """Mark as sending as many as may leave now, and post those that are still ours."""
        batch = [self._ready.popleft() for _ in range(min(self._free(), len(self._ready)))]
        if not batch:
            return
        held = {parcel.message_id: parcel.token for parcel, _ in batch}
        until = time.time() + self._lease.total_seconds()
        begun = claims.begin(held, lease=self._lease)
        for parcel, ticket in batch:
            if parcel.message_id in begun:
                self._courier.post(parcel, until=until)
                self._departures.note()
                self._flying[parcel.message_id] = ticket
                self._posted += 1
                self.is_fruitful = True
        lost = [ticket for parcel, ticket in batch if parcel.message_id not in begun]
        self._pace.finish([Finished(ticket=ticket, failed=True) for ticket in lost])

    def _waits_for_us(self, verdict: Verdict) -> bool:
        """Held until the bucket has a token, or until a message of ours to the person returns."""
        in_flight = verdict is Verdict.IN_FLIGHT and bool(self._flying or self._ready)
        return in_flight or verdict is Verdict.NO_TOKEN or verdict is Verdict.PORTFOLIO_UNKNOWN

    def _postpone(self, parcel: Parcel, answer: Answer) -> None:
        """This person must wait; others go on."""
        wait = min(max(answer.retry_after_seconds, HOLD_SECONDS), 3600.0)
        due_at = timezone.now() + timedelta(seconds=wait)
        claims.give_back([parcel.message_id], token=parcel.token, due_at=due_at)

    def _record(self, returned: list[Returned]) -> None:
        """Failures at once; acceptances gather for a moment, so that one statement takes many."""
        self._returned.extend(returned)
        while self._returned:
            self._note(self._returned.popleft())
        is_late = time.monotonic() - self._flushed > FLUSH_SECONDS
        if len(self._finished) >= FLUSH_BATCH or is_late or not self._flying:
            self._flush()

    def _note(self, item: Returned) -> None:
        outcome = outcomes.read(item)
        ticket = self._flying.pop(item.parcel.message_id)
        self._finished.append(
            Finished(ticket=ticket, failed=outcome.is_failure, hold_seconds=outcome.hold_seconds)
        )
        if outcome.accepted is not None:
            self._accepted.append(outcome.accepted)
        elif outcome.failed is not None:
            self._fail(outcome.failed, outcome)
            results.learn_refusal(item.parcel.contact_id, outcome.failed)
        elif outcome.unconfirmed is not None:
            results.record_unconfirmed(outcome.unconfirmed)

    def _flush(self) -> None:
        self._flushed = time.monotonic()
        accepted, finished = self._accepted, self._finished
        self._accepted, self._finished = [], []
        if accepted:
            results.record_accepted(accepted)
            results.learn(accepted)
            self._resume()
        self._pace.finish(finished)

    def _fail(self, failed: Failed, outcome: Outcome) -> None:
        results.record_failed(failed)
        if outcome.pause_seconds:
            self._pace.pause(outcome.pause_seconds)
        if outcome.suspension:
            until = timezone.now() + timedelta(seconds=outcome.pause_seconds)
            suspension.suspend(self._channel, until=until, reason=outcome.suspension)

    def _resume(self) -> None:
        """Meta takes messages from the number again."""
        if self._channel.paused_until is not None:
            suspension.resume(self._channel)
            self._channel.paused_until = None

    def _give_back(self) -> None:
        """What has not left goes back to the queue, its tickets to the limiter."""
        self._pace.finish([Finished(ticket=ticket, failed=True) for _, ticket in self._ready])
        waiting = [parcel for parcel, _ in self._ready] + list(self._held)
        for parcel in waiting:
            claims.give_back([parcel.message_id], token=parcel.token, due_at=timezone.now())

    def _keep_slot(self) -> None:
        if time.monotonic() - self._renewed > SLOT_SECONDS / 3:
            self._slot.renew()
            self._renewed = time.monotonic()
